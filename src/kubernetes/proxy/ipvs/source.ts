/** Where a walk finds virtual servers and set entries: among all of the node's, or only those that the packet can meet. */
import type { Protocol } from '../../api/meta.ts';
import { formatIPv4 } from '../../net/address.ts';
import { rangeContains } from '../../net/range.ts';
import { mergePorts, type NodeRules } from '../node-rules.ts';
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

/** What a packet is found by; addresses are unsigned 32-bit numbers, undefined when not of IPv4. */
export interface IpvsKey {
  readonly protocol: Protocol;
  readonly source: number | undefined;
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
export function isInSet(source: IpvsSource, set: IpSetName, directions: string, key: IpvsKey): boolean {
  const { destination, destinationPort, protocol, source: sender } = key;
  if (set === 'KUBE-IPVS-IPS') return isBound(source, key);
  if (set === 'KUBE-LOOP-BACK' && sender !== destination) return false;
  if (source.type !== undefined && set !== 'KUBE-LOOP-BACK' && findFragments(source, key).length === 0) return false;
  const address = destination === undefined ? '' : formatIPv4(destination);
  const from = sender === undefined ? '' : formatIPv4(sender);
  const at = `${address},${protocol.toLowerCase()}:${destinationPort}`;
  if (set === 'KUBE-LOAD-BALANCER-SOURCE-CIDR') return isFromRange(source, key, at);
  const text = { dst: String(destinationPort), 'dst,dst': at, 'dst,dst,src': `${at},${from}`, 'src,dst': '' }[
    directions
  ];
  if (text === undefined) return false;
  if (source.type === undefined) return source.sets.get(set)?.has(text) ?? false;
  const isIn = ({ entryIndex }: IpvsFragment): boolean => entryIndex.has(`${set} ${text}`);
  if (set !== 'KUBE-LOOP-BACK') return findFragments(source, key).some(isIn);
  // Only a packet back to where it came from can be there; any Service may know the endpoint as this node's.
  const { index, setting } = source.rules;
  return index.allPorts().some((port) => isIn(ipvsFragment(port, setting)));
}

function isFromRange(source: IpvsSource, key: IpvsKey, at: string): boolean {
  const set = 'KUBE-LOAD-BALANCER-SOURCE-CIDR';
  const entries =
    source.type === undefined
      ? [...(source.sets.get(set)?.values() ?? [])]
      : findFragments(source, key).flatMap(({ entries: own }) => own.filter((entry) => entry.set === set));
  const { source: sender } = key;
  return entries.some(
    (entry) =>
      entry.at === at && entry.range !== undefined && sender !== undefined && rangeContains(entry.range, sender),
  );
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
