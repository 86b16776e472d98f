/** What one service port has in the table, as a node that has just been asked makes it, ready to be walked. */
import { asSeenFrom, nodeVariant, type KnownPort } from '../known-port.ts';
import type { ProxyOptions } from '../proxy-input.ts';
import type { NftablesRule } from './rule.ts';
import { addElement, elementKey, type NftablesElement, type NftablesObjects } from './rule-set.ts';
import { serviceObjects } from './service-objects.ts';

/** The chains, sets, rules and elements of one service port. */
export interface NftablesFragment {
  readonly objects: NftablesObjects;
  /** By chain. */
  readonly rules: ReadonlyMap<string, readonly NftablesRule[]>;
  /** By set or map, then by `elementKey`. */
  readonly elements: ReadonlyMap<string, ReadonlyMap<string, NftablesElement>>;
}

/** The port's part of the table on the node; nodes to which it looks alike get the very same one. */
export function nftablesFragment(port: KnownPort, options: ProxyOptions): NftablesFragment {
  const variant = nodeVariant(port, options, true);
  const known = port.nftables.get(variant);
  if (known !== undefined) return known;
  const objects = serviceObjects(asSeenFrom(port, options.topology.nodeName), options);
  const rules = new Map<string, NftablesRule[]>(objects.chains.map(({ name }) => [name, []]));
  for (const rule of objects.rules) rules.get(rule.chain)?.push(rule);
  const elements = new Map<string, Map<string, NftablesElement>>();
  for (const element of objects.elements) {
    const set = elements.get(element.set) ?? new Map<string, NftablesElement>();
    elements.set(element.set, set);
    addElement(set, element);
  }
  const fragment = { objects, rules, elements };
  port.nftables.set(variant, fragment);
  return fragment;
}

/** The element, where the port has it. */
export function elementOf(
  { elements }: NftablesFragment,
  set: string,
  key: readonly string[],
): NftablesElement | undefined {
  return elements.get(set)?.get(elementKey(key));
}
