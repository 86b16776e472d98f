/** Snapshot -> boxes: what each thing is called, how it is doing, and where it stands. */
import type { ObjectMeta } from '../kubernetes/api/meta.ts';
import { internalIP, isNodeReady, type Node } from '../kubernetes/api/node.ts';
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Service } from '../kubernetes/api/service.ts';
import type { ClientInfo } from '../simulation/trace.ts';
import {
  clientBoxId,
  DNS_BOX_ID,
  externalBoxId,
  loadBalancerBoxId,
  nodeBoxId,
  nodePortBoxId,
  PUBLIC_DNS_BOX_ID,
  serviceBoxId,
} from './box-id.ts';
import {
  hasClusterIP,
  isCordoned,
  nodeStatus,
  podStatus,
  serviceEndpoints,
  type ServiceEndpoint,
} from './box-status.ts';
import type { BoxStatus, DiagramBox } from './diagram.ts';
import type { Layout } from './layout.ts';
import type { NodeLane } from './node-lanes.ts';
import type { Snapshot } from './snapshot.ts';

/** A Service with what its slices say; `place` is its column in the header row. */
export interface DrawnService {
  readonly service: Service;
  readonly key: string;
  readonly place: number;
  readonly endpoints: readonly ServiceEndpoint[];
}

/** The Services in their columns. */
export function drawServices(services: readonly Service[], snapshot: Snapshot): readonly DrawnService[] {
  return services.map((service, place) => ({
    service,
    key: objectKey(service.metadata),
    place,
    endpoints: serviceEndpoints(service, snapshot),
  }));
}

/** Whether the Service has a door on every node. */
export function hasNodePort({ service }: DrawnService): boolean {
  return service.spec.ports?.some((port) => port.nodePort !== undefined && port.nodePort > 0) ?? false;
}

/** A client's box; its words (outside, pod on a node) are the page's. */
export function clientBox(client: ClientInfo, place: number, layout: Layout, snapshot: Snapshot): DiagramBox {
  const { from } = client;
  const isDown = from.type !== 'internet' && snapshot.nodesOff.has(from.node);
  const isCut = from.type !== 'internet' && snapshot.nodesCut.has(from.node);
  return {
    id: clientBoxId(client.name),
    layer: 'client',
    kind: 'client',
    title: client.name,
    lines: from.type === 'internet' ? [from.ip] : [],
    status: isDown ? 'down' : isCut ? 'cut' : 'ok',
    client,
    ...(from.type !== 'internet' && { node: from.node }),
    bend: layout.clientBend(place),
    ...layout.client(place),
  };
}

/** The one box of the cluster's DNS, with its Service's address where the cluster has such a Service. */
export function dnsBox(layout: Layout, snapshot: Snapshot): DiagramBox {
  const key = 'kube-system/kube-dns';
  const service = snapshot.objects.Service.get(key);
  return {
    id: DNS_BOX_ID,
    layer: 'dns',
    kind: 'dns',
    title: 'CoreDNS',
    lines: service?.spec.clusterIP === undefined ? [] : [`${service.spec.clusterIP}:53`],
    status: 'ok',
    ...(service !== undefined && { object: { kind: 'Service' as const, key } }),
    ...layout.dns,
  };
}

/** The DNS of the world outside: who is not a pod asks there. */
export function publicDnsBox(layout: Layout): DiagramBox {
  return {
    id: PUBLIC_DNS_BOX_ID,
    layer: 'dns',
    kind: 'dns',
    title: 'DNS',
    lines: [],
    status: 'ok',
    ...layout.publicDns,
  };
}

