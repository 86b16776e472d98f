/** DNS as a client meets it: the questions that a name costs, and the answers. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import type { HopQuery } from '../trace.ts';

const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: {name: prod}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: prod}
spec: {clusterIP: 10.96.100.1, selector: {app: web}, ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: peers, namespace: prod}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: partner, namespace: prod}
spec: {type: ExternalName, externalName: api.example.com}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: prod}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: nginx}]}
---`;

function client(name: string, url: string, more = 'count: 1', from = '{pod: {namespace: prod}}'): string {
  return `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: ${from}, requests: [{url: "${url}", ${more}}]}
---`;
}

/** The number of the behaviour, what is asked for, and the questions with the answers of the last. */
const rows = [
  ['DNS1', 'http://web', ['web.prod.svc.cluster.local. A', 'web.prod.svc.cluster.local. AAAA'], ['10.96.100.1']],
  [
    'DNS2',
    'http://web.prod',
    [
      'web.prod.prod.svc.cluster.local. A NXDOMAIN',
      'web.prod.prod.svc.cluster.local. AAAA NXDOMAIN',
      'web.prod.svc.cluster.local. A',
      'web.prod.svc.cluster.local. AAAA',
    ],
    ['10.96.100.1'],
  ],
  [
    'DNS3',
    'http://web.prod.svc',
    [
      'web.prod.svc.prod.svc.cluster.local. A NXDOMAIN',
      'web.prod.svc.prod.svc.cluster.local. AAAA NXDOMAIN',
      'web.prod.svc.svc.cluster.local. A NXDOMAIN',
      'web.prod.svc.svc.cluster.local. AAAA NXDOMAIN',
      'web.prod.svc.cluster.local. A',
      'web.prod.svc.cluster.local. AAAA',
    ],
    ['10.96.100.1'],
  ],
  [
    'DNS4',
    'http://web.prod.svc.cluster.local.',
    ['web.prod.svc.cluster.local. A', 'web.prod.svc.cluster.local. AAAA'],
    ['10.96.100.1'],
  ],
  [
    'DNS16',
    'http://web.prod.svc.cluster.local',
    [
      'web.prod.svc.cluster.local.prod.svc.cluster.local. A NXDOMAIN',
      'web.prod.svc.cluster.local.prod.svc.cluster.local. AAAA NXDOMAIN',
      'web.prod.svc.cluster.local.svc.cluster.local. A NXDOMAIN',
      'web.prod.svc.cluster.local.svc.cluster.local. AAAA NXDOMAIN',
      'web.prod.svc.cluster.local.cluster.local. A NXDOMAIN',
      'web.prod.svc.cluster.local.cluster.local. AAAA NXDOMAIN',
      'web.prod.svc.cluster.local. A',
      'web.prod.svc.cluster.local. AAAA',
    ],
    ['10.96.100.1'],
  ],
  [
    'DNS5',
    'https://api.example.com',
    [
      'api.example.com.prod.svc.cluster.local. A NXDOMAIN',
      'api.example.com.prod.svc.cluster.local. AAAA NXDOMAIN',
      'api.example.com.svc.cluster.local. A NXDOMAIN',
      'api.example.com.svc.cluster.local. AAAA NXDOMAIN',
      'api.example.com.cluster.local. A NXDOMAIN',
      'api.example.com.cluster.local. AAAA NXDOMAIN',
      'api.example.com. A',
      'api.example.com. AAAA',
    ],
    ['198.51.100.80'],
  ],
  ['DNS6', 'http://10.96.100.1', [], []],
  [
    'DNS7',
    'dns://_http._tcp.web',
    ['_http._tcp.web.prod.svc.cluster.local. SRV'],
    ['0 100 80 web.prod.svc.cluster.local.'],
  ],
  ['DNS8', 'dns://10.96.100.1', ['1.100.96.10.in-addr.arpa. PTR'], ['web.prod.svc.cluster.local.']],
  ['DNS9', 'dns://partner?type=CNAME', ['partner.prod.svc.cluster.local. CNAME'], ['api.example.com.']],
] as const;

const cluster = testCluster(
  CLUSTER +
    rows.map(([, url], index) => client(`row-${String(index)}`, url)).join('') +
    client('peers', 'http://peers', 'every: 100ms, count: 60'),
).run('12s');

function queries(of: TestCluster, name: string): readonly HopQuery[] {
  return of.requests(name)[0]?.hops.flatMap((hop) => hop.queries ?? []) ?? [];
}

