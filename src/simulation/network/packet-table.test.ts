/**
 * Who reaches which pods by which door of a Service, and as whom: client place x path x policy, on two nodes, in each mode
 * of kube-proxy. A row says what all modes do, and what one of them does otherwise.
 */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { clusterText, PLACES, PROXY_MODES, type Place, type TestedMode } from '../../testing/traffic-text.ts';
import { internalIP } from '../../kubernetes/api/node.ts';
import type { Outcome, RequestTrace } from '../trace.ts';

/** Where the pods are; the clients inside are on node-1. */
const LAYOUTS = { both: ['node-1', 'node-2'], here: ['node-1'], there: ['node-2'] } as const;

type Layout = keyof typeof LAYOUTS;

/** How the requests end, who answers, whom they see; and why all of them fail, where they do. */
interface Result {
  readonly outcomes: readonly Outcome[];
  readonly by: readonly string[];
  readonly seen: readonly string[];
  readonly cause?: string;
}

/** The number of the behaviour, from where, to which URL, with pods where, what comes of it, and in which mode something else. */
type Row = readonly [string, Place, string, Layout, Result, Partial<Record<TestedMode, Result>>?];

function answered(by: Layout, ...seen: readonly string[]): Result {
  return { outcomes: ['answered'], by: LAYOUTS[by], seen };
}

function failed(outcome: Outcome, cause: string): Result {
  return { outcomes: [outcome], by: [], seen: [], cause: `cause.${cause}` };
}

const DROPPED = failed('timedOut', 'noLocalEndpoints');

/** What goes on to a pod under the client's own address is answered past the node that translated it. */
const REPLY_LOST = failed('timedOut', 'replyLost');

/**
 * Where iptables has ports of nodes on all addresses of the node, nftables has them on its primary ones, and ipvs leaves
 * loopback out. Upstream: cmd/kube-proxy/app/server_linux.go platformApplyDefaults, pkg/proxy/ipvs/proxier.go
 * syncProxyRules (v1.36).
 */
const NOT_ON_LOOPBACK = { nftables: failed('refused', 'nodeRefused'), ipvs: failed('refused', 'nodeRefused') };

/**
 * In ipvs mode a virtual server under the Local policy has the node's own endpoints for everybody, so that pods and the
 * node itself have no short cut past it; and where the node has none, those of other nodes.
 * Upstream: pkg/proxy/ipvs/proxier.go syncEndpoint (v1.36).
 */
function inIpvs(by: Layout, seen: string): Partial<Record<TestedMode, Result>> {
  return { ipvs: answered(by, seen) };
}

