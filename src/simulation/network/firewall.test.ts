/** The cloud's firewall in front of the nodes: what it drops, and what gets through all the same. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { client, type Place } from '../../testing/traffic-text.ts';
import type { Outcome } from '../trace.ts';

const CLUSTER = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: {kubehops.dev/listen: "80, 53/UDP", kubehops.dev/latency: 500ms}}
    spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: host}
spec:
  selector: {matchLabels: {app: host}}
  template:
    metadata: {labels: {app: host}}
    spec:
      hostNetwork: true
      nodeSelector: {kubernetes.io/hostname: node-2}
      containers: [{name: host, image: nginx, ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  externalIPs: [192.0.2.200]
  selector: {app: web}
  ports:
  - {name: http, port: 80, nodePort: 30080}
  - {name: dns, port: 53, protocol: UDP, nodePort: 30053}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec: {rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
---`;

/** The number of the behaviour, from where, to which URL, how it ends and why, and the protocol that the firewall drops. */
type Row = readonly [string, Place, string, Outcome, string, string?];

const rows: readonly Row[] = [
  ['NET190', 'outside', 'http://node-1:30080', 'timedOut', 'cause.firewall', 'tcp'],
  ['NET190', 'nat', 'http://node-2:30080', 'timedOut', 'cause.firewall', 'tcp'],
  ['NET190', 'outside', 'udp://node-1:30053', 'timedOut', 'cause.firewall', 'udp'],
  ['NET191', 'outside', 'http://node-2', 'timedOut', 'cause.firewall', 'tcp'],
  ['NET192', 'outside', 'http://node-1:4444', 'timedOut', 'cause.firewall', 'tcp'],
  ['NET193', 'outside', 'ping://node-1', 'timedOut', 'cause.firewall', 'icmp'],
  ['NET194', 'outside', 'http://192.0.2.200', 'timedOut', 'cause.firewall', 'tcp'],
  ['NET195', 'outside', 'http://web.default.lb', 'answered', 'cause.answered'],
  ['NET196', 'outside', 'http://shop.example.com', 'answered', 'cause.answered'],
  ['NET197', 'node', 'http://node-2:30080', 'answered', 'cause.answered'],
  ['NET197', 'pod', 'http://node-2:30080', 'answered', 'cause.answered'],
  ['NET197', 'pod', 'http://api.example.com', 'answered', 'cause.answeredExternally'],
];

const closed = testCluster(CLUSTER)
  .setFirewall(false, '20s')
  .apply(rows.map(([, place, url], row) => client(`row-${row}`, place, url, 'count: 1')).join(''), '25s')
  .run('40s');

/** A cluster with one client on the internet, which begins at 15 s. */
function withClient(url: string, more: string): TestCluster {
  return testCluster(CLUSTER).apply(client('alice', 'outside', url, more), '10s');
}

describe('a closed firewall', () => {
  it.each(
    rows.map(
      ([number, place, url, outcome, cause, protocol], index) =>
        [number, place, url, outcome, cause, protocol, index] as const,
    ),
  )('%s: from %s to %s: %s, %s', (_number, _place, _url, outcome, cause, protocol, index) => {
    const [request] = closed.requests(`row-${String(index)}`);
    expect([request?.outcome, request?.cause.id]).toEqual([outcome, cause]);
    const stop = request?.hops.find(({ place }) => place.type === 'firewall');
    expect(stop?.rule).toBe(protocol === undefined ? undefined : `deny ${protocol} 0.0.0.0/0 -> nodes`);
    expect(request?.hops.slice(0, -1)).not.toContain(stop);
  });

  it('NET198: lets connections go on that were open before, and no new ones begin', () => {
    const cluster = withClient('http://node-1:30080', 'every: 1s, keepAlive: true, count: 30')
      .setFirewall(false, '20s')
      .run('60s');
    cluster.expectAll('alice', 'answered', '11s');
    const fresh = withClient('http://node-1:30080', 'every: 1s, count: 30').setFirewall(false, '20s').run('60s');
    fresh.expectAll('alice', 'answered', '11s', '19500ms').expectAll('alice', 'timedOut', '20500ms');
  });

  it('NET199: lets a UDP flow go on that has had an answer, until it has been silent for too long', () => {
    const flow = 'udp://node-1:30053';
    const cluster = withClient(flow, 'every: 1s, keepAlive: true, count: 30').setFirewall(false, '20s').run('60s');
    cluster.expectAll('alice', 'answered', '11s');
    const silent = withClient(flow, 'every: 200s, keepAlive: true, count: 2').setFirewall(false, '20s');
    expect(
      silent
        .run('230s')
        .requests('alice')
        .map(({ outcome }) => outcome),
    ).toEqual(['answered', 'timedOut']);
  });

  it('NET200: loses SYNs in silence: the client tries again, and gets through when it is opened meanwhile', () => {
    const cluster = withClient('http://node-1:30080', 'count: 1')
      .setFirewall(false, '5s')
      .setFirewall(true, '16500ms')
      .run('30s');
    const [request] = cluster.requests('alice');
    expect(request?.outcome).toBe('answered');
    expect(request?.retries).toHaveLength(2);
    expect(request?.hops.map(({ place }) => place.type)).toEqual([
      'dns',
      'client',
      'firewall',
      'client',
      'node',
      'pod',
    ]);
  });

  it('NET201: lets the answer out to a request that has come in before', () => {
    const cluster = withClient('http://node-1:30080', 'count: 1').setFirewall(false, '15200ms').run('30s');
    const [request] = cluster.requests('alice');
    expect([request?.startedAt, request?.outcome]).toEqual([15_000_000, 'answered']);
    expect(request?.finishedAt).toBeGreaterThan(15_200_000);
  });

  it('is told of once in the trace, however often it is closed', () => {
    const cluster = testCluster('').setFirewall(true, '1s').setFirewall(false, '2s').setFirewall(false, '3s').run('4s');
    const changes = cluster.trace.events.filter(({ type }) => type === 'firewallChanged');
    expect(changes).toEqual([{ type: 'firewallChanged', at: 2_000_000, isOpen: false }]);
    expect(cluster.printed('2s')).toBe('');
  });
});