describe('a lookup', () => {
  it.each(rows.map((row, index) => [...row, index] as const))(
    '%s: of %s asks %j and learns %j',
    (_n, _url, asked, answers, index) => {
      const sent = queries(cluster, `row-${String(index)}`);
      expect(sent.map(({ name, type, code }) => `${name} ${type}${code === 'NOERROR' ? '' : ` ${code}`}`)).toEqual(
        asked,
      );
      const answered = sent.filter((query) => query.answers.length > 0);
      expect(answered.at(-1)?.answers ?? []).toEqual(answers);
      expect(cluster.requests(`row-${String(index)}`)[0]?.outcome).toBe('answered');
    },
  );

  it('DNS10: gets the addresses of a headless Service in any order, and takes the first', () => {
    const requests = cluster.requests('peers');
    const orders = requests.map(({ hops }) => hops[0]?.queries?.[0]?.answers ?? []);
    expect(new Set(orders.map((order) => order.join())).size).toBe(6);
    for (const { hops } of requests) {
      const first = hops[0]?.queries?.[0]?.answers[0];
      expect(hops.find(({ layer }) => layer === 'client')?.after.destination).toBe(`${first ?? ''}:80`);
    }
  });

  it('DNS11: follows an alias to a host outside, and takes as long as that', () => {
    const aliased = testCluster(CLUSTER + client('alice', 'http://partner')).run('7s');
    const [a] = queries(aliased, 'alice');
    expect(a).toMatchObject({ type: 'A', answers: ['api.example.com.', '198.51.100.80'], latency: 8000 });
  });

  it('DNS12: of a name outside is answered from the cache for 30 s, one within the cluster never', () => {
    const often = testCluster(
      CLUSTER +
        client('outside', 'dns://api.example.com', 'every: 10s, count: 5') +
        client('inside', 'dns://web', 'every: 10s, count: 5'),
    ).run('60s');
    const fromCache = (name: string): readonly boolean[] =>
      often.requests(name).map(({ hops }) => hops.at(-1)?.queries?.[0]?.cached ?? false);
    expect(fromCache('outside')).toEqual([false, true, true, false, true]);
    expect(fromCache('inside')).toEqual([false, false, false, false, false]);
  });

  it('DNS13: of a name outside that did not exist is denied for 30 s more after it does', () => {
    const late = testCluster(CLUSTER + client('alice', 'http://late.prod.lb', 'every: 5s'))
      .apply(
        'apiVersion: v1\nkind: Service\nmetadata: {name: late, namespace: prod}\nspec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}\n',
        '6s',
      )
      .run('40s');
    const causes = late.requests('alice').map(({ outcome, cause }) => (outcome === 'answered' ? outcome : cause.id));
    expect(causes[0]).toBe('cause.nameNotFound');
    expect(causes.slice(1, 6)).toEqual(Array.from({ length: 5 }, () => 'cause.staleName'));
    expect(causes[6]).toBe('answered');
  });

  it('DNS14: learns of a new Service a moment after the API server has it', () => {
    const fresh = testCluster(client('alice', 'dns://new', 'every: 1ms', '{pod: {}}'))
      .apply('apiVersion: v1\nkind: Service\nmetadata: {name: new}\nspec: {ports: [{port: 80}]}\n', '6s')
      .run('6100ms');
    const first = fresh.requests('alice').find(({ outcome }) => outcome === 'answered');
    expect((first?.startedAt ?? 0) - 6_000_000).toBe(5_000);
  });

  it('DNS15: from outside the cluster asks one question of the public resolver', () => {
    const outside = testCluster(
      client('alice', 'https://api.example.com', 'count: 1', '{internet: {ip: 203.0.113.7}}'),
    ).run('7s');
    expect(queries(outside, 'alice')).toEqual([
      { name: 'api.example.com.', type: 'A', code: 'NOERROR', answers: ['198.51.100.80'], latency: 8000 },
    ]);
  });

  it.each(['web.prod', 'web', 'web.prod.svc.cluster.local'])(
    'DNS29: within a node’s own network, as in a hostNetwork pod with ClusterFirst, asks the node’s resolver, which knows no %s',
    (host) => {
      const own = testCluster(CLUSTER + client('alice', `http://${host}`, 'count: 1', '{node: {name: node-1}}')).run(
        '7s',
      );
      expect(queries(own, 'alice')).toMatchObject([{ name: `${host}.`, type: 'A', code: 'NXDOMAIN' }]);
      const [request] = own.requests('alice');
      expect([request?.outcome, request?.cause.id]).toEqual(['nameNotFound', 'cause.nodeResolver']);
    },
  );

  it('DNS29: does not say so of a name that the cluster does not know either', () => {
    const own = testCluster(CLUSTER + client('alice', 'http://wbe.prod', 'count: 1', '{node: {name: node-1}}')).run(
      '7s',
    );
    expect(own.requests('alice')[0]?.cause.id).toBe('cause.nameNotFound');
  });
});
