/** A packet's way through one chain and those it jumps to. */
import { assertDefined, assertNever } from '../../../base/assert.ts';
import { translate, type ChainVerdict } from '../packet-state.ts';
import { chainRules } from './chain-source.ts';
import { ruleMatches, type IptablesWalk } from './rule-matches.ts';
import type { IptablesRule } from './rule.ts';
import type { TableName } from './rule-set.ts';

/**
 * Walks the chain and notes in `walk` what its rules did. Undefined when the packet fell through or returned to where it
 * came from.
 */
export function walkChain(walk: IptablesWalk, table: TableName, chain: string): ChainVerdict | undefined {
  const { rules, evenFrom } = chainRules(walk.chains, table, chain, walk);
  for (let i = 0; i < evenFrom; i++) {
    const rule = assertDefined(rules[i], 'the part that shares evenly is a part of the chain');
    if (!ruleMatches(walk, rule)) continue;
    const verdict = applyRule(walk, table, rule);
    if (verdict === 'return') return undefined;
    if (verdict !== undefined) return verdict;
  }
  if (evenFrom === rules.length) return undefined;
  const taken = rules[evenFrom + walk.decisions.pick(rules.length - evenFrom)];
  const verdict = applyRule(walk, table, assertDefined(taken, 'one of them takes the packet'));
  return verdict === 'return' ? undefined : verdict;
}

function applyRule(walk: IptablesWalk, table: TableName, rule: IptablesRule): ChainVerdict | 'return' | undefined {
  walk.matched.push(rule);
  if (rule.endpointCount !== undefined) walk.endpointCount = rule.endpointCount;
  if (rule.matches.some((match) => match.type === 'recentCheck')) walk.isSticky = true;
  return rule.target?.type === 'return' ? 'return' : applyTarget(walk, table, rule);
}

function applyTarget(walk: IptablesWalk, table: TableName, rule: IptablesRule): ChainVerdict | undefined {
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
