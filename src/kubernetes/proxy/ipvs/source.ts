/** Where a walk finds virtual servers and set entries: among all of the node's, or only those that the packet can meet. */
import { formatIPv4 } from '../../net/address.ts';
import { isEndpoint } from '../endpoints.ts';
import { mergePorts, type NodeRules } from '../node-rules.ts';
import type { PacketProtocol } from '../packet.ts';
import { isFrom, isFromAddress, type Sender } from '../sender.ts';
import { addressKey, nodePortKey, virtualIPKey } from '../service-index.ts';
import { ipvsFragment, type IpvsFragment } from './fragment.ts';
import type { IpSetName } from './names.ts';
import { serverKey, type IpvsRuleSet, type OutFilter, type VirtualServer } from './rule-set.ts';

/** The node's rules, found piece by piece. */
export interface IpvsLookup {
  readonly type: 'lookup';
  readonly rules: NodeRules;
  /** What has been found so far. */
  readonly found: Map<string, readonly IpvsFragment[]>;
}

/** Either kind of source. */
export type IpvsSource = (IpvsRuleSet & { readonly type?: undefined }) | IpvsLookup;

/** What a packet is found by; the address is an unsigned 32-bit number, undefined when not of IPv4. */
export interface IpvsKey {
  readonly protocol: PacketProtocol;
  readonly destination: number | undefined;
  readonly destinationPort: number;
}

/** Whether the destination stands on kube-ipvs0. */
export function isBound(source: IpvsSource, { destination }: IpvsKey): boolean {
  if (destination === undefined) return false;
  if (source.type === undefined) return source.boundAddresses.has(destination);
  const { setting, index } = source.rules;
  return !setting.options.localAddresses.has(destination) && index.portsAt(virtualIPKey(destination)).length > 0;
}

/** The virtual server that takes the packet, with the address that it was found at. */
export function findServer(
  source: IpvsSource,
  key: IpvsKey,
): (VirtualServer & { readonly address: string }) | undefined {
  const { protocol, destination, destinationPort } = key;
  if (destination === undefined) return undefined;
  const address = formatIPv4(destination);
  if (source.type === undefined) return source.servers.get(serverKey(protocol, address, destinationPort));
  const isOwn = source.rules.setting.options.localAddresses.has(destination);
  const server = findFragments(source, key)
    .flatMap(({ servers }) => servers)
    .findLast(
      (each) =>
        each.protocol === protocol &&
        each.port === destinationPort &&
        (each.address === undefined ? isOwn : each.address === address),
    );
  return server === undefined ? undefined : { ...server, address };
}

/** The load balancer's addresses to which the node may not send, as far as they are this packet's destination. */
export function findOutFilters(source: IpvsSource, key: IpvsKey): readonly OutFilter[] {
  const filters =
    source.type === undefined ? source.outFilters : findFragments(source, key).flatMap(({ outFilters }) => outFilters);
  const address = key.destination === undefined ? '' : formatIPv4(key.destination);
  return filters.filter(
    ({ address: own, info }) => own === address && info.protocol === key.protocol && info.port === key.destinationPort,
  );
}

/** Whether the packet's directions are in the set. */
export function isInSet(source: IpvsSource, set: IpSetName, directions: string, key: IpvsKey & Sender): boolean {
  const { destination, destinationPort, protocol } = key;
  if (set === 'KUBE-IPVS-IPS') return isBound(source, key);
  if (source.type !== undefined && set !== 'KUBE-LOOP-BACK' && findFragments(source, key).length === 0) return false;
  const address = destination === undefined ? '' : formatIPv4(destination);
  const at = `${address},${protocol.toLowerCase()}:${destinationPort}`;
  if (set === 'KUBE-LOAD-BALANCER-SOURCE-CIDR') return isFromRange(source, key, at);
  const text = entryText(directions, key, address, at);
  if (text === undefined) return false;
  if (source.type === undefined) return source.sets.get(set)?.has(text) ?? false;
  const isIn = ({ entryIndex }: IpvsFragment): boolean => entryIndex.has(`${set} ${text}`);
  if (set !== 'KUBE-LOOP-BACK') return findFragments(source, key).some(isIn);
  // Any Service may know the endpoint as this node's, first of all the one that the packet was sent to.
  for (const fragments of source.found.values()) if (fragments.some(isIn)) return true;
  const { index, setting } = source.rules;
  const { nodeName } = setting.options.topology;
  return index
    .portsWith((endpoint) => isEndpoint(endpoint, nodeName, address, destinationPort))
    .some((port) => isIn(ipvsFragment(port, setting)));
}

/** An entry that names a source names its own destination as that: it is for packets back to where they came from. */
function entryText(directions: string, key: IpvsKey & Sender, address: string, at: string): string | undefined {
  switch (directions) {
    case 'dst':
      return String(key.destinationPort);
    case 'dst,dst':
      return at;
    case 'dst,dst,src':
      return isFromAddress(key, key.destination) ? `${at},${address}` : undefined;
    default:
      return undefined;
  }
}

function isFromRange(source: IpvsSource, key: IpvsKey & Sender, at: string): boolean {
  const set = 'KUBE-LOAD-BALANCER-SOURCE-CIDR';
  const entries =
    source.type === undefined
      ? [...(source.sets.get(set)?.values() ?? [])]
      : findFragments(source, key).flatMap(({ entries: own }) => own.filter((entry) => entry.set === set));
  return entries.some((entry) => entry.at === at && entry.range !== undefined && isFrom(key, entry.range));
}

function findFragments(
  { rules: { index, setting }, found }: IpvsLookup,
  { protocol, destination, destinationPort }: IpvsKey,
): readonly IpvsFragment[] {
  const key = addressKey(protocol, destination, destinationPort);
  const known = found.get(key);
  if (known !== undefined) return known;
  const atAddress = index.portsAt(key);
  const ofNode = mergePorts(
    index.portsAt(nodePortKey(protocol, destinationPort)),
    protocol === 'TCP' ? [] : index.portsAt(nodePortKey('TCP', destinationPort)),
  );
  const fragments = mergePorts(atAddress, ofNode).map((port) => ipvsFragment(port, setting));
  found.set(key, fragments);
  return fragments;
}
