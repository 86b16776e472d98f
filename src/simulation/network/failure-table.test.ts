/** The ways in which one request fails, in each mode of kube-proxy: what the client sees, and the cause that is named. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import {
  client,
  clusterText,
  deployment,
  PROXY_MODES,
  service,
  type Place,
  type TestedMode,
} from '../../testing/traffic-text.ts';
import type { Outcome } from '../trace.ts';

const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
${deployment('web', 'node-2')}
${service('web', '{type: NodePort, clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}')}
${service('nobody', '{type: NodePort, clusterIP: 10.96.100.2, selector: {app: typo}, ports: [{name: web, port: 80, nodePort: 30081}, {name: udp, port: 53, protocol: UDP}]}')}
${service('unnamed', '{selector: {app: web}, ports: [{port: 80, targetPort: metrics}]}')}
${service('wrong-port', '{selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}')}
${service('near', '{internalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}')}
${service('local', '{type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 30082}]}')}
${service('ranged', '{type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], selector: {app: web}, ports: [{port: 80, nodePort: 30083}]}')}
${service('external', '{externalIPs: [192.0.2.200], selector: {app: web}, ports: [{port: 80}]}')}
${service('plain', '{type: LoadBalancer, allocateLoadBalancerNodePorts: false, selector: {app: web}, ports: [{port: 80}]}')}
${service('empty', '{clusterIP: None, selector: {app: typo}, ports: [{port: 80}]}')}
${service('numbers', '{type: ExternalName, externalName: 10.1.2.3}')}
${service('lost', '{type: ExternalName, externalName: gone.example.com}')}
${service('partner', '{type: ExternalName, externalName: api.example.com, ports: [{port: 8080}]}')}
${service('manual', '{ports: [{port: 80}]}')}
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: manual, labels: {kubernetes.io/service-name: manual}}
addressType: IPv4
ports: [{name: "", port: 80}]
endpoints: [{addresses: [10.244.2.99]}]
---
${deployment('host', 'node-3', 'hostNetwork: true, ')}
${service('host', '{selector: {app: host}, ports: [{port: 80}]}')}
${deployment('deaf', 'node-2', '', '{kubehops.dev/listen: "127.0.0.1:80"}')}
${service('deaf', '{selector: {app: deaf}, ports: [{port: 80}]}')}
`;

/** How a request ends, for what cause. */
type End = readonly [Outcome, string];

type Otherwise = Partial<Record<TestedMode, End>>;

/** The number of the behaviour, from where, to which URL, how it ends for what cause, and in which mode it ends otherwise. */
type Row = readonly [string, Place, string, ...End, Otherwise?];

/**
 * Where iptables has rules for the ports of Services alone, nftables refuses all else at the cluster IP of a Service, and
 * in ipvs mode that address is the node's own, on kube-ipvs0, where rules let nothing else in.
 * Upstream: pkg/proxy/nftables/proxier.go cluster-ips-check, pkg/proxy/ipvs/proxier.go KUBE-IPVS-FILTER (v1.36).
 */
const NOT_SERVED: Otherwise = {
  nftables: ['refused', 'cause.notServed'],
  ipvs: ['refused', 'cause.notServed'],
};

const PING_REFUSED: Otherwise = {
  nftables: ['refused', 'cause.pingRefused'],
  ipvs: ['refused', 'cause.pingRefused'],
};

/** Neither has node ports on the loopback. Upstream: cmd/kube-proxy/app/server_linux.go platformApplyDefaults (v1.36). */
const NOT_ON_LOOPBACK: Otherwise = {
  nftables: ['refused', 'cause.nodeRefused'],
  ipvs: ['refused', 'cause.nodeRefused'],
};

