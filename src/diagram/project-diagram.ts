/** Snapshot and trace -> the whole picture. Deterministic: the same moment is drawn the same way, on every machine. */
import type { SimTime } from '../base/sim-time.ts';
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Trace } from '../simulation/trace.ts';
import type { Diagram, DiagramBox, DiagramOptions } from './diagram.ts';
import { firewallBoxes } from './firewall-box.ts';
import { ingressBoxes, ownIngresses, ruleLines } from './ingress-box.ts';
import { projectLayers } from './layers/project-layers.ts';
import { layOut } from './layout.ts';
import { laneStandIns, nodeLanes } from './node-lanes.ts';
import {
  clientBox,
  dnsBox,
  drawServices,
  externalBox,
  hasNodePort,
  loadBalancerBox,
  laneBox,
  laneDoorBox,
  publicDnsBox,
  serviceBox,
  unscheduledBox,
} from './project-boxes.ts';
import { projectEdges } from './project-edges.ts';
import { podBox, stackPods, type PodStack } from './project-pods.ts';
import { isFirewallEverClosed, snapshotAt, type Snapshot } from './snapshot.ts';
import { externalHosts, visibleNodes, visiblePods, visibleServices } from './visible-objects.ts';

interface Lane {
  readonly pods: readonly Pod[];
  readonly stacks: readonly PodStack[];
}

/** The picture of `trace` at `time`. */
export function diagramAt(trace: Trace, time: SimTime, options: DiagramOptions): Diagram {
  return projectDiagram(snapshotAt(trace, time), trace, options);
}

/** The picture of a snapshot; clients and the lines of their requests come from the trace. */
export function projectDiagram(snapshot: Snapshot, trace: Trace, options: DiagramOptions): Diagram {
  return options.view === 'layers'
    ? projectLayers(snapshot, trace, options)
    : projectMachines(snapshot, trace, options);
}

function projectMachines(snapshot: Snapshot, trace: Trace, options: DiagramOptions): Diagram {
  const services = drawServices(visibleServices(snapshot), snapshot);
  const nodes = visibleNodes(snapshot);
  const pods = visiblePods(snapshot, trace);
  const isCrowded = pods.length > options.groupAbove;
  const nodeRows = nodeLanes(nodes, snapshot);
  const rowOf = new Map(nodeRows.flatMap((row, place) => row.nodes.map(({ metadata }) => [metadata.name, place])));
  const podsOf = nodeRows.map((): Pod[] => []);
  const homeless: Pod[] = [];
  for (const pod of pods) (podsOf[rowOf.get(pod.spec.nodeName ?? '') ?? -1] ?? homeless).push(pod);
  const lanes: Lane[] = nodeRows.map(({ name }, place) => toLane(podsOf[place] ?? [], isCrowded, name));
  if (homeless.length > 0) lanes.push(toLane(homeless, isCrowded, ''));

  const balancers = services.filter(({ service }) => service.spec.type === 'LoadBalancer');
  const doors = services.filter(hasNodePort);
  const hosts = externalHosts(snapshot, trace);
  const ingresses = ownIngresses(snapshot);
  const asksPublicDns = trace.clients.some(({ from }) => from.type !== 'pod');
  const layout = layOut({
    clients: trace.clients.length,
    dnsServers: asksPublicDns ? 2 : 1,
    loadBalancers: balancers.length,
    ingressRules: ruleLines(ingresses),
    hasFirewall: isFirewallEverClosed(trace),
    nodePorts: doors.length,
    services: services.length,
    lanes: lanes.map(({ stacks }) => stacks.length),
    externals: hosts.length,
  });

  const boxOfPod = new Map<string, string>();
  const columnOf = new Map<string, number>();
  const podBoxes = lanes.flatMap(({ stacks }, lane) =>
    stacks.map((stack, place) => {
      columnOf.set(stack.id, layout.podColumn(place));
      for (const pod of stack.pods) boxOfPod.set(objectKey(pod.metadata), stack.id);
      return podBox(stack, lane, place, layout, services, snapshot);
    }),
  );
  const boxes: readonly DiagramBox[] = [
    ...trace.clients.map((client, place) => clientBox(client, place, layout, snapshot)),
    dnsBox(layout, snapshot),
    ...(asksPublicDns ? [publicDnsBox(layout)] : []),
    ...balancers.map((drawn, place) => loadBalancerBox(drawn, place, layout, nodes, snapshot)),
    ...firewallBoxes(snapshot, layout.firewall),
    ...ingressBoxes(ingresses, layout.ingress).map((box) => ({ ...box, bend: layout.ingressBend })),
    ...nodeRows.map((row, lane) => laneBox(row, lane, lanes[lane]?.pods ?? [], layout, snapshot)),
    ...(homeless.length > 0 ? [unscheduledBox(lanes.length - 1, homeless, layout)] : []),
    ...nodeRows.flatMap((row, lane) =>
      doors.map((drawn, place) => laneDoorBox(drawn, row, lane, place, layout, snapshot)),
    ),
    ...services.map((drawn) => serviceBox(drawn, layout, nodeRows, snapshot)),
    ...podBoxes,
    ...hosts.map((host, place) => externalBox(host, place, layout)),
  ];
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const standIns = laneStandIns(
    nodeRows,
    doors.map(({ key }) => key),
  );
  const ground = { view: 'machines' as const, byId, boxOfPod, columnOf, standIns };
  return {
    ...ground,
    boxes,
    edges: projectEdges({ trace, services, ground }),
    width: layout.width,
    height: Math.max(
      layout.height,
      layout.ingress.y + (ingresses.length > 0 ? layout.ingress.height : 0),
      ...services.map(({ place }) => layout.service(place).height),
    ),
  };
}

function toLane(pods: readonly Pod[], isCrowded: boolean, name: string): Lane {
  return { pods, stacks: stackPods(pods, isCrowded, name) };
}
