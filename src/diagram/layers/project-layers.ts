/**
 * Snapshot and trace -> the layers: clients, DNS, load balancer, node port, cluster IP, pods, from left to right. A
 * LoadBalancer is drawn as what it is made of: around a node port, which is around a cluster IP. Machines are left out.
 */
import type { Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Trace } from '../../simulation/trace.ts';
import { everyNodePortBoxId, nodeBoxId, nodePortBoxId, NODES_BOX_ID } from '../box-id.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import type { Diagram, DiagramBox, DiagramOptions, Rectangle } from '../diagram.ts';
import { firewallBoxes } from '../firewall-box.ts';
import { ingressBoxes, ownIngresses, ruleLines } from '../ingress-box.ts';
import { layOut } from '../layout.ts';
import {
  clientBox,
  dnsBox,
  drawServices,
  externalBox,
  hasNodePort,
  loadBalancerBox,
  nodePortBox,
  publicDnsBox,
  serviceBox,
  shortKey,
  type DrawnService,
} from '../project-boxes.ts';
import { podBox, stackPods, type PodStack } from '../project-pods.ts';
import { isFirewallEverClosed, type Snapshot } from '../snapshot.ts';
import { externalHosts, visibleNodes, visiblePods, visibleServices } from '../visible-objects.ts';
import { railOf } from '../stops.ts';
import { layOutLayers, type RowLayout } from './layout-layers.ts';
import { layerEdges } from './layer-edges.ts';

/** The boxes know where they stand in the other view; here each gets its own place. */
const NOWHERE = layOut({
  clients: 0,
  dnsServers: 1,
  loadBalancers: 0,
  nodePorts: 0,
  services: 0,
  lanes: [],
  externals: 0,
});
/** A door needs a node to be described, even in a cluster without any. */
const NO_NODE: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: '' }, spec: {}, status: {} };

/** The picture of a snapshot, by layers. */
export function projectLayers(snapshot: Snapshot, trace: Trace, options: DiagramOptions): Diagram {
  const services = drawServices(visibleServices(snapshot), snapshot);
  const nodes = visibleNodes(snapshot);
  const pods = visiblePods(snapshot, trace);
  const isCrowded = pods.length > options.groupAbove;
  const home = podHomes(services, pods);
  const stacksOf = (key: string | undefined): readonly PodStack[] =>
    stackPods(
      pods.filter((pod) => home.get(pod) === key),
      isCrowded,
      key ?? '',
    );
  const stacks = services.map(({ key }) => stacksOf(key));
  const loose = stacksOf(undefined);
  const hosts = externalHosts(snapshot, trace);
  const asksPublicDns = trace.clients.some(({ from }) => from.type !== 'pod');
  const hasNodes = meetsBareNode(trace);
  const ingresses = ownIngresses(snapshot);
  const layout = layOutLayers({
    clients: trace.clients.length,
    dnsServers: asksPublicDns ? 2 : 1,
    rows: services.map((drawn, place) => ({
      hasLoadBalancer: drawn.service.spec.type === 'LoadBalancer',
      hasNodePort: hasNodePort(drawn),
      pods: stacks[place]?.length ?? 0,
    })),
    ingressRules: ruleLines(ingresses),
    hasFirewall: isFirewallEverClosed(trace),
    loosePods: loose.length,
    externals: hosts.length,
    hasNodes,
  });

  const boxOfPod = new Map<string, string>();
  const placed = (stack: PodStack, rectangle: Rectangle): DiagramBox => {
    for (const pod of stack.pods) boxOfPod.set(objectKey(pod.metadata), stack.id);
    return { ...podBox(stack, 0, 0, NOWHERE, services, snapshot), ...rectangle, showsNode: true };
  };
  const podBoxes = [
    ...services.flatMap((_, row) =>
      (stacks[row] ?? []).map((stack, place) => placed(stack, layout.row(row).pod(place))),
    ),
    ...loose.map((stack, place) => placed(stack, layout.loosePod(place))),
  ];
  const serviceBoxes = services.flatMap((drawn, place) => boxesOf(drawn, layout.row(place), nodes, snapshot));
  const rails = services.map((_, place) => railOf(layout.row(place).service));
  const boxes: readonly DiagramBox[] = [
    ...trace.clients.map((client, place) => ({
      ...clientBox(client, place, NOWHERE, snapshot),
      ...exitTo(rails, layout.client(place)),
    })),
    { ...dnsBox(NOWHERE, snapshot), ...layout.dns },
    ...(asksPublicDns ? [{ ...publicDnsBox(NOWHERE), ...layout.publicDns }] : []),
    ...firewallBoxes(snapshot, layout.firewall),
    ...ingressBoxes(ingresses, layout.ingress).map((box) => ({ ...box, hasRail: true })),
    ...serviceBoxes.map((box) => (layout.isSlim && box.kind === 'service' ? { ...box, isSlim: true } : box)),
    ...(hasNodes ? [nodesBox(layout.nodes, nodes)] : []),
    ...podBoxes,
    ...hosts.map((host, place) => ({ ...externalBox(host, place, NOWHERE), ...layout.external(place) })),
  ];
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const standIns = standInsFor(services, nodes);
  const ground = { view: 'layers' as const, byId, boxOfPod, columnOf: new Map<string, number>(), standIns };
  return {
    ...ground,
    boxes,
    edges: layerEdges(trace, services, ground),
    width: layout.width,
    height: layout.height,
  };
}