const rows: readonly Row[] = [
  ['NET50', 'pod', 'http://wbe', 'nameNotFound', 'cause.nameNotFound'],
  ['NET50', 'shop', 'http://web', 'nameNotFound', 'cause.otherNamespace'],
  ['NET50', 'shop', 'http://web.default', 'answered', 'cause.answered'],
  ['NET51', 'pod', 'http://empty', 'nameNotFound', 'cause.headlessEmpty'],
  ['NET52', 'pod', 'http://numbers', 'nameNotFound', 'cause.externalNameIsAddress'],
  ['NET53', 'pod', 'http://lost', 'nameNotFound', 'cause.externalNameUnknown'],
  ['NET54', 'pod', 'http://nobody', 'refused', 'cause.noEndpoints'],
  ['NET54', 'outside', 'http://node-1:30081', 'refused', 'cause.noEndpoints'],
  ['NET55', 'pod', 'http://unnamed', 'refused', 'cause.noEndpoints'],
  ['NET56', 'pod', 'http://wrong-port', 'refused', 'cause.podRefused'],
  ['NET56', 'pod', 'http://deaf', 'refused', 'cause.podRefused'],
  ['NET57', 'pod', 'http://web:81', 'timedOut', 'cause.noServicePort', NOT_SERVED],
  ['NET57', 'node', 'http://10.96.100.1:81', 'timedOut', 'cause.noServicePort', NOT_SERVED],
  ['NET58', 'pod', 'http://10.96.77.77', 'timedOut', 'cause.noSuchClusterIP'],
  ['NET59', 'pod', 'ping://web', 'timedOut', 'cause.clusterIPPinged', PING_REFUSED],
  // A Service that nobody outside can reach keeps no endpoints of other nodes for ipvs to fall back to.
  // Upstream: pkg/proxy/serviceport.go UsesClusterEndpoints, pkg/proxy/ipvs/proxier.go syncEndpoint (v1.36).
  ['NET60', 'pod', 'http://near', 'timedOut', 'cause.noLocalEndpoints', { ipvs: ['refused', 'cause.noLocalServers'] }],
  // One that they can reach has them, and the answer misses the node on its way to the stranger.
  [
    'NET61',
    'outside',
    'http://node-1:30082',
    'timedOut',
    'cause.noLocalEndpoints',
    { ipvs: ['timedOut', 'cause.replyLost'] },
  ],
  ['NET62', 'pod', 'http://local.default.lb', 'answered', 'cause.answered'],
  ['NET62', 'pod', 'http://node-1:30082', 'answered', 'cause.answered'],
  ['NET63', 'outside', 'http://ranged.default.lb', 'timedOut', 'cause.sourceRefused'],
  ['NET63', 'outside', 'http://node-1:30083', 'answered', 'cause.answered'],
  ['NET64', 'pod', 'http://127.0.0.1:30080', 'refused', 'cause.ownLoopback'],
  ['NET64', 'node', 'http://127.0.0.1:30080', 'answered', 'cause.answered', NOT_ON_LOOPBACK],
  ['NET65', 'outside', 'http://node-1:30999', 'refused', 'cause.nodeRefused'],
  ['NET66', 'pod', 'http://manual', 'timedOut', 'cause.podGone'],
  ['NET67', 'pod', 'udp://nobody:80', 'timedOut', 'cause.noServicePort', NOT_SERVED],
  ['NET67', 'pod', 'udp://nobody:53', 'refused', 'cause.noEndpoints'],
  ['NET68', 'pod', 'http://partner', 'answered', 'cause.hostHeaderMismatch'],
  ['NET68', 'pod', 'https://partner', 'reset', 'cause.certificateMismatch'],
  ['NET68', 'pod', 'http://partner:8080', 'refused', 'cause.externalRefused'],
  ['NET68', 'pod', 'https://api.example.com', 'answered', 'cause.answeredExternally'],
  ['NET69', 'outside', 'http://192.0.2.200', 'answered', 'cause.answered'],
  ['NET69', 'pod', 'http://192.0.2.200', 'answered', 'cause.answered'],
  ['NET70', 'outside', 'http://plain.default.lb', 'answered', 'cause.answered'],
  ['NET71', 'pod', 'http://host', 'answered', 'cause.answered'],
  ['NET71', 'outside', 'http://node-3', 'answered', 'cause.answered'],
  ['NET89', 'pod', 'https://kubernetes', 'answered', 'cause.answeredExternally'],
  ['NET71', 'outside', 'http://node-2', 'refused', 'cause.nodeRefused'],
];

function clusterIn(mode: TestedMode): TestCluster {
  return testCluster(
    clusterText(mode, 3) +
      CLUSTER +
      rows.map(([, place, url], index) => client(`row-${String(index)}`, place, url)).join(''),
  ).run('12s');
}

describe.each(PROXY_MODES)('a request in %s mode', (mode) => {
  const cluster = clusterIn(mode);

  it.each(
    rows.map(([number, place, url, outcome, cause, otherwise], index) => {
      return [number, place, url, ...(otherwise?.[mode] ?? ([outcome, cause] as const)), index] as const;
    }),
  )('%s: from %s to %s is %s, %s', (_n, _place, _url, outcome, cause, index) => {
    const [request] = cluster.requests(`row-${String(index)}`);
    expect([request?.outcome, request?.cause.id]).toEqual([outcome, cause]);
  });

  it('NET72: keeps its address where the pod is in its node’s own network', () => {
    const [request] = cluster.requests(`row-${String(rows.findIndex(([, , url]) => url === 'http://node-3'))}`);
    expect(request?.sourceSeenByPod).toBe('203.0.113.7');
    expect(request?.hops.at(-1)?.place.type).toBe('pod');
  });

  it('NET73: sends a SYN without an answer again after 1 and 3 s, and gives up after 5 s', () => {
    const [request] = cluster.requests(`row-${String(rows.findIndex(([, , url]) => url === 'http://10.96.77.77'))}`);
    const sentAt = request?.hops.find(({ layer }) => layer === 'client')?.at ?? 0;
    expect(request?.retries?.map((at) => at - sentAt)).toEqual([1_000_000, 3_000_000]);
    expect((request?.finishedAt ?? 0) - sentAt).toBe(5_000_000);
    // Lost for the same reason each time: the way is told once.
    expect(request?.hops.filter(({ layer }) => layer === 'client')).toHaveLength(1);
  });
});
