/** From what a node's kube-proxy knows to all that it writes in nftables mode. */
import { parseIPv4 } from '../../net/address.ts';
import { parseIPv4CIDR, type IPv4Range } from '../../net/range.ts';
import { isInRange } from '../node-addresses.ts';
import { readProxyOptions, type ProxyInput, type ProxyOptions } from '../proxy-input.ts';
import { buildServicePorts } from '../service-port.ts';
import { NODEPORT_IPS } from './names.ts';
import { createRuleSet, type NftablesElement, type NftablesObjects, type NftablesRuleSet } from './rule-set.ts';
import { serviceObjects } from './service-objects.ts';
import { STATIC_CHAINS, STATIC_SETS, staticRules } from './static-objects.ts';

/** How kube-proxy is run in nftables mode. */
export interface NftablesInput extends ProxyInput {
  /** The ranges that clusterIPs are taken from; without them packets to unallocated clusterIPs go their way. */
  readonly serviceCIDRs?: readonly string[];
  /** The ranges of those of the node's addresses that take node ports, all with none of IPv4; by default its primary address alone. */
  readonly nodePortAddresses?: readonly string[];
}

/**
 * All that stands in the table after a full sync.
 * Upstream: pkg/proxy/nftables/proxier.go syncProxyRules (v1.36).
 */
export function buildNftablesRules(input: NftablesInput): NftablesRuleSet {
  const options = readProxyOptions(input);
  const serviceCIDRs = (input.serviceCIDRs ?? []).map(parseIPv4CIDR).filter((range) => range !== undefined);
  const perService = buildServicePorts(input.services, input.slices, input.nodeName).map((servicePort) =>
    serviceObjects(servicePort, options),
  );
  return assembleRuleSet(perService, options, serviceCIDRs, nodePortElements(input));
}

/**
 * All that stands in a node's table, from what its service ports have there, which come in the order of their names.
 * `nodePortIPs`: undefined when all of the node's addresses take node ports.
 */
export function assembleRuleSet(
  perService: readonly NftablesObjects[],
  options: ProxyOptions,
  serviceCIDRs: readonly IPv4Range[],
  nodePortIPs: readonly NftablesElement[] | undefined,
): NftablesRuleSet {
  const isOnAllAddresses = nodePortIPs === undefined;
  const staticSets = STATIC_SETS.filter(({ name }) => name !== NODEPORT_IPS || !isOnAllAddresses);
  return createRuleSet(
    {
      chains: [...STATIC_CHAINS, ...perService.flatMap((objects) => objects.chains)],
      sets: [...staticSets, ...perService.flatMap((objects) => objects.sets)],
      rules: [
        ...staticRules(options, serviceCIDRs, isOnAllAddresses),
        ...perService.flatMap((objects) => objects.rules),
      ],
      elements: [...(nodePortIPs ?? []), ...perService.flatMap((objects) => objects.elements)],
    },
    options.localAddresses,
  );
}

/** The node's addresses that take node ports, undefined when all do. Upstream: pkg/proxy/util/nodeport_addresses.go (v1.36). */
export function nodePortElements({
  nodeIPs,
  nodePortAddresses,
}: Pick<NftablesInput, 'nodeIPs' | 'nodePortAddresses'>): readonly NftablesElement[] | undefined {
  const ranges = nodePortAddresses?.map(parseIPv4CIDR).filter((range) => range !== undefined);
  if (ranges !== undefined && (ranges.length === 0 || ranges.some(({ mask }) => mask === 0))) return undefined;
  const addresses =
    ranges === undefined
      ? nodeIPs.slice(0, 1)
      : nodeIPs.filter((address) => ranges.some((range) => isInRange(range, parseIPv4(address))));
  return addresses.map((address) => ({ set: NODEPORT_IPS, key: [address] }));
}
