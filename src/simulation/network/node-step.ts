/** A packet on a node: kube-proxy's rules first, then wherever its destination leads. */
import type { Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { PacketFate } from '../../kubernetes/proxy/packet.ts';
import { lookUp } from '../../kubernetes/proxy/modes.ts';
import type { NodeRules, ProxyMode } from '../../kubernetes/proxy/node-rules.ts';
import { message, type Message } from '../message.ts';
import type { Layer } from '../trace.ts';
import type { Packet } from './packet.ts';
import { isOutside, route } from './route.ts';
import {
  addressOf,
  destinationOf,
  isLoopback,
  noRule,
  whyNoRule,
  type Location,
  type StepResult,
} from './walk-parts.ts';
import type { World } from './world.ts';

/** What the node does with the packet, by the rules that its kube-proxy has written so far. */
export function passNode(world: World, packet: Packet, node: Node, isFromNode: boolean): StepResult {
  const name = node.metadata.name;
  if (!world.hosts.isOn(name)) {
    packet.pass({
      place: { type: 'node', name },
      layer: packet.current.destinationAddress === addressOf(node) ? 'nodePort' : 'clusterIP',
      rule: 'power: off',
      reason: message('hop.node.down', { node: name }),
    });
    return { next: { type: 'dropped', cause: message('cause.nodeDown', { node: name }) } };
  }
  const rules = world.proxy.rulesOf(node);
  if (rules === undefined) return route(world, packet, node);
  const fate = decide(world, rules, packet, node, isFromNode);
  const { mode } = rules.setting;
  switch (fate.verdict) {
    case 'noMatch':
    case 'accept':
      return route(world, packet, node);
    case 'dnat':
      return rewrite(world, packet, node, isFromNode, fate, mode);
    case 'reject':
      return stopped(world, packet, node, fate, mode, 'refused');
    case 'drop':
      return stopped(world, packet, node, fate, mode, 'dropped');
  }
}

/** What the rules say, by the node's memory and by chance; where there is session affinity the node remembers it. */
function decide(world: World, rules: NodeRules, packet: Packet, node: Node, isFromNode: boolean): PacketFate {
  const { now } = world.machine;
  const { name } = node.metadata;
  const fate = lookUp(
    rules,
    { protocol: packet.protocol, ...packet.current, isFromNode },
    {
      random: () => world.machine.random('kube-proxy').next(),
      recentlySeen: (list, source, within) => world.affinity.isRecent(name, list, source, within, now),
      rotate: (virtualServer, servers) => world.proxy.rotation.next(name, virtualServer, servers),
    },
  );
  const { affinity, servicePort } = fate;
  const service = `${servicePort?.namespace ?? ''}/${servicePort?.name ?? ''}`;
  for (const list of affinity?.set ?? []) {
    world.affinity.mark(name, list, packet.current.sourceAddress, now, service);
  }
  return fate;
}

function rewrite(
  world: World,
  packet: Packet,
  node: Node,
  isFromNode: boolean,
  fate: PacketFate,
  mode: ProxyMode,
): StepResult {
  const service = serviceOf(world, fate);
  const { destination, masquerade, isDeliveredLocally } = fate;
  // The kernel masquerades packets as they leave the node; what came from elsewhere and ends here keeps its source.
  const isRewrittenOnLeaving = masquerade && (isFromNode || !isDeliveredLocally);
  if (destination === undefined) return { next: { type: 'dropped', cause: noRule(packet) } };
  const leaves = isOutside(world, destination.address);
  const isMasqueraded = isRewrittenOnLeaving || leaves;
  const layer = layerOf(fate, mode, packet, node, service);
  const port = packet.current.destinationPort;
  const endpoint = `${destination.address}:${destination.port}`;
  const serviceName = fate.servicePort === undefined ? '' : `${fate.servicePort.namespace}/${fate.servicePort.name}`;
  packet.pass({
    place: { type: 'node', name: node.metadata.name },
    layer,
    rule: leaves ? `${ruleText(fate)}\ndefault route; MASQUERADE` : ruleText(fate),
    reason: reasonOf(fate, mode, layer, {
      service: serviceName,
      endpoint,
      port,
      node: node.metadata.name,
      timeoutSeconds: service?.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 0,
    }),
    rewrite: {
      destinationAddress: destination.address,
      destinationPort: destination.port,
      ...(isMasqueraded ? { sourceAddress: addressOf(node), sourcePort: world.ports.next() } : {}),
    },
  });
  return {
    next: afterRewriting(world, destination.address, node),
    nat: { node, isMasqueraded },
    ...(service === undefined ? {} : { service }),
  };
}

/** Where a rewritten packet goes: an endpoint that is another machine's address meets that machine's rules. */
function afterRewriting(world: World, address: string, node: Node): Location {
  const target = world.addresses.node(address);
  if (target === undefined || target.metadata.name === node.metadata.name) return { type: 'delivery' };
  return { type: 'node', node: target, isFromNode: false };
}

interface ReasonParts {
  readonly service: string;
  readonly endpoint: string;
  readonly port: number;
  readonly node: string;
  readonly timeoutSeconds: number;
}

function reasonOf(fate: PacketFate, mode: ProxyMode, layer: Layer, parts: ReasonParts): Message {
  const { service, endpoint, port, timeoutSeconds } = parts;
  const count = fate.endpointCount ?? 1;
  if (fate.affinity?.isSticky === true) return message('hop.node.affinity', { service, endpoint, timeoutSeconds });
  if (mode === 'ipvs') return message('hop.node.virtualServer', { service, endpoint, count });
  if (layer === 'nodePort') return message('hop.node.nodePort', { service, endpoint, count, port });
  if (layer === 'loadBalancer') return message('hop.node.loadBalancerIP', { service, endpoint, count });
  return message('hop.node.clusterIP', { service, endpoint, count });
}

function stopped(
  world: World,
  packet: Packet,
  node: Node,
  fate: PacketFate,
  mode: ProxyMode,
  type: 'refused' | 'dropped',
): StepResult {
  const service = serviceOf(world, fate);
  const { reason, cause } = whyStopped(world, packet, fate, type, {
    service: service === undefined ? destinationOf(packet) : objectKey(service.metadata),
    node: node.metadata.name,
    source: packet.current.sourceAddress,
  });
  packet.pass({
    place: { type: 'node', name: node.metadata.name },
    layer: layerOf(fate, mode, packet, node, service),
    rule: ruleText(fate),
    reason,
  });
  return { next: { type, cause }, ...(service === undefined ? {} : { service }) };
}

function whyStopped(
  world: World,
  packet: Packet,
  fate: PacketFate,
  type: 'refused' | 'dropped',
  { service, node, source }: { readonly service: string; readonly node: string; readonly source: string },
): { readonly reason: Message; readonly cause: Message } {
  const destination = destinationOf(packet);
  if (fate.servicePort === undefined && fate.endpointCount === undefined) {
    return type === 'refused'
      ? { reason: message('hop.node.notServed', { destination }), cause: message('cause.notServed', { destination }) }
      : { reason: message('hop.node.noRule', { destination }), cause: whyNoRule(world, packet) };
  }
  if (type === 'refused') {
    return { reason: message('hop.node.noEndpoints', { service }), cause: message('cause.noEndpoints', { service }) };
  }
  if (fate.matched.some(({ chain }) => SOURCE_RANGE_CHAINS.test(chain))) {
    return {
      reason: message('hop.loadBalancer.sourceRefused', { source }),
      cause: message('cause.sourceRefused', { service, source }),
    };
  }
  return {
    reason: message('hop.node.noLocalEndpoints', { service, node }),
    cause: message('cause.noLocalEndpoints', { service, node }),
  };
}

/** The chains that drop what loadBalancerSourceRanges does not let in, in each mode. */
const SOURCE_RANGE_CHAINS =
  /^(KUBE-PROXY-FIREWALL|KUBE-SOURCE-RANGES-FIREWALL|KUBE-IPVS-OUT-FILTER|firewall-(?!check))/;

function serviceOf(world: World, { servicePort }: PacketFate): Service | undefined {
  return servicePort && world.machine.api.store.get('Service', `${servicePort.namespace}/${servicePort.name}`);
}

/** Which door of the Service the packet came by: in iptables mode the rules say so, else the address that it was sent to. */
function layerOf(
  { matched }: PacketFate,
  mode: ProxyMode,
  packet: Packet,
  node: Node,
  service: Service | undefined,
): Layer {
  if (mode !== 'iptables') {
    const { destinationAddress: address } = packet.current;
    if (address === addressOf(node) || isLoopback(address)) return 'nodePort';
    return service === undefined || service.spec.clusterIP === address ? 'clusterIP' : 'loadBalancer';
  }
  if (matched.some(({ chain }) => chain === 'KUBE-NODEPORTS')) return 'nodePort';
  return matched.some(({ text }) => /loadbalancer IP|external IP/.test(text)) ? 'loadBalancer' : 'clusterIP';
}

/** The rules that decided, in the component's own text. */
function ruleText({ matched }: PacketFate): string {
  return matched.map(({ text }) => text).join('\n');
}
