/** The table as commands for `nft`. */
import { assertNever } from '../../../base/assert.ts';
import type { IPv4Range } from '../../net/range.ts';
import { printMark } from '../masquerade-mark.ts';
import type { MatchedRule } from '../packet.ts';
import type { LookupKey, NftablesDestination, NftablesMatch, NftablesRule, NftablesStatement } from './rule.ts';
import {
  elementKey,
  type NftablesChain,
  type NftablesElement,
  type NftablesRuleSet,
  type NftablesSet,
} from './rule-set.ts';

/** The whole table, one `add` command on each line; ends in a newline. */
export function printNftablesRules(ruleSet: NftablesRuleSet): string {
  const lines = [
    'add table ip kube-proxy { comment "rules for kube-proxy" ; }',
    ...Array.from(ruleSet.chains.values(), printChain),
    ...ruleSet.sets.map(printSet),
    ...Array.from(ruleSet.rules.values()).flatMap((rules) => rules.map(printRule)),
    ...ruleSet.sets.flatMap(({ name }) => Array.from(ruleSet.elements.get(name)?.values() ?? [], printElement)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The rules and elements that packets have met, which others will meet again. */
const MET = new WeakMap<NftablesRule | NftablesElement, MatchedRule>();

/** The rule, or the element that a rule of this chain found, as packets that met it show it. */
export function describeMet(met: NftablesRule | NftablesElement, chain: string): MatchedRule {
  const known = MET.get(met);
  if (known !== undefined) return known;
  const text = 'set' in met ? printElement(met) : printRule(met);
  const described = Object.freeze({ table: 'kube-proxy' as const, chain, text });
  MET.set(met, described);
  return described;
}

/** One rule as a command, without a newline. */
export function printRule({ chain, matches, statements, comment }: NftablesRule): string {
  const parts = [...matches.map(printMatch), ...statements.map(printStatement)];
  return ['add rule ip kube-proxy', chain, ...parts, ...printComment(comment)].join(' ');
}

/** One element of a set or map as a command, without a newline. */
export function printElement({ set, key, comment, verdict }: NftablesElement): string {
  const verdictParts = verdict === undefined ? [] : [':', printStatement(verdict)];
  const parts = [elementKey(key), ...printComment(comment), ...verdictParts];
  return `add element ip kube-proxy ${set} { ${parts.join(' ')} }`;
}

function printChain({ name, hook, comment }: NftablesChain): string {
  const properties = [
    ...(hook === undefined ? [] : [`type ${hook.type} hook ${hook.hook} priority ${hook.priority}`]),
    ...printComment(comment),
  ];
  return ['add chain ip kube-proxy', name, ...printProperties(properties)].join(' ');
}

function printSet({ kind, name, keyType, comment, timeoutSeconds }: NftablesSet): string {
  const properties = [
    `type ${keyType}`,
    ...(timeoutSeconds === undefined ? [] : ['flags dynamic,timeout', `timeout ${timeoutSeconds}s`]),
    ...printComment(comment),
  ];
  return [`add ${kind} ip kube-proxy`, name, ...printProperties(properties)].join(' ');
}

function printProperties(properties: readonly string[]): readonly string[] {
  return properties.length === 0 ? [] : ['{', ...properties.map((property) => `${property} ;`), '}'];
}

function printComment(comment: string | undefined): readonly string[] {
  return comment === undefined ? [] : [`comment "${comment}"`];
}

function printMatch(match: NftablesMatch): string {
  switch (match.type) {
    case 'isNew':
      return 'ct state new';
    case 'isTranslated':
      return 'ct status dnat';
    case 'protocol':
      return `meta l4proto ${match.protocol.toLowerCase()}`;
    case 'source':
      return `ip saddr ${match.negated ? '!= ' : ''}${match.range.text}`;
    case 'sourceNotIn':
      return `ip saddr != ${printRanges(match.ranges)}`;
    case 'sourceIsLocal':
      return 'fib saddr type local';
    case 'destinationIn':
      return `ip daddr ${printRanges(match.ranges)}`;
    case 'destinationNotIn':
      return `ip daddr != ${match.range.text}`;
    case 'destinationIsLocal':
      return 'fib daddr type local';
    case 'destinationInSet':
      return `ip daddr @${match.set}`;
    case 'connectionInSet':
      return `ip saddr . ip daddr . meta l4proto . th dport @${match.set}`;
    case 'sourceRemembered':
      return `ip saddr @${match.set}`;
    case 'mark':
      return `mark and ${printMark(match.bits)} != 0`;
    default:
      return assertNever(match);
  }
}

function printStatement(statement: NftablesStatement): string {
  switch (statement.type) {
    case 'jump':
    case 'goto':
      return `${statement.type} ${statement.chain}`;
    case 'drop':
    case 'reject':
      return statement.type;
    case 'lookUp':
      return `${LOOKUP_KEYS[statement.key]} vmap @${statement.map}`;
    case 'gotoAny':
      return `numgen random mod ${statement.chains.length} vmap ${printChoices(statement.chains.map((chain) => `goto ${chain}`))}`;
    case 'dnat':
      return `dnat to ${statement.to.address}:${statement.to.port}`;
    case 'dnatToAny':
      return `dnat ip addr . port to numgen random mod ${statement.destinations.length} map ${printChoices(statement.destinations.map(printDestination))}`;
    case 'remember':
      return `update @${statement.set} { ip saddr }`;
    case 'orMark':
      return `mark set mark or ${printMark(statement.bits)}`;
    case 'xorMark':
      return `mark set mark xor ${printMark(statement.bits)}`;
    case 'masquerade':
      return 'masquerade fully-random';
    default:
      return assertNever(statement);
  }
}

const LOOKUP_KEYS: Readonly<Record<LookupKey, string>> = {
  destination: 'ip daddr . meta l4proto . th dport',
  port: 'meta l4proto . th dport',
};

function printDestination({ address, port }: NftablesDestination): string {
  return `${address} . ${port}`;
}

function printChoices(choices: readonly string[]): string {
  return `{ ${choices.map((choice, i) => `${i} : ${choice}`).join(' , ')} }`;
}

function printRanges(ranges: readonly IPv4Range[]): string {
  return `{ ${ranges.map((range) => range.text).join(' , ')} }`;
}
