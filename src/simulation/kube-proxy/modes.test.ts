/** Who reaches which pods, and as whom, where kube-proxy runs in another mode than iptables: place x door x policy. */
import { describe, expect, it } from 'vitest';
import { internalIP } from '../../kubernetes/api/node.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import type { Outcome, RequestTrace } from '../trace.ts';

const MODES = ['nftables', 'ipvs'] as const;
const PLACES = {
  pod: '{pod: {node: node-1}}',
  process: '{node: {name: node-1}}',
  outside: '{internet: {ip: 203.0.113.7}}',
} as const;
/** Where the pods are; the clients inside are on node-1. */
const LAYOUTS = { both: ['node-1', 'node-2'], there: ['node-2'], nowhere: [] } as const;

type Layout = keyof typeof LAYOUTS;
type Seen = 'client' | 'node-1' | 'node-2';
/** The outcomes, the nodes whose pods answer, and whom these see. */
type Result = readonly [readonly Outcome[], readonly string[], readonly Seen[]];
/** Its number, from where, to which URL, with pods where; then what is seen in nftables mode, and where ipvs differs. */
type Row = readonly [string, keyof typeof PLACES, string, Layout, Result, Result?];

const LOST: Result = [['timedOut'], [], []];
/** Why a request is lost in each mode, where that is no matter of course. */
const WHY_LOST: Readonly<Record<string, readonly [string, string]>> = {
  PROXY161: ['cause.noLocalEndpoints', 'cause.replyLost'],
};
const REFUSED: Result = [['refused'], [], []];

function answered(by: Layout | 'here', ...seen: readonly Seen[]): Result {
  return [['answered'], by === 'here' ? ['node-1'] : LAYOUTS[by], seen];
}

const rows: readonly Row[] = [
  ['PROXY140', 'pod', 'http://10.96.100.1', 'both', answered('both', 'client')],
  ['PROXY141', 'process', 'http://10.96.100.1', 'both', answered('both', 'node-1')],
  ['PROXY142', 'pod', 'http://10.96.100.1', 'nowhere', REFUSED],
  ['PROXY143', 'pod', 'http://10.96.100.1:81', 'both', REFUSED],
  ['PROXY144', 'process', 'http://10.96.100.1:81', 'both', REFUSED],
  // An address of the range that no Service has: dropped at once, or sent out by the default route.
  ['PROXY145', 'pod', 'http://10.96.100.99', 'both', LOST],

  ['PROXY146', 'pod', 'http://node-1:30080', 'both', answered('both', 'node-1')],
  ['PROXY147', 'pod', 'http://node-2:30080', 'both', answered('both', 'node-2')],
  ['PROXY148', 'outside', 'http://node-1:30080', 'there', answered('there', 'node-1')],
  ['PROXY149', 'outside', 'http://node-1:30080', 'nowhere', REFUSED],
  ['PROXY150', 'process', 'http://node-1:30080', 'both', answered('both', 'node-1')],
  ['PROXY151', 'process', 'http://127.0.0.1:30080', 'both', REFUSED],

  // externalTrafficPolicy Local.
  ['PROXY152', 'outside', 'http://node-1:30081', 'both', answered('here', 'client')],
  ['PROXY153', 'outside', 'http://node-2:30081', 'there', answered('there', 'client')],
  // There ipvs takes other nodes' pods, whose answer misses the node on its way to the stranger.
  ['PROXY161', 'outside', 'http://node-1:30081', 'there', LOST],
  ['PROXY154', 'pod', 'http://node-1:30081', 'both', answered('both', 'client'), answered('here', 'client')],
  ['PROXY155', 'pod', 'http://node-1:30081', 'there', answered('there', 'client')],
  ['PROXY156', 'pod', 'http://local.default.lb', 'both', answered('both', 'client'), answered('here', 'client')],
  ['PROXY157', 'pod', 'http://shop.default.lb', 'both', answered('both', 'node-1')],
  ['PROXY158', 'process', 'http://local.default.lb', 'there', answered('there', 'node-1')],

  // internalTrafficPolicy Local: ipvs takes other nodes' pods rather than none.
  ['PROXY159', 'pod', 'http://10.96.100.3', 'both', answered('here', 'client')],
  ['PROXY160', 'pod', 'http://10.96.100.3', 'there', LOST, answered('there', 'client')],
];

function manifests(mode: string, layout: Layout): string {
  const pods = LAYOUTS[layout].map(
    (node) => `
apiVersion: v1
kind: Pod
metadata: {name: shop-on-${node}, labels: {app: shop}}
spec: {nodeName: ${node}, containers: [{name: shop, image: nginx}]}
`,
  );
  const service = (name: string, number: number, policy: string): string => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec:
  type: LoadBalancer
  clusterIP: 10.96.100.${number + 1}
  ${policy}
  selector: {app: shop}
  ports: [{port: 80, nodePort: ${30080 + number}}]
`;
  // Not in step: with two clients by turns, each would always meet the same one of two endpoints.
  const clients = rows.flatMap(([, place, url, of], index) =>
    of === layout
      ? [
          `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: row-${index}}
spec: {from: ${PLACES[place]}, requests: [{url: "${url}", every: ${100 + 7 * index}ms, count: 20}]}
`,
        ]
      : [],
  );
  const cluster = `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking: {kubeProxyMode: ${mode}}
nodes: [{role: control-plane}, {role: worker}, {role: worker}]
`;
  return [
    cluster,
    ...pods,
    service('shop', 0, 'externalTrafficPolicy: Cluster'),
    service('local', 1, 'externalTrafficPolicy: Local'),
    service('near', 2, 'internalTrafficPolicy: Local'),
    ...clients,
  ].join('---');
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

function seenBy(cluster: TestCluster, { sourceSeenByPod }: RequestTrace): string {
  const node = cluster.objects('Node').find((each) => internalIP(each) === sourceSeenByPod);
  return node?.metadata.name ?? 'client';
}

describe.each(MODES)('packets in %s mode', (mode) => {
  const clusters = new Map<Layout, TestCluster>();
  for (const layout of ['both', 'there', 'nowhere'] as const) {
    clusters.set(layout, testCluster(manifests(mode, layout)).run('9s'));
  }

  it.each(
    rows.map(([number, place, url, layout, first, second = first], index) => {
      const [outcomes, servers, sources] = mode === 'ipvs' ? second : first;
      return [number, place, url, layout, outcomes, servers, sources, index] as const;
    }),
  )(
    '%s: from %s to %s, pods %s: %j by pods of %j that see %j',
    (number, _place, _url, layout, outcomes, servers, sources, index) => {
      const cluster = clusters.get(layout);
      const requests = cluster?.requests(`row-${index}`) ?? [];
      const got = requests.filter(({ outcome }) => outcome === 'answered');
      expect(sorted(requests.map(({ outcome }) => outcome))).toEqual(outcomes);
      const cause = WHY_LOST[number]?.[mode === 'ipvs' ? 1 : 0];
      const causes = sorted(requests.map((request) => request.cause.id));
      expect(causes).toEqual(cause === undefined ? causes : [cause]);
      expect(sorted(got.map(({ answeredBy = '' }) => answeredBy.replace('default/shop-on-', '')))).toEqual(servers);
      expect(sorted(got.flatMap((request) => (cluster === undefined ? [] : seenBy(cluster, request))))).toEqual(
        sources,
      );
    },
  );
});
