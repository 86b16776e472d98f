/** A packet's way through one chain and those it goes to. */
import { assertDefined, assertNever } from '../../../base/assert.ts';
import { translate, type ChainVerdict } from '../packet-state.ts';
import { lookUp, ruleMatches, type NftablesWalk } from './rule-matches.ts';
import type { NftablesRule, NftablesStatement } from './rule.ts';
import type { NftablesElement } from './rule-set.ts';
import { rulesOf } from './table-source.ts';

/** What comes after a statement: the next one, or the chain has ended, with a verdict or without. */
type Step = 'next' | { readonly end: ChainVerdict | undefined };

/**
 * Walks the chain and notes in `walk` what its rules did. Undefined when the packet fell through, here or in a chain
 * that it was sent to for good.
 */
export function walkChain(walk: NftablesWalk, chain: string): ChainVerdict | undefined {
  for (const rule of rulesOf(walk.table, chain)) {
    const step = ruleMatches(walk, rule) ? applyRule(walk, rule) : 'next';
    if (step !== 'next') return step.end;
  }
  return undefined;
}

function applyRule(walk: NftablesWalk, rule: NftablesRule): Step {
  // A rule that looks the packet up applies when it finds something.
  if (rule.statements.every(({ type }) => type !== 'lookUp')) walk.applied.push({ rule });
  if (rule.endpointCount !== undefined) walk.endpointCount = rule.endpointCount;
  if (rule.matches.some((match) => match.type === 'sourceRemembered')) walk.isSticky = true;
  for (const statement of rule.statements) {
    const step = applyStatement(walk, rule, statement);
    if (step !== 'next') return step;
  }
  return 'next';
}

function applyElement(walk: NftablesWalk, rule: NftablesRule, element: NftablesElement): Step {
  walk.applied.push({ rule, element });
  walk.servicePort = element.servicePort;
  if (element.endpointCount !== undefined) walk.endpointCount = element.endpointCount;
  return applyStatement(walk, rule, assertDefined(element.verdict, `${element.set} is a map of verdicts`));
}

function applyStatement(walk: NftablesWalk, rule: NftablesRule, statement: NftablesStatement): Step {
  switch (statement.type) {
    case 'jump': {
      const verdict = walkChain(walk, statement.chain);
      return verdict === undefined ? 'next' : { end: verdict };
    }
    case 'goto':
      return { end: walkChain(walk, statement.chain) };
    case 'gotoAny':
      return { end: walkChain(walk, chooseOne(walk, statement.chains)) };
    case 'dnat':
      return translateTo(walk, rule, statement.to);
    case 'dnatToAny':
      return translateTo(walk, rule, chooseOne(walk, statement.destinations));
    case 'remember':
      walk.recentSet.push(statement.set);
      return 'next';
    case 'orMark':
      walk.mark |= statement.bits;
      return 'next';
    case 'xorMark':
      walk.mark ^= statement.bits;
      return 'next';
    case 'masquerade':
      walk.isMasqueraded = true;
      return { end: 'masquerade' };
    case 'drop':
    case 'reject':
      if (rule.servicePort !== undefined) walk.servicePort = rule.servicePort;
      return { end: statement.type };
    case 'lookUp': {
      const element = lookUp(walk, statement.map, statement.key);
      return element === undefined ? 'next' : applyElement(walk, rule, element);
    }
    default:
      return assertNever(statement);
  }
}

function translateTo(
  walk: NftablesWalk,
  rule: NftablesRule,
  to: { readonly address: string; readonly port: number },
): Step {
  translate(walk, to);
  walk.servicePort = rule.servicePort;
  return { end: 'dnat' };
}

function chooseOne<T>(walk: NftablesWalk, choices: readonly T[]): T {
  return assertDefined(choices[walk.decisions.pick(choices.length)], 'a chain chooses among at least one');
}
