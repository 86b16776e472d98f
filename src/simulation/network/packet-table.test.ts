/** Who reaches which pods by which door of a Service, and as whom: client place x path x policy, on two nodes. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { internalIP } from '../../kubernetes/api/node.ts';
import type { Outcome, RequestTrace } from '../trace.ts';

const CLUSTER = `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
- role: control-plane
- role: worker
- role: worker
---
`;

/** One pod on each of these nodes. */
function podsOn(nodes: readonly string[]): string {
  return nodes
    .map(
      (node) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-on-${node}
spec:
  replicas: 1
  selector:
    matchLabels: {app: shop, place: ${node}}
  template:
    metadata:
      labels: {app: shop, place: ${node}}
    spec:
      nodeSelector: {kubernetes.io/hostname: ${node}}
      containers:
      - name: shop
        image: nginx
---
`,
    )
    .join('');
}

/** `shop` with the policy Cluster, `local` with externalTrafficPolicy Local, `near` with internalTrafficPolicy Local. */
const SERVICES = `
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  type: LoadBalancer
  clusterIP: 10.96.100.1
  externalTrafficPolicy: Cluster
  selector: {app: shop}
  ports:
  - {port: 80, nodePort: 30080}
---
apiVersion: v1
kind: Service
metadata:
  name: local
spec:
  type: LoadBalancer
  clusterIP: 10.96.100.2
  externalTrafficPolicy: Local
  healthCheckNodePort: 32000
  selector: {app: shop}
  ports:
  - {port: 80, nodePort: 30081}
---
apiVersion: v1
kind: Service
metadata:
  name: near
spec:
  type: LoadBalancer
  clusterIP: 10.96.100.3
  internalTrafficPolicy: Local
  externalTrafficPolicy: Cluster
  selector: {app: shop}
  ports:
  - {port: 80, nodePort: 30082}
---
`;

const PLACES = {
  pod: '{pod: {node: node-1}}',
  process: '{node: {name: node-1}}',
  outside: '{internet: {ip: 203.0.113.7}}',
} as const;

type Place = keyof typeof PLACES;

/** Where the pods are; the clients inside are on node-1. */
const LAYOUTS = { both: ['node-1', 'node-2'], here: ['node-1'], there: ['node-2'] } as const;

type Layout = keyof typeof LAYOUTS;

/** The number of the behaviour, from where, to which URL, with pods where: the outcomes, who answers, whom they see. */
type Row = readonly [string, Place, string, Layout, readonly Outcome[], readonly string[], readonly string[]];

const TIMEOUT = [['timedOut'], [], []] as const;

function answered(
  by: Layout,
  ...seen: readonly string[]
): readonly [readonly Outcome[], readonly string[], readonly string[]] {
  return [['answered'], LAYOUTS[by], seen];
}

const rows: readonly Row[] = [
  // A pod on node-1 that is none of the back ends.
  ['NET1', 'pod', 'http://10.96.100.1', 'both', ...answered('both', 'the client')],
  ['NET2', 'pod', 'http://shop', 'there', ...answered('there', 'the client')],
  ['NET3', 'pod', 'http://node-1:30080', 'both', ...answered('both', 'node-1')],
  ['NET4', 'pod', 'http://node-2:30080', 'both', ...answered('both', 'node-2')],
  ['NET5', 'pod', 'http://node-1:30081', 'both', ...answered('both', 'the client')],
  ['NET6', 'pod', 'http://node-1:30081', 'there', ...answered('there', 'the client')],
  ['NET7', 'pod', 'http://node-2:30081', 'there', ...answered('there', 'the client')],
  ['NET8', 'pod', 'http://node-2:30081', 'here', ...TIMEOUT],
  ['NET9', 'pod', 'http://shop.default.lb', 'both', ...answered('both', 'node-1')],
  ['NET10', 'pod', 'http://local.default.lb', 'both', ...answered('both', 'the client')],
  ['NET11', 'pod', 'http://local.default.lb', 'there', ...answered('there', 'the client')],
  // A pod of node-1 itself answers the client past node-2, which alone could undo the translation.
  ['NET12', 'pod', 'http://node-2:30081', 'both', ['answered', 'timedOut'], ['node-2'], ['the client']],

  // A process of node-1.
  ['NET13', 'process', 'http://10.96.100.1', 'both', ...answered('both', 'node-1')],
  ['NET14', 'process', 'http://node-1:30080', 'both', ...answered('both', 'node-1')],
  ['NET15', 'process', 'http://127.0.0.1:30080', 'both', ...answered('both', 'node-1')],
  ['NET16', 'process', 'http://node-2:30080', 'both', ...answered('both', 'node-2')],
  ['NET17', 'process', 'http://node-1:30081', 'both', ...answered('both', 'node-1')],
  ['NET18', 'process', 'http://node-2:30081', 'both', ...answered('there', 'node-1')],
  ['NET19', 'process', 'http://node-1:30081', 'there', ...answered('there', 'node-1')],
  ['NET20', 'process', 'http://node-2:30081', 'here', ...TIMEOUT],
  ['NET21', 'process', 'http://shop.default.lb', 'both', ...answered('both', 'node-1')],
  ['NET22', 'process', 'http://local.default.lb', 'both', ...answered('both', 'node-1')],
  ['NET23', 'process', 'http://local.default.lb', 'there', ...answered('there', 'node-1')],

  // A client on the internet, to which cluster IPs and pods are not routed.
  ['NET24', 'outside', 'http://10.96.100.1', 'both', ...TIMEOUT],
  ['NET25', 'outside', 'http://node-1:30080', 'both', ...answered('both', 'node-1')],
  ['NET26', 'outside', 'http://node-2:30080', 'here', ...answered('here', 'node-2')],
  ['NET27', 'outside', 'http://node-1:30081', 'both', ...answered('here', 'the client')],
  ['NET28', 'outside', 'http://node-2:30081', 'both', ...answered('there', 'the client')],
  ['NET29', 'outside', 'http://node-1:30081', 'there', ...TIMEOUT],
  ['NET30', 'outside', 'http://shop.default.lb', 'both', ...answered('both', 'node-1', 'node-2')],
  ['NET31', 'outside', 'http://local.default.lb', 'both', ...answered('both', 'the client')],
  ['NET32', 'outside', 'http://local.default.lb', 'there', ...answered('there', 'the client')],

  // internalTrafficPolicy Local: only the cluster IP heeds it.
  ['NET33', 'pod', 'http://10.96.100.3', 'both', ...answered('here', 'the client')],
  ['NET34', 'pod', 'http://10.96.100.3', 'there', ...TIMEOUT],
  ['NET35', 'process', 'http://10.96.100.3', 'both', ...answered('here', 'node-1')],
  ['NET36', 'process', 'http://10.96.100.3', 'there', ...TIMEOUT],
  ['NET37', 'pod', 'http://node-1:30082', 'there', ...answered('there', 'node-1')],
  ['NET38', 'outside', 'http://node-1:30082', 'there', ...answered('there', 'node-1')],
  ['NET39', 'outside', 'http://near.default.lb', 'there', ...answered('there', 'node-1', 'node-2')],
];

function clusterOf(layout: Layout): TestCluster {
  const clients = rows.flatMap(([, place, url, of], index) =>
    of === layout
      ? [
          `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: row-${index}}
spec:
  from: ${PLACES[place]}
  requests:
  - {url: "${url}", every: 100ms, count: 40}
`,
        ]
      : [],
  );
  return testCluster(CLUSTER + podsOn(LAYOUTS[layout]) + SERVICES + clients.join('---')).run('12s');
}

const clusters = { both: clusterOf('both'), here: clusterOf('here'), there: clusterOf('there') };

/** Whom the pod saw: a node by its name, or the client itself. */
function seen(cluster: TestCluster, { sourceSeenByPod, hops }: RequestTrace): string {
  const node = cluster.objects('Node').find((each) => internalIP(each) === sourceSeenByPod);
  if (node !== undefined) return node.metadata.name;
  const own = hops.find(({ place }) => place.type === 'client')?.before.source.split(':')[0];
  return sourceSeenByPod === own ? 'the client' : `${sourceSeenByPod}`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

describe('packets', () => {
  it.each(rows.map((row, index) => [...row, index] as const))(
    '%s: from %s to %s, pods %s: %j by pods of %j that see %j',
    (_number, _place, _url, layout, outcomes, servers, sources, index) => {
      const cluster = clusters[layout];
      const requests = cluster.requests(`row-${index}`);
      const got = requests.filter(({ outcome }) => outcome === 'answered');
      const nodes = got.map(({ hops }) => hops.at(-1)?.place).map((place) => (place?.type === 'pod' ? place.name : ''));
      expect(requests).toHaveLength(40);
      expect(sorted(requests.map(({ outcome }) => outcome))).toEqual(outcomes);
      expect(sorted(nodes.map((pod) => pod.replace(/^shop-on-(node-\d)-.*$/, '$1')))).toEqual(servers);
      expect(sorted(got.map((request) => seen(cluster, request)))).toEqual(sources);
    },
  );

  it('NET49: pass the rewriting node again on the way back, which undoes it', () => {
    const index = rows.findIndex(([, place, url]) => place === 'outside' && url === 'http://node-1:30080');
    for (const { hops, reply } of clusters.both.requests(`row-${index}`)) {
      const way = hops.filter(({ layer }) => layer !== 'dns');
      expect(reply.map(({ place }) => place)).toEqual(way.map(({ place }) => place).toReversed());
      expect(reply.at(-1)?.after).toEqual({
        source: way[0]?.before.destination,
        destination: way[0]?.before.source,
      });
    }
  });
});
