/** A packet's way through one chain and those it jumps to. */
import { assertDefined, assertNever } from '../../../base/assert.ts';
import { candidateRules } from './chain-index.ts';
import { ruleMatches, translate, type PacketState } from './packet-state.ts';
import type { IptablesRule } from './rule.ts';
import type { IptablesTable } from './rule-set.ts';

/** How a chain ended for the packet; undefined when it fell through or returned to where it came from. */
export type ChainVerdict = 'accept' | 'drop' | 'reject' | 'dnat' | 'masquerade';

/** Walks the chain and notes in `state` what its rules did. */
export function walkChain(state: PacketState, table: IptablesTable, chain: string): ChainVerdict | undefined {
  const index = assertDefined(table.byChain.get(chain), `${chain} is declared in ${table.name}`);
  for (const rule of candidateRules(index, state)) {
    if (!ruleMatches(state, rule)) continue;
    state.matched.push(rule);
    if (rule.endpointCount !== undefined) state.endpointCount = rule.endpointCount;
    if (rule.matches.some((match) => match.type === 'recentCheck')) state.isSticky = true;
    if (rule.target?.type === 'return') return undefined;
    const verdict = applyTarget(state, table, rule);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function applyTarget(state: PacketState, table: IptablesTable, rule: IptablesRule): ChainVerdict | undefined {
  const { target } = rule;
  switch (target?.type) {
    case undefined:
    case 'return':
      return undefined;
    case 'jump':
      return walkChain(state, table, target.chain);
    case 'orMark':
      state.mark |= target.bits;
      return undefined;
    case 'xorMark':
      state.mark ^= target.bits;
      return undefined;
    case 'dnat':
      translate(state, target);
      state.servicePort = rule.servicePort;
      return 'dnat';
    case 'masquerade':
      state.isMasqueraded = true;
      return 'masquerade';
    case 'accept':
    case 'drop':
    case 'reject':
      if (rule.servicePort !== undefined) state.servicePort = rule.servicePort;
      return target.type;
    default:
      return assertNever(target);
  }
}