/** A Service: a strip across all nodes where it has rules on them, only a head where it is a mere name. */
export function serviceBox(
  drawn: DrawnService,
  layout: Layout,
  lanes: readonly NodeLane[],
  snapshot: Snapshot,
): DiagramBox {
  const { service, key, endpoints } = drawn;
  const { spec } = service;
  const ready = endpoints.filter((endpoint) => endpoint.isReady).length;
  const isExternal = spec.type === 'ExternalName';
  const isVirtual = hasClusterIP(service);
  return {
    id: serviceBoxId(key),
    layer: isVirtual ? 'clusterIP' : 'dns',
    kind: 'service',
    title: shortKey(service.metadata),
    lines: serviceLines(service),
    status: !isExternal && ready === 0 ? 'noEndpoints' : 'ok',
    object: { kind: 'Service', key },
    labels: pairs(spec.selector),
    count: { ready, total: endpoints.length },
    service: { type: spec.type, headless: !isVirtual && !isExternal, external: isExternal },
    ...(isVirtual && {
      crossings: lanes.map(({ name }, lane) => ({
        node: name,
        isOff: snapshot.nodesOff.has(name),
        top: layout.lane(lane).y + layout.lane(lane).height,
      })),
    }),
    ...(isVirtual ? layout.service(drawn.place) : layout.serviceHead(drawn.place)),
  };
}

function serviceLines({ spec }: Service): readonly string[] {
  if (spec.type === 'ExternalName') return ['CNAME', spec.externalName ?? ''];
  const address = spec.clusterIP === undefined || spec.clusterIP === '' ? 'None' : bracketed(spec.clusterIP);
  const ports = spec.ports ?? [];
  if (address === 'None') return ['clusterIP: None', ...ports.slice(0, 1).map((port) => `:${String(port.port)}`)];
  return ports.map(({ port, protocol }) => `${address}:${String(port)}${protocol === 'TCP' ? '' : ` ${protocol}`}`);
}

/** A load balancer: its addresses, and how many nodes it takes for healthy. */
export function loadBalancerBox(
  drawn: DrawnService,
  place: number,
  layout: Layout,
  nodes: readonly Node[],
  snapshot: Snapshot,
): DiagramBox {
  const ingress = drawn.service.status?.loadBalancer?.ingress ?? [];
  const healthy = nodes.filter(({ metadata }) => snapshot.health.get(`${drawn.key} ${metadata.name}`) === true);
  const port = drawn.service.spec.ports?.[0]?.port;
  const isKnown = nodes.some(({ metadata }) => snapshot.health.has(`${drawn.key} ${metadata.name}`));
  return {
    id: loadBalancerBoxId(drawn.key),
    layer: 'loadBalancer',
    kind: 'loadBalancer',
    title: shortKey(drawn.service.metadata),
    lines: ingress.map(
      ({ ip, hostname }) => `${bracketed(ip ?? hostname ?? '')}${port === undefined ? '' : `:${String(port)}`}`,
    ),
    status: ingress.length === 0 ? 'pending' : isKnown && healthy.length === 0 ? 'noEndpoints' : 'ok',
    object: { kind: 'Service', key: drawn.key },
    ...(isKnown && { count: { ready: healthy.length, total: nodes.length } }),
    bend: layout.loadBalancerBend(place),
    ...layout.loadBalancer(place),
  };
}

/** The door of a Service on one node. */
export function nodePortBox(
  drawn: DrawnService,
  node: Node,
  lane: number,
  place: number,
  layout: Layout,
  snapshot: Snapshot,
): DiagramBox {
  const { name } = node.metadata;
  const ports = drawn.service.spec.ports?.flatMap(({ nodePort }) => (nodePort === undefined ? [] : [nodePort])) ?? [];
  return {
    id: nodePortBoxId(name, drawn.key),
    layer: 'nodePort',
    kind: 'nodePort',
    title: ports.map((port) => `:${String(port)}`).join(' '),
    lines: [shortKey(drawn.service.metadata)],
    status: doorStatus(drawn, name, snapshot),
    object: { kind: 'Service', key: drawn.key },
    node: name,
    ...layout.nodePort(lane, place),
  };
}

/** The door of a Service on the nodes of one lane: of one node, or the same door on several. */
export function laneDoorBox(
  drawn: DrawnService,
  { name, nodes }: NodeLane,
  lane: number,
  place: number,
  layout: Layout,
  snapshot: Snapshot,
): DiagramBox {
  const [node, ...others] = nodes;
  const first = nodePortBox(drawn, node, lane, place, layout, snapshot);
  if (others.length === 0) return first;
  const doors = others.map((each) => nodePortBox(drawn, each, lane, place, layout, snapshot));
  const { node: _node, ...door } = [first, ...doors].find(({ status }) => status === 'ok') ?? first;
  return { ...door, id: nodePortBoxId(name, drawn.key) };
}

