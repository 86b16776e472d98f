/** Snapshot and trace -> the whole picture. Deterministic: the same moment is drawn the same way, on every machine. */
import type { SimTime } from '../base/sim-time.ts';
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Trace } from '../simulation/trace.ts';
import type { Diagram, DiagramBox, DiagramOptions } from './diagram.ts';
import { projectLayers } from './layers/project-layers.ts';
import { layOut } from './layout.ts';
import {
  clientBox,
  dnsBox,
  drawServices,
  externalBox,
  hasNodePort,
  loadBalancerBox,
  nodeBox,
  nodePortBox,
  publicDnsBox,
  serviceBox,
  unscheduledBox,
} from './project-boxes.ts';
import { projectEdges } from './project-edges.ts';
import { podBox, stackPods, type PodStack } from './project-pods.ts';
import { snapshotAt, type Snapshot } from './snapshot.ts';
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
  const names = new Set(nodes.map((node) => node.metadata.name));
  const lanes: Lane[] = nodes.map(({ metadata }) =>
    toLane(
      pods.filter((pod) => pod.spec.nodeName === metadata.name),
      isCrowded,
      metadata.name,
    ),
  );
  const homeless = pods.filter((pod) => pod.spec.nodeName === undefined || !names.has(pod.spec.nodeName));
  if (homeless.length > 0) lanes.push(toLane(homeless, isCrowded, ''));

  const balancers = services.filter(({ service }) => service.spec.type === 'LoadBalancer');
  const doors = services.filter(hasNodePort);
  const hosts = externalHosts(snapshot, trace);
  const asksPublicDns = trace.clients.some(({ from }) => from.type !== 'pod');
  const layout = layOut({
    clients: trace.clients.length,
    dnsServers: asksPublicDns ? 2 : 1,
    loadBalancers: balancers.length,
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
    ...nodes.map((node, lane) => nodeBox(node, lane, lanes[lane]?.pods ?? [], layout, snapshot)),
    ...(homeless.length > 0 ? [unscheduledBox(lanes.length - 1, homeless, layout)] : []),
    ...nodes.flatMap((node, lane) =>
      doors.map((drawn, place) => nodePortBox(drawn, node, lane, place, layout, snapshot)),
    ),
    ...services.map((drawn) => serviceBox(drawn, layout, nodes, snapshot)),
    ...podBoxes,
    ...hosts.map((host, place) => externalBox(host, place, layout)),
  ];
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const ground = { view: 'machines' as const, byId, boxOfPod, columnOf, standIns: NO_STAND_INS };
  return {
    ...ground,
    boxes,
    edges: projectEdges({ trace, services, ground }),
    width: layout.width,
    height: Math.max(layout.height, ...services.map(({ place }) => layout.service(place).height)),
  };
}

/** Every place has a box of its own here. */
const NO_STAND_INS: ReadonlyMap<string, string> = new Map();

function toLane(pods: readonly Pod[], isCrowded: boolean, name: string): Lane {
  return { pods, stacks: stackPods(pods, isCrowded, name) };
}
