/** Where a walk finds chains and elements: in the whole table, or only in the part of the service ports that it meets. */
import { assertDefined } from '../../../base/assert.ts';
import { parseIPv4 } from '../../net/address.ts';
import { isEndpoint } from '../endpoints.ts';
import type { NodeRules } from '../node-rules.ts';
import type { PacketProtocol } from '../packet.ts';
import { addressKey, nodePortKey, virtualIPKey } from '../service-index.ts';
import { elementOf, nftablesFragment, type NftablesFragment } from './fragment.ts';
import { CLUSTER_IPS, HAIRPIN_CONNECTIONS, NODEPORT_IPS, NO_ENDPOINT_NODEPORTS, SERVICE_NODEPORTS } from './names.ts';
import type { NftablesRule } from './rule.ts';
import {
  elementKey,
  groupByHook,
  sameVerdict,
  type HookName,
  type NftablesElement,
  type NftablesRuleSet,
} from './rule-set.ts';
import { STATIC_CHAINS, staticRules } from './static-objects.ts';

/** The node's table for one packet's way. It finds service ports by the keys that are looked up and makes their parts. */
export interface NftablesLookup {
  readonly type: 'lookup';
  readonly rules: NodeRules;
  readonly localAddresses: ReadonlySet<number>;
  /** What has been found so far: the chains that the packet may be sent to are theirs. */
  readonly found: Map<string, readonly NftablesFragment[]>;
  /** The rules that every packet meets, by chain. */
  readonly fixed: ReadonlyMap<string, readonly NftablesRule[]>;
}

/** Either kind of source. */
export type TableSource = (NftablesRuleSet & { readonly type?: undefined }) | NftablesLookup;

/** The node's table, to be looked up for one packet. */
export function createLookup(rules: NodeRules): NftablesLookup {
  const { options, made } = rules.setting;
  made.nftables ??= fixedRules(rules);
  return { type: 'lookup', rules, localAddresses: options.localAddresses, found: new Map(), fixed: made.nftables };
}

function fixedRules({ setting: { options, serviceCIDRs } }: NodeRules): ReadonlyMap<string, readonly NftablesRule[]> {
  const fixed = new Map<string, NftablesRule[]>(STATIC_CHAINS.map(({ name }) => [name, []]));
  for (const rule of staticRules(options, serviceCIDRs)) fixed.get(rule.chain)?.push(rule);
  return fixed;
}

const HOOKS = groupByHook(STATIC_CHAINS);
const HOOK_CHAINS: ReadonlySet<string> = new Set([...HOOKS.values()].flat());

/** The chains that a hook calls, in that order. */
export function hookChains(source: TableSource, hook: HookName): readonly string[] {
  return (source.type === undefined ? source.hooks : HOOKS).get(hook) ?? [];
}

/** Whether the kernel calls the chain by itself. */
export function isHookChain(chain: string): boolean {
  return HOOK_CHAINS.has(chain);
}

/** The chain's rules. */
export function rulesOf(source: TableSource, chain: string): readonly NftablesRule[] {
  if (source.type === undefined) return assertDefined(source.rules.get(chain), `${chain} is declared`);
  const fixed = source.fixed.get(chain);
  if (fixed !== undefined) return fixed;
  for (const fragments of source.found.values()) {
    for (const { rules } of fragments) {
      const own = rules.get(chain);
      if (own !== undefined) return own;
    }
  }
  return assertDefined<readonly NftablesRule[]>(undefined, `${chain} belongs to a service port that was found`);
}

/** The element of the set or map under this key, by the packet's protocol and port. */
export function findElement(
  source: TableSource,
  set: string,
  key: readonly string[],
  { protocol, destinationPort }: { readonly protocol: PacketProtocol; readonly destinationPort: number },
): NftablesElement | undefined {
  if (source.type === undefined) {
    return assertDefined(source.elements.get(set), `${set} is declared`).get(elementKey(key));
  }
  switch (set) {
    case NODEPORT_IPS:
      return source.rules.setting.nodeIPs[0] === key[0] ? { set, key } : undefined;
    case HAIRPIN_CONNECTIONS:
      return findHairpin(source, key);
    case CLUSTER_IPS:
      return findAmong(source, virtualIPKey(parseIPv4(key[0] ?? '')), set, key);
    case SERVICE_NODEPORTS:
    case NO_ENDPOINT_NODEPORTS:
      return findAmong(source, nodePortKey(protocol, destinationPort), set, key);
    default:
      return findAmong(source, addressKey(protocol, parseIPv4(key[0] ?? ''), destinationPort), set, key);
  }
}

/** As in `createRuleSet`: of the service ports that have the element the first one's stays, unless a later one sends elsewhere. */
function findAmong(
  { rules, found }: NftablesLookup,
  indexKey: string,
  set: string,
  key: readonly string[],
): NftablesElement | undefined {
  const fragments =
    found.get(indexKey) ?? rules.index.portsAt(indexKey).map((port) => nftablesFragment(port, rules.setting.options));
  found.set(indexKey, fragments);
  let element: NftablesElement | undefined;
  for (const fragment of fragments) {
    const own = elementOf(fragment, set, key);
    if (own !== undefined && (element === undefined || !sameVerdict(element, own))) element = own;
  }
  return element;
}

/** Only a packet back to where it came from is looked for: first with the Service that it was sent to, else with all. */
function findHairpin({ rules, found }: NftablesLookup, key: readonly string[]): NftablesElement | undefined {
  if (key[0] !== key[1]) return undefined;
  for (const fragments of found.values()) {
    for (const fragment of fragments) {
      const own = elementOf(fragment, HAIRPIN_CONNECTIONS, key);
      if (own !== undefined) return own;
    }
  }
  const [address = '', , , number] = key;
  const { nodeName } = rules.setting.options.topology;
  const ports = rules.index.portsWith((endpoint) => isEndpoint(endpoint, nodeName, address, Number(number)));
  for (const port of ports) {
    const own = elementOf(nftablesFragment(port, rules.setting.options), HAIRPIN_CONNECTIONS, key);
    if (own !== undefined) return own;
  }
  return undefined;
}
