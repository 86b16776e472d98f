/** The fates of packets that thousands of nodes have in common: each is kept once, with its long text. */
import type { PacketFate } from './packet.ts';
import type { ServicePortName } from './service-port-name.ts';

/**
 * By the service port that decided, which all nodes know by one object for as long as it stays as it is, and then by all
 * that its fates differ in besides the rules that were matched.
 */
const FATES = new WeakMap<ServicePortName, Map<string, PacketFate[]>>();

/** The fate, frozen: the very object that was given before for the same fate of the same service port. */
export function sharedFate(fate: PacketFate): PacketFate {
  const { servicePort } = fate;
  if (servicePort === undefined) return Object.freeze(fate);
  const byKey = FATES.get(servicePort) ?? new Map<string, PacketFate[]>();
  FATES.set(servicePort, byKey);
  const key = fateKey(fate);
  const alike = byKey.get(key) ?? [];
  const known = alike.find(({ rule }) => rule === fate.rule);
  if (known !== undefined) return known;
  alike.push(Object.freeze(fate));
  byKey.set(key, alike);
  return fate;
}

function fateKey(fate: PacketFate): string {
  const { verdict, destination, masquerade, isDeliveredLocally, endpointCount, affinity, door, hasEndpointsElsewhere } =
    fate;
  const sticky = affinity === undefined ? '' : `${affinity.isSticky} ${affinity.set.join(' ')}`;
  return `${verdict} ${destination?.text} ${masquerade} ${isDeliveredLocally} ${endpointCount} ${hasEndpointsElsewhere} ${door} ${sticky}`;
}
