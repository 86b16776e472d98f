/** A packet at a cloud load balancer. */
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service, ServicePort } from '../../kubernetes/api/service.ts';
import { isInCIDR } from '../../kubernetes/net/in-cidr.ts';
import { message, type Message } from '../message.ts';
import type { Layer, Place } from '../trace.ts';
import type { Packet } from './packet.ts';
import { addressOf, isPing, whyNoRule, type StepResult, type WalkEnd } from './walk-parts.ts';
import type { World } from './world.ts';

/**
 * Picks a healthy node and sends the packet to the Service's node port there, keeping the client's address; without a
 * node port it hands the packet over as it is. Simplified: [SIM-17] one kind of load balancer, passing packets on, in the
 * manner of a network load balancer with instance targets; nodes are picked at random per connection. It answers no ping.
 */
export function passLoadBalancer(world: World, packet: Packet, service: Service): StepResult {
  const { namespace = 'default', name } = service.metadata;
  const key = objectKey(service.metadata);
  const place = { type: 'loadBalancer' as const, namespace, service: name };
  const stop = (rule: string, reason: Message, cause: Message): StepResult => {
    packet.pass({ place, layer: 'loadBalancer', rule, reason });
    return { service, next: { type: 'dropped', cause } };
  };
  if (isPing(packet)) return { service, next: ignorePing(packet, place, 'loadBalancer') };
  const port = servedPort(service, packet);
  if (port === undefined) return { service, next: { type: 'dropped', cause: whyNoRule(world, packet) } };
  const source = packet.current.sourceAddress;
  const ranges = service.spec.loadBalancerSourceRanges ?? [];
  if (ranges.length > 0 && !ranges.some((range) => isInCIDR(source, range))) {
    return stop(
      `allow ${ranges.join(', ')}`,
      message('hop.loadBalancer.sourceRefused', { source }),
      message('cause.sourceRefused', { service: key, source }),
    );
  }
  const { healthy, total } = world.loadBalancer.backends(service);
  const node = healthy[world.course.decide(world, { type: 'pick', count: healthy.length })];
  if (node === undefined) {
    return stop(
      `healthy 0/${total}`,
      message('hop.loadBalancer.noHealthyNode', { service: key, total }),
      message('cause.noHealthyNode', { service: key }),
    );
  }
  // A load balancer in the manner of a proxy calls the node itself, and says nothing of the client.
  const isProxy = service.status?.loadBalancer?.ingress?.some(({ ipMode }) => ipMode === 'Proxy') ?? false;
  packet.pass({
    place,
    layer: 'loadBalancer',
    rule: `listener ${port.protocol} :${port.port} -> ${node.metadata.name}${port.nodePort === undefined ? '' : `:${port.nodePort}`}`,
    reason: message('hop.loadBalancer.picks', { node: node.metadata.name, healthy: healthy.length, total }),
    rewrite: {
      ...(port.nodePort === undefined ? {} : { destinationAddress: addressOf(node), destinationPort: port.nodePort }),
      ...(isProxy ? { sourceAddress: packet.current.destinationAddress, sourcePort: world.ports.next() } : {}),
    },
  });
  return { service, next: { type: 'node', node, isFromNode: false } };
}

/** What has nothing but listeners on ports hears no ping. */
export function ignorePing(packet: Packet, place: Place, layer: Layer): WalkEnd {
  const address = packet.current.destinationAddress;
  packet.pass({ place, layer, rule: 'no listener for ICMP', reason: message('hop.loadBalancer.pinged', { address }) });
  return { type: 'dropped', cause: message('cause.loadBalancerPinged', { address }) };
}

function servedPort(service: Service, { current, protocol }: Packet): ServicePort | undefined {
  return service.spec.ports?.find((port) => port.port === current.destinationPort && port.protocol === protocol);
}
