/** A packet's way through one chain and those it jumps to. */
import { assertDefined, assertNever } from '../../../base/assert.ts';
import { translate, type ChainVerdict } from '../packet-state.ts';
import { candidateRules } from './chain-index.ts';
import { ruleMatches, type IptablesWalk } from './rule-matches.ts';
import type { IptablesRule } from './rule.ts';
import type { IptablesTable } from './rule-set.ts';

/**
 * Walks the chain and notes in `walk` what its rules did. Undefined when the packet fell through or returned to where it
 * came from.
 */
export function walkChain(walk: IptablesWalk, table: IptablesTable, chain: string): ChainVerdict | undefined {
  const index = assertDefined(table.byChain.get(chain), `${chain} is declared in ${table.name}`);
  for (const rule of candidateRules(index, walk)) {
    if (!ruleMatches(walk, rule)) continue;
    walk.matched.push(rule);
    if (rule.endpointCount !== undefined) walk.endpointCount = rule.endpointCount;
    if (rule.matches.some((match) => match.type === 'recentCheck')) walk.isSticky = true;
    if (rule.target?.type === 'return') return undefined;
    const verdict = applyTarget(walk, table, rule);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function applyTarget(walk: IptablesWalk, table: IptablesTable, rule: IptablesRule): ChainVerdict | undefined {
  const { target } = rule;
  switch (target?.type) {
    case undefined:
    case 'return':
      return undefined;
    case 'jump':
      return walkChain(walk, table, target.chain);
    case 'orMark':
      walk.mark |= target.bits;
      return undefined;
    case 'xorMark':
      walk.mark ^= target.bits;
      return undefined;
    case 'dnat':
      translate(walk, target);
      walk.servicePort = rule.servicePort;
      return 'dnat';
    case 'masquerade':
      walk.isMasqueraded = true;
      return 'masquerade';
    case 'accept':
    case 'drop':
    case 'reject':
      if (rule.servicePort !== undefined) walk.servicePort = rule.servicePort;
      return target.type;
    default:
      return assertNever(target);
  }
}