function doorStatus(drawn: DrawnService, node: string, snapshot: Snapshot): BoxStatus {
  if (snapshot.nodesOff.has(node)) return 'down';
  if (snapshot.nodesCut.has(node)) return 'cut';
  return canEnter(drawn, node, snapshot) ? 'ok' : 'noEndpoints';
}

function canEnter({ service, endpoints }: DrawnService, node: string, snapshot: Snapshot): boolean {
  const isLocal = service.spec.externalTrafficPolicy === 'Local';
  return endpoints.some(
    ({ isReady, pod }) =>
      isReady && (!isLocal || (pod !== undefined && snapshot.objects.Pod.get(pod)?.spec.nodeName === node)),
  );
}

/** A lane: of a machine, or of several that are alike. */
export function laneBox(
  { name, id, nodes }: NodeLane,
  lane: number,
  pods: readonly Pod[],
  layout: Layout,
  snapshot: Snapshot,
): DiagramBox {
  const [first, ...others] = nodes;
  const box = nodeBox(first, lane, pods, layout, snapshot);
  if (others.length === 0) return box;
  const statuses = nodes.map((node) => nodeStatus(node, snapshot));
  const { object: _object, node: _node, isCordoned: _isCordoned, ...rest } = box;
  return {
    ...rest,
    id,
    title: name,
    lines: [],
    status: statuses.find((status) => status !== 'ok') ?? 'ok',
    members: nodes.length,
    ends: [first.metadata.name, others.at(-1)?.metadata.name ?? first.metadata.name],
  };
}

/** A machine: the lane that holds its doors and pods. */
function nodeBox(node: Node, lane: number, pods: readonly Pod[], layout: Layout, snapshot: Snapshot): DiagramBox {
  const { name } = node.metadata;
  const address = internalIP(node);
  return {
    id: nodeBoxId(name),
    layer: 'nodePort',
    kind: 'node',
    title: name,
    lines: [...(address === undefined ? [] : [address]), isNodeReady(node) ? 'Ready' : 'NotReady'],
    status: nodeStatus(node, snapshot),
    object: { kind: 'Node', key: name },
    node: name,
    ...(isCordoned(node) && { isCordoned: true }),
    ...(layout.isSlim && { isSlim: true }),
    count: { ready: pods.filter((pod) => podStatus(pod, snapshot) === 'ok').length, total: pods.length },
    inset: layout.inset,
    entryY: layout.entryY(lane),
    ...layout.lane(lane),
  };
}

/** The lane of pods that no node has yet; the page gives it its name. */
export const UNSCHEDULED_ID = 'unscheduled';

/** The lane under the nodes for pods without one. */
export function unscheduledBox(lane: number, pods: readonly Pod[], layout: Layout): DiagramBox {
  return {
    id: UNSCHEDULED_ID,
    layer: 'pod',
    kind: 'node',
    title: '',
    lines: [],
    status: 'pending',
    ...(layout.isSlim && { isSlim: true }),
    count: { ready: 0, total: pods.length },
    inset: layout.inset,
    entryY: layout.entryY(lane),
    ...layout.lane(lane),
  };
}

/** A host outside the cluster. */
export function externalBox(host: string, place: number, layout: Layout): DiagramBox {
  const status: BoxStatus = 'ok';
  return {
    id: externalBoxId(host),
    layer: 'external',
    kind: 'external',
    title: host,
    lines: [],
    status,
    ...layout.external(place),
  };
}

/** The name; with its namespace where that is not the default one. */
export function shortKey(metadata: ObjectMeta): string {
  return metadata.namespace === 'default' ? metadata.name : objectKey(metadata);
}

/** A map as `key=value` lines. */
export function pairs(map: Readonly<Record<string, string>> | undefined): readonly string[] {
  return Object.entries(map ?? {}).map(([key, value]) => `${key}=${value}`);
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
