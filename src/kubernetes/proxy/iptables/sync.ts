/** One sync of kube-proxy in iptables mode: what is written again, what is deleted, and what stands there afterwards. */
import { compareText } from '../service-port-name.ts';
import { buildServiceRules, type IptablesInput } from './build.ts';
import { isServiceChainName } from './chain-names.ts';
import { applyRestore, createEnsuredTable, writeRestore, type IptablesRestore } from './restore.ts';
import type { IptablesRuleSet } from './rule-set.ts';
import { changedServices } from './service-changes.ts';
import { holdSlices, type HeldSlices } from './slice-cache.ts';

/** What a sync goes on from: what kube-proxy knew at the last one, and the rules that it left. */
export interface IptablesState {
  readonly input: IptablesInput;
  /** The slices that it went by. */
  readonly slices: HeldSlices;
  readonly ruleSet: IptablesRuleSet;
}

/** What one sync does. */
export interface IptablesSync {
  /** Whether everything was written again. */
  readonly isFull: boolean;
  readonly restore: IptablesRestore;
  readonly state: IptablesState;
}

/**
 * The sync that takes the node from `before` (undefined: kube-proxy has just started) to the rules for `input`. It is
 * full at the start and when the node itself or the configuration has changed; otherwise the chains of Services that
 * have not changed stay as they are.
 * In a large cluster chains that are out of use stay for the time being: looking for them takes long there.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules (v1.36).
 * Simplified: every sync succeeds, and a large cluster has no later one (after syncPeriod) that deletes what was left.
 */
export function syncIptables(before: IptablesState | undefined, input: IptablesInput): IptablesSync {
  const partial = before !== undefined && hasSameSetting(before.input, input) ? before : undefined;
  const slices = holdSlices(before && { held: before.slices, known: before.input.slices }, input.slices);
  const changed =
    partial === undefined
      ? undefined
      : changedServices({ ...partial.input, slices: partial.slices }, { ...input, slices });
  const { services, options } = buildServiceRules({ ...input, slices: Array.from(slices.values()) });
  const filter = before?.ruleSet.filter ?? createEnsuredTable('filter');
  const nat = before?.ruleSet.nat ?? createEnsuredTable('nat');
  const active = new Set(services.flatMap(({ rules }) => rules.chains));
  const isCleaning = before === undefined || !options.isLargeCluster;
  const deletedChains = nat.chains
    .filter((chain) => isCleaning && isServiceChainName(chain) && !active.has(chain))
    .toSorted(compareText);
  const restore = writeRestore(
    services.map(({ name, rules }) => ({
      rules,
      isRewritten: changed?.has(`${name.namespace}/${name.name}`) ?? true,
    })),
    deletedChains,
    options.hasNFAcct,
  );
  const ruleSet = {
    filter: applyRestore(filter, restore.filter),
    nat: applyRestore(nat, restore.nat),
    localAddresses: options.localAddresses,
  };
  return { isFull: partial === undefined, restore, state: { input, slices, ruleSet } };
}

/** Whether all but the objects is the same. */
function hasSameSetting(a: IptablesInput, b: IptablesInput): boolean {
  const setting = (input: IptablesInput): string => JSON.stringify({ ...input, services: [], slices: [] });
  return setting(a) === setting(b);
}
