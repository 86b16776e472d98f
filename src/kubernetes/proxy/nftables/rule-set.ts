/** All that kube-proxy writes in nftables mode, as data: one table of chains, rules, sets and maps. */
import { compareText, type ServicePortName } from '../service-port-name.ts';
import type { NftablesRule, NftablesVerdict } from './rule.ts';

/** A place on a packet's way where the kernel calls chains. */
export type HookName = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';

/** Where the kernel calls a chain by itself; those of one hook by ascending priority. */
export interface NftablesHook {
  readonly type: 'filter' | 'nat';
  readonly hook: HookName;
  readonly priority: number;
}

/** A chain; without a hook it is entered from others only. */
export interface NftablesChain {
  readonly name: string;
  readonly hook?: NftablesHook;
  readonly comment?: string;
}

/** A set, or a map when its elements have verdicts. `keyType` is nftables' name of the type. */
export interface NftablesSet {
  readonly kind: 'set' | 'map';
  readonly name: string;
  readonly keyType: string;
  readonly comment?: string;
  /** On sets that rules fill: after how many seconds an element is forgotten. */
  readonly timeoutSeconds?: number;
}

/** An element of a set, or with a verdict of a map. */
export interface NftablesElement {
  readonly set: string;
  readonly key: readonly string[];
  readonly comment?: string;
  readonly verdict?: NftablesVerdict;
  /** The service port for whose sake it stands there. */
  readonly servicePort?: ServicePortName;
  /** 0 on elements that turn traffic away for want of an endpoint. */
  readonly endpointCount?: number;
}

/** What is written, in the order of writing. */
export interface NftablesObjects {
  readonly chains: readonly NftablesChain[];
  readonly sets: readonly NftablesSet[];
  readonly rules: readonly NftablesRule[];
  readonly elements: readonly NftablesElement[];
}

/** All that one node's kube-proxy has written, made to be searched quickly. */
export interface NftablesRuleSet {
  /** By name, sorted by it. */
  readonly chains: ReadonlyMap<string, NftablesChain>;
  /** The names of the chains that each hook calls, in that order. */
  readonly hooks: ReadonlyMap<HookName, readonly string[]>;
  /** By chain; each chain has an entry. */
  readonly rules: ReadonlyMap<string, readonly NftablesRule[]>;
  /** Sets before maps, each sorted by name. */
  readonly sets: readonly NftablesSet[];
  /** By set or map, then by `elementKey`; each set and map has an entry. */
  readonly elements: ReadonlyMap<string, ReadonlyMap<string, NftablesElement>>;
  /** The node's own addresses, as unsigned 32-bit numbers, besides 127.0.0.0/8. */
  readonly localAddresses: ReadonlySet<number>;
}

/** The parts of a key as nftables writes them together. */
export function elementKey(key: readonly string[]): string {
  return key.join(' . ');
}

/** Sorts and groups what has been written. */
export function createRuleSet(objects: NftablesObjects, localAddresses: ReadonlySet<number>): NftablesRuleSet {
  const chains = objects.chains.toSorted((a, b) => compareText(a.name, b.name));
  const rules = new Map<string, NftablesRule[]>(chains.map(({ name }) => [name, []]));
  for (const rule of objects.rules) rules.get(rule.chain)?.push(rule);
  const sets = objects.sets.toSorted((a, b) => kindOrder(a) - kindOrder(b) || compareText(a.name, b.name));
  const elements = new Map<string, Map<string, NftablesElement>>(sets.map(({ name }) => [name, new Map()]));
  for (const element of objects.elements) addElement(elements.get(element.set), element);
  return {
    chains: new Map(chains.map((chain) => [chain.name, chain])),
    hooks: groupByHook(chains),
    rules,
    sets,
    elements,
    localAddresses,
  };
}

/** The chains that each hook calls, by ascending priority. */
export function groupByHook(chains: readonly NftablesChain[]): ReadonlyMap<HookName, readonly string[]> {
  const byHook = new Map<HookName, string[]>();
  const called = chains.flatMap(({ name, hook }) => (hook === undefined ? [] : [{ name, ...hook }]));
  for (const { name, hook } of called.sort((a, b) => a.priority - b.priority)) {
    byHook.set(hook, [...(byHook.get(hook) ?? []), name]);
  }
  return byHook;
}

/**
 * An element that is there already stays as it is; one with another verdict is deleted and written anew.
 * Upstream: pkg/proxy/nftables/proxier.go nftElementStorage.ensureElem (v1.36).
 */
export function addElement(elements: Map<string, NftablesElement> | undefined, element: NftablesElement): void {
  const key = elementKey(element.key);
  const known = elements?.get(key);
  if (known !== undefined && sameVerdict(known, element)) return;
  elements?.delete(key);
  elements?.set(key, element);
}

/** Whether both send a packet to the same place. */
export function sameVerdict(a: NftablesElement, b: NftablesElement): boolean {
  return verdictText(a) === verdictText(b);
}

function verdictText({ verdict }: NftablesElement): string {
  return verdict?.type === 'goto' ? `goto ${verdict.chain}` : (verdict?.type ?? '');
}

function kindOrder({ kind }: NftablesSet): number {
  return kind === 'set' ? 0 : 1;
}
