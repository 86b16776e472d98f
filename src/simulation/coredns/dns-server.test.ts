/** What CoreDNS keeps of the world outside, and what it answers at once. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { DNS_FORWARD_LATENCY, DNS_LATENCY } from '../constants.ts';
import type { HopQuery } from '../trace.ts';

const ALIASES = `
apiVersion: v1
kind: Service
metadata: {name: partner}
spec: {type: ExternalName, externalName: api.example.com}
---
apiVersion: v1
kind: Service
metadata: {name: inside}
spec: {type: ExternalName, externalName: kubernetes.default.svc.cluster.local}
---`;

/** Asks from a pod, `count` times every 10 s. */
function client(name: string, url: string, count: number): string {
  return `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: {pod: {}}, requests: [{url: "${url}", every: 10s, count: ${String(count)}}]}
---`;
}

/** The last A query of each request. */
function lastQueries(of: TestCluster, name: string): readonly (HopQuery | undefined)[] {
  return of.requests(name).map(({ hops }) => hops.findLast(({ layer }) => layer === 'dns')?.queries?.[0]);
}

describe('the DNS server', () => {
  it('DNS86: looks up what an alias leads to outside as if that had been asked for: once in 30 s', () => {
    const cluster = testCluster(
      ALIASES + client('alias', 'dns://partner', 5) + client('direct', 'dns://api.example.com', 1),
    );
    cluster.run('60s');
    expect(lastQueries(cluster, 'alias').map((query) => query?.latency)).toEqual([
      DNS_FORWARD_LATENCY,
      DNS_LATENCY,
      DNS_LATENCY,
      DNS_FORWARD_LATENCY,
      DNS_LATENCY,
    ]);
    expect(lastQueries(cluster, 'direct')).toMatchObject([{ cached: true, latency: DNS_LATENCY }]);
  });

  it.each(['dns://inside', 'dns://inside?type=CNAME', 'dns://partner?type=CNAME'])(
    'DNS87: asks nobody outside for an alias within the cluster, nor for an alias alone: %s',
    (url) => {
      const cluster = testCluster(ALIASES + client('alias', url, 1)).run('12s');
      expect(lastQueries(cluster, 'alias')).toMatchObject([{ code: 'NOERROR', latency: DNS_LATENCY }]);
    },
  );

  it.each([
    ['dns://10.96.0.1', DNS_LATENCY],
    ['dns://192.0.2.1', DNS_FORWARD_LATENCY],
  ])('DNS89: names the addresses of the cluster at once, others by asking outside: %s', (url, latency) => {
    const cluster = testCluster(client('reverse', url, 2)).run('20s');
    expect(lastQueries(cluster, 'reverse')).toMatchObject([{ latency }, { cached: true, latency: DNS_LATENCY }]);
  });
});
