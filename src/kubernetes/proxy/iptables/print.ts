/** Rules as `iptables-restore` reads them. */
import { assertNever } from '../../../base/assert.ts';
import { printMark } from '../masquerade-mark.ts';
import type { MatchedRule } from '../packet.ts';
import type { IptablesMatch, IptablesRule, IptablesTarget } from './rule.ts';
import type { IptablesRuleSet, IptablesTable, TableName } from './rule-set.ts';

/** The text for `iptables-restore`, filter table first; ends in a newline. */
export function printIptablesRules(ruleSet: IptablesRuleSet): string {
  return printTable(ruleSet.filter) + printTable(ruleSet.nat);
}

/** The rules that packets have matched, which others will match again. */
const MATCHED = new WeakMap<IptablesRule, MatchedRule>();

/** The rule of this table as packets that matched it show it. */
export function describeMatched(rule: IptablesRule, table: TableName): MatchedRule {
  const known = MATCHED.get(rule);
  if (known !== undefined) return known;
  const described = Object.freeze({ table, chain: rule.chain, text: printRule(rule) });
  MATCHED.set(rule, described);
  return described;
}

/** One rule as a line, without a newline. */
export function printRule(rule: IptablesRule): string {
  const target = rule.target === undefined ? [] : [printTarget(rule.target)];
  return ['-A', rule.chain, ...rule.matches.map(printMatch), ...target].join(' ');
}

function printTable(table: IptablesTable): string {
  const lines = [
    `*${table.name}`,
    ...table.chains.map((chain) => `:${chain} - [0:0]`),
    ...table.rules.map(printRule),
    'COMMIT',
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function printMatch(match: IptablesMatch): string {
  switch (match.type) {
    case 'comment':
      return `-m comment --comment ${match.text.includes(' ') ? `"${match.text}"` : match.text}`;
    case 'protocol': {
      const protocol = match.protocol.toLowerCase();
      return match.isPlain === true ? `-p ${protocol}` : `-m ${protocol} -p ${protocol}`;
    }
    case 'source':
      return `${match.negated ? '! ' : ''}-s ${match.range.text}`;
    case 'destination':
      return `-d ${match.range.text}`;
    case 'destinationPort':
      return `--dport ${match.port}`;
    case 'addressIsLocal':
      return `-m addrtype ${match.negated === true ? '! ' : ''}${match.end === 'source' ? '--src-type' : '--dst-type'} LOCAL`;
    case 'mark':
      return `-m mark ${match.negated ? '! ' : ''}--mark ${printMark(match.bits)}/${printMark(match.bits)}`;
    case 'conntrack':
      return `-m conntrack ${match.negated ? '! ' : ''}--ctstate ${match.states.join(',')}`;
    case 'nfacct':
      return `-m nfacct --nfacct-name ${match.name}`;
    case 'statistic':
      return `-m statistic --mode random --probability ${match.probability.toFixed(10)}`;
    case 'recentCheck':
      return `-m recent --name ${match.list} --rcheck --seconds ${match.seconds} --reap`;
    case 'recentSet':
      return `-m recent --name ${match.list} --set`;
    case 'set':
      return `-m set --match-set ${match.set} ${match.directions}`;
    case 'notBridged':
      return '-m physdev ! --physdev-is-in';
    case 'virtualServer':
      return `-m ipvs --vaddr ${match.address} --vproto ${match.protocol.toLowerCase()} --vport ${match.port}`;
    default:
      return assertNever(match);
  }
}

function printTarget(target: IptablesTarget): string {
  switch (target.type) {
    case 'jump':
      return `-j ${target.chain}`;
    case 'dnat':
      return `-j DNAT --to-destination ${target.address}:${target.port}`;
    case 'orMark':
      return `-j MARK --or-mark ${printMark(target.bits)}`;
    case 'xorMark':
      return `-j MARK --xor-mark ${printMark(target.bits)}`;
    case 'masquerade':
      return '-j MASQUERADE --random-fully';
    case 'accept':
      return '-j ACCEPT';
    case 'reject':
      return '-j REJECT';
    case 'drop':
      return '-j DROP';
    case 'return':
      return '-j RETURN';
    default:
      return assertNever(target);
  }
}
