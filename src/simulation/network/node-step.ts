/** A packet on a node: kube-proxy's rules first, then wherever its destination leads. */
import { CLUSTER_IPS_CHECK } from '../../kubernetes/proxy/nftables/names.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { PacketFate } from '../../kubernetes/proxy/packet.ts';
import type { ProxyMode } from '../../kubernetes/proxy/node-rules.ts';
import { message, type Message } from '../message.ts';
import type { Layer } from '../trace.ts';
import { Inquiry } from './node-fate.ts';
import type { Packet } from './packet.ts';
import { isOutside, route } from './route.ts';
import {
  addressOf,
  destinationOf,
  isLoopback,
  isPing,
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
  const asked = { protocol: packet.protocol, ...packet.current, isFromNode };
  const fate = world.course.decide(world, { type: 'rules', inquiry: new Inquiry(world, name, rules, asked) });
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

function rewrite(
  world: World,
  packet: Packet,
  node: Node,
  isFromNode: boolean,
  fate: PacketFate,
  mode: ProxyMode,
): StepResult {
  const service = serviceOf(world, fate);
  const { destination, masquerade, isDeliveredLocally, rule } = fate;
  if (destination === undefined) return { next: { type: 'dropped', cause: noRule(packet) } };
  // The kernel masquerades packets as they leave the node; what came from elsewhere and ends here keeps its source.
  const isRewrittenOnLeaving = masquerade && (isFromNode || !isDeliveredLocally);
  const { address: destinationAddress, port: destinationPort } = destination;
  const leaves = isOutside(world, destinationAddress);
  const isMasqueraded = isRewrittenOnLeaving || leaves;
  const layer = layerOf(fate, packet, node, service);
  packet.pass({
    place: { type: 'node', name: node.metadata.name },
    layer,
    rule: leaves ? `${rule}\ndefault route; MASQUERADE` : rule,
    reason: reasonOf(fate, mode, layer, packet, service),
    rewrite: isMasqueraded
      ? { destinationAddress, destinationPort, sourceAddress: addressOf(node), sourcePort: world.ports.next() }
      : { destinationAddress, destinationPort },
  });
  const next = afterRewriting(world, destinationAddress, node);
  const nat = { node, isMasqueraded };
  return service === undefined ? { next, nat } : { next, nat, service };
}

/** Where a rewritten packet goes: an endpoint that is another machine's address meets that machine's rules. */
function afterRewriting(world: World, address: string, node: Node): Location {
  const target = world.addresses.node(address);
  if (target === undefined || target.metadata.name === node.metadata.name) return { type: 'delivery' };
  return { type: 'node', node: target, isFromNode: false };
}

function reasonOf(
  fate: PacketFate,
  mode: ProxyMode,
  layer: Layer,
  packet: Packet,
  owner: Service | undefined,
): Message {
  const { destination, endpointCount: count = 1, service = '', affinity } = fate;
  const endpoint = destination?.text ?? '';
  if (affinity?.isSticky === true) {
    const timeoutSeconds = owner?.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 0;
    return message('hop.node.affinity', { service, endpoint, timeoutSeconds });
  }
  if (mode === 'ipvs') return message('hop.node.virtualServer', { service, endpoint, count });
  if (layer === 'nodePort') {
    return message('hop.node.nodePort', { service, endpoint, count, port: packet.current.destinationPort });
  }
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
  const { reason, cause } = whyStopped(world, packet, fate, mode, type, {
    service: service === undefined ? destinationOf(packet) : objectKey(service.metadata),
    node: node.metadata.name,
    source: packet.current.sourceAddress,
  });
  packet.pass({
    place: { type: 'node', name: node.metadata.name },
    layer: layerOf(fate, packet, node, service),
    rule: fate.rule,
    reason,
  });
  return { next: { type, cause }, ...(service === undefined ? {} : { service }) };
}

function whyStopped(
  world: World,
  packet: Packet,
  fate: PacketFate,
  mode: ProxyMode,
  type: 'refused' | 'dropped',
  { service, node, source }: { readonly service: string; readonly node: string; readonly source: string },
): { readonly reason: Message; readonly cause: Message } {
  const destination = destinationOf(packet);
  const verdict = VERDICTS[mode === 'nftables' ? 'nftables' : 'iptables'][type];
  if (fate.servicePort === undefined && fate.endpointCount === undefined) {
    return type === 'refused'
      ? {
          reason: message('hop.node.notServed', { destination, verdict }),
          cause: message(isPing(packet) ? 'cause.pingRefused' : 'cause.notServed', { destination }),
        }
      : {
          reason: fate.matched.some(({ chain }) => chain === CLUSTER_IPS_CHECK)
            ? message('hop.node.noneHasIt', { destination, verdict })
            : message('hop.node.noRule', { destination }),
          cause: whyNoRule(world, packet),
        };
  }
  if (type === 'refused' && fate.hasEndpointsElsewhere === true) {
    return {
      reason: message('hop.node.noLocalServers', { service, node }),
      cause: message('cause.noLocalServers', { service, node }),
    };
  }
  if (type === 'refused') {
    const reason =
      mode === 'ipvs'
        ? message('hop.node.noRealServer', { service })
        : message('hop.node.noEndpoints', { service, verdict });
    return { reason, cause: message('cause.noEndpoints', { service }) };
  }
  if (fate.matched.some(({ chain }) => SOURCE_RANGE_CHAINS.test(chain))) {
    return {
      reason: message('hop.loadBalancer.sourceRefused', { source }),
      cause: message('cause.sourceRefused', { service, source }),
    };
  }
  return {
    reason: message('hop.node.noLocalEndpoints', { service, node, verdict }),
    cause: message('cause.noLocalEndpoints', { service, node }),
  };
}

/** What rules call their verdicts: ipvs mode has rules of iptables beside its virtual servers. */
const VERDICTS = {
  iptables: { refused: 'REJECT', dropped: 'DROP' },
  nftables: { refused: 'reject', dropped: 'drop' },
} as const;

/** The chains that drop what loadBalancerSourceRanges does not let in, in each mode. */
const SOURCE_RANGE_CHAINS =
  /^(KUBE-PROXY-FIREWALL|KUBE-SOURCE-RANGES-FIREWALL|KUBE-IPVS-OUT-FILTER|firewall-(?!check))/;

function serviceOf(world: World, { service }: PacketFate): Service | undefined {
  return service === undefined ? undefined : world.machine.api.store.get('Service', service);
}

/** Which door of the Service the packet came by: where the rules do not say so, the address tells that it was sent to. */
function layerOf({ door }: PacketFate, packet: Packet, node: Node, service: Service | undefined): Layer {
  if (door !== undefined) return door === 'external' ? 'loadBalancer' : door;
  const { destinationAddress: address } = packet.current;
  if (address === addressOf(node) || isLoopback(address)) return 'nodePort';
  return service === undefined || service.spec.clusterIP === address ? 'clusterIP' : 'loadBalancer';
}