/** A Service's frames, doors and rules; frames come first, since they lie under what they hold. */
function boxesOf(
  drawn: DrawnService,
  row: RowLayout,
  nodes: readonly Node[],
  snapshot: Snapshot,
): readonly DiagramBox[] {
  const isBalanced = drawn.service.spec.type === 'LoadBalancer';
  const { crossings: _crossings, ...service } = serviceBox(drawn, NOWHERE, [], snapshot);
  return [
    ...(isBalanced ? [frame(drawn, 'loadBalancer', row.loadBalancerFrame)] : []),
    ...(hasNodePort(drawn) ? [frame(drawn, 'nodePort', row.nodePortFrame)] : []),
    ...(isBalanced
      ? [{ ...loadBalancerBox(drawn, 0, NOWHERE, nodes, snapshot), ...row.loadBalancer, hasRail: true }]
      : []),
    ...(hasNodePort(drawn) ? [{ ...everyNodePort(drawn, nodes, snapshot), ...row.nodePort, hasRail: true }] : []),
    { ...innermost(service), ...row.service, hasRail: true },
  ];
}

/** Who stands almost before a rail sends straight along it, rather than by a bend that one takes for a slip. */
function exitTo(rails: readonly number[], client: Rectangle): Rectangle & { readonly exitY?: number } {
  const middle = client.y + client.height / 2;
  const exitY = rails.find((rail) => Math.abs(rail - middle) <= ALMOST);
  return exitY === undefined ? client : { ...client, exitY };
}

const ALMOST = 12;

/** Within the frames of its type stands what every type is built on. */
function innermost(box: DiagramBox): DiagramBox {
  return box.service === undefined || box.layer !== 'clusterIP'
    ? box
    : { ...box, service: { ...box.service, type: 'ClusterIP' } };
}

function frame(drawn: DrawnService, layer: 'loadBalancer' | 'nodePort', rectangle: Rectangle): DiagramBox {
  return {
    id: `frame:${layer}:${drawn.key}`,
    layer,
    kind: 'frame',
    title: shortKey(drawn.service.metadata),
    lines: [],
    status: 'ok',
    ...rectangle,
  };
}

/** The same door on every node: fine while one of them can be entered. */
function everyNodePort(
  drawn: DrawnService,
  nodes: readonly Node[],
  snapshot: Snapshot,
): Omit<DiagramBox, keyof Rectangle> {
  const doors = nodes.map((node) => nodePortBox(drawn, node, 0, 0, NOWHERE, snapshot));
  const open = doors.filter(({ status }) => status === 'ok').length;
  const { node: _node, ...door } = doors[0] ?? nodePortBox(drawn, NO_NODE, 0, 0, NOWHERE, snapshot);
  return {
    ...door,
    id: everyNodePortBoxId(drawn.key),
    status: open > 0 ? 'ok' : door.status,
    count: { ready: open, total: doors.length },
  };
}

function nodesBox(rectangle: Rectangle, nodes: readonly Node[]): DiagramBox {
  const [first, last] = [nodes[0]?.metadata.name, nodes.at(-1)?.metadata.name];
  return {
    id: NODES_BOX_ID,
    layer: 'nodePort',
    kind: 'nodes',
    title: nodes.map(({ metadata }) => metadata.name).join(', '),
    lines: [],
    status: 'ok',
    count: { ready: nodes.length, total: nodes.length },
    ...(first !== undefined && last !== undefined && { ends: [first, last] as const }),
    ...rectangle,
  };
}

/** What stands for a machine, and for a door on one machine. */
function standInsFor(services: readonly DrawnService[], nodes: readonly Node[]): ReadonlyMap<string, string> {
  const standIns = new Map<string, string>();
  for (const { metadata } of nodes) {
    standIns.set(nodeBoxId(metadata.name), NODES_BOX_ID);
    for (const { key } of services) standIns.set(nodePortBoxId(metadata.name, key), everyNodePortBoxId(key));
  }
  return standIns;
}

/** Whether any packet met a machine that no Service took it from. */
function meetsBareNode(trace: Trace): boolean {
  return trace.requests.some(
    ({ service, hops }) => service === undefined && hops.some(({ place }) => place.type === 'node'),
  );
}

/** Each pod stands beside the first Service that selects it. */
function podHomes(services: readonly DrawnService[], pods: readonly Pod[]): ReadonlyMap<Pod, string | undefined> {
  const chosen = new Map<string, string>();
  for (const { key, endpoints } of services) {
    for (const { pod } of endpoints) if (pod !== undefined && !chosen.has(pod)) chosen.set(pod, key);
  }
  const selecting = (pod: Pod): string | undefined =>
    services.find(
      ({ service }) =>
        service.metadata.namespace === pod.metadata.namespace &&
        matchesServiceSelector(service.spec.selector, pod.metadata.labels),
    )?.key;
  return new Map(pods.map((pod) => [pod, chosen.get(objectKey(pod.metadata)) ?? selecting(pod)]));
}