const rows: readonly Row[] = [
  // A pod on node-1 that is none of the back ends.
  ['NET1', 'pod', 'http://10.96.100.1', 'both', answered('both', 'the client')],
  ['NET2', 'pod', 'http://shop', 'there', answered('there', 'the client')],
  ['NET3', 'pod', 'http://node-1:30080', 'both', answered('both', 'node-1')],
  ['NET4', 'pod', 'http://node-2:30080', 'both', answered('both', 'node-2')],
  ['NET5', 'pod', 'http://node-1:30081', 'both', answered('both', 'the client'), inIpvs('here', 'the client')],
  ['NET6', 'pod', 'http://node-1:30081', 'there', answered('there', 'the client')],
  ['NET7', 'pod', 'http://node-2:30081', 'there', answered('there', 'the client')],
  ['NET8', 'pod', 'http://node-2:30081', 'here', REPLY_LOST],
  ['NET9', 'pod', 'http://shop.default.lb', 'both', answered('both', 'node-1')],
  ['NET10', 'pod', 'http://local.default.lb', 'both', answered('both', 'the client'), inIpvs('here', 'the client')],
  ['NET11', 'pod', 'http://local.default.lb', 'there', answered('there', 'the client')],
  // A pod of node-1 itself answers the client past node-2, which alone could undo the translation.
  [
    'NET12',
    'pod',
    'http://node-2:30081',
    'both',
    { outcomes: ['answered', 'timedOut'], by: ['node-2'], seen: ['the client'] },
    inIpvs('there', 'the client'),
  ],

  // A process of node-1.
  ['NET13', 'node', 'http://10.96.100.1', 'both', answered('both', 'node-1')],
  ['NET14', 'node', 'http://node-1:30080', 'both', answered('both', 'node-1')],
  ['NET15', 'node', 'http://127.0.0.1:30080', 'both', answered('both', 'node-1'), NOT_ON_LOOPBACK],
  ['NET16', 'node', 'http://node-2:30080', 'both', answered('both', 'node-2')],
  ['NET17', 'node', 'http://node-1:30081', 'both', answered('both', 'node-1'), inIpvs('here', 'node-1')],
  ['NET18', 'node', 'http://node-2:30081', 'both', answered('there', 'node-1')],
  ['NET19', 'node', 'http://node-1:30081', 'there', answered('there', 'node-1')],
  ['NET20', 'node', 'http://node-2:30081', 'here', DROPPED, { ipvs: REPLY_LOST }],
  ['NET21', 'node', 'http://shop.default.lb', 'both', answered('both', 'node-1')],
  ['NET22', 'node', 'http://local.default.lb', 'both', answered('both', 'node-1'), inIpvs('here', 'node-1')],
  ['NET23', 'node', 'http://local.default.lb', 'there', answered('there', 'node-1')],

  // A client on the internet, to which cluster IPs and pods are not routed.
  ['NET24', 'outside', 'http://10.96.100.1', 'both', failed('timedOut', 'insideOnly')],
  ['NET25', 'outside', 'http://node-1:30080', 'both', answered('both', 'node-1')],
  ['NET26', 'outside', 'http://node-2:30080', 'here', answered('here', 'node-2')],
  ['NET27', 'outside', 'http://node-1:30081', 'both', answered('here', 'the client')],
  ['NET28', 'outside', 'http://node-2:30081', 'both', answered('there', 'the client')],
  ['NET29', 'outside', 'http://node-1:30081', 'there', DROPPED, { ipvs: REPLY_LOST }],
  ['NET30', 'outside', 'http://shop.default.lb', 'both', answered('both', 'node-1', 'node-2')],
  ['NET31', 'outside', 'http://local.default.lb', 'both', answered('both', 'the client')],
  ['NET32', 'outside', 'http://local.default.lb', 'there', answered('there', 'the client')],

  // internalTrafficPolicy Local: only the cluster IP heeds it.
  ['NET33', 'pod', 'http://10.96.100.3', 'both', answered('here', 'the client')],
  ['NET34', 'pod', 'http://10.96.100.3', 'there', DROPPED, inIpvs('there', 'the client')],
  ['NET35', 'node', 'http://10.96.100.3', 'both', answered('here', 'node-1')],
  ['NET36', 'node', 'http://10.96.100.3', 'there', DROPPED, inIpvs('there', 'node-1')],
  ['NET37', 'pod', 'http://node-1:30082', 'there', answered('there', 'node-1')],
  ['NET38', 'outside', 'http://node-1:30082', 'there', answered('there', 'node-1')],
  ['NET39', 'outside', 'http://near.default.lb', 'there', answered('there', 'node-1', 'node-2')],
];

function clusterOf(mode: TestedMode, layout: Layout): TestCluster {
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
  // Not in step: of servers that take turns, a client in step with others would always meet the same one.
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
  const documents = [
    ...pods,
    service('shop', 0, 'externalTrafficPolicy: Cluster'),
    service('local', 1, 'externalTrafficPolicy: Local'),
    service('near', 2, 'internalTrafficPolicy: Local'),
    ...clients,
  ];
  return testCluster(clusterText(mode) + documents.join('---')).run('14s');
}

/** Whom the pod saw: a node by its name, or the client itself. */
function seenBy(cluster: TestCluster, { sourceSeenByPod, hops }: RequestTrace): string {
  const node = cluster.objects('Node').find((each) => internalIP(each) === sourceSeenByPod);
  if (node !== undefined) return node.metadata.name;
  const own = hops.find(({ place }) => place.type === 'client')?.before.source.split(':')[0];
  return sourceSeenByPod === own ? 'the client' : `${sourceSeenByPod}`;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

describe.each(PROXY_MODES)('packets in %s mode', (mode) => {
  const clusters = { both: clusterOf(mode, 'both'), here: clusterOf(mode, 'here'), there: clusterOf(mode, 'there') };

  it.each(
    rows.map(([number, place, url, layout, all, otherwise], index) => {
      return [number, place, url, layout, otherwise?.[mode] ?? all, index] as const;
    }),
  )('%s: from %s to %s, pods %s: %j', (_number, _place, _url, layout, expected, index) => {
    const cluster = clusters[layout];
    const requests = cluster.requests(`row-${index}`);
    const got = requests.filter(({ outcome }) => outcome === 'answered');
    const causes = sorted(requests.map(({ cause }) => cause.id));
    expect(requests).toHaveLength(20);
    expect({
      outcomes: sorted(requests.map(({ outcome }) => outcome)),
      by: sorted(got.map(({ answeredBy = '' }) => answeredBy.replace('default/shop-on-', ''))),
      seen: sorted(got.map((request) => seenBy(cluster, request))),
      ...(got.length === 0 ? { cause: causes.join(' ') } : {}),
    }).toEqual(expected);
  });

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
