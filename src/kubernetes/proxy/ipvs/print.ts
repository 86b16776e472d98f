/** What stands on a node in ipvs mode, as `ipvsadm -Sn`, `ipset save` and `iptables-save` print it. */
import type { Protocol } from '../../api/meta.ts';
import type { ProxyEndpoint } from '../endpoints.ts';
import { BUILT_IN_CHAINS } from '../iptables/jump-rules.ts';
import { printRule } from '../iptables/print.ts';
import type { TableName } from '../iptables/rule-set.ts';
import type { ProxyOptions } from '../proxy-input.ts';
import { IP_SETS, type IpSet, type IpSetName } from './names.ts';
import type { IpvsRuleSet, VirtualServer } from './rule-set.ts';
import { CHAINS, filterRules, JUMP_RULES, natRules } from './static-rules.ts';

const SERVICE_FLAGS: Readonly<Record<Protocol, string>> = { TCP: '-t', UDP: '-u', SCTP: '--sctp-service' };

/** A virtual server's name among ipvsadm's arguments: `-t 10.96.0.10:53`. */
export function virtualServerName({ protocol, port }: VirtualServer, address: string): string {
  return `${SERVICE_FLAGS[protocol]} ${address}:${port}`;
}

/** The same with one of its real servers. */
export function realServerName(virtualServer: string, { text }: ProxyEndpoint): string {
  return `${virtualServer} -r ${text}`;
}

/** The line that adds the virtual server. */
export function printVirtualServer(server: VirtualServer, address: string): string {
  const { persistentSeconds } = server;
  const persistence = persistentSeconds === undefined ? '' : ` -p ${persistentSeconds}`;
  return `-A ${virtualServerName(server, address)} -s rr${persistence}`;
}

/** The line that adds one of its real servers. */
export function printRealServer(virtualServer: string, real: ProxyEndpoint): string {
  return `-a ${realServerName(virtualServer, real)} -m -w 1`;
}

/** All of it; ends in a newline. */
export function printIpvsRules(ruleSet: IpvsRuleSet, options: ProxyOptions): string {
  const servers = Array.from(ruleSet.servers.values()).flatMap((server) => [
    printVirtualServer(server, server.address),
    ...server.reals.map((real) => printRealServer(virtualServerName(server, server.address), real)),
  ]);
  const isWritten = (set: IpSetName): boolean => (ruleSet.sets.get(set)?.size ?? 0) > 0;
  return [
    ...servers,
    ...Object.entries(IP_SETS).flatMap(([name, set]) => printSet(ruleSet, name, set)),
    ...printTable('filter', filterRules(ruleSet.outFilters, isWritten).map(printRule)),
    ...printTable('nat', natRules(options, isWritten).map(printRule)),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function printSet({ sets }: IpvsRuleSet, name: string, { type }: IpSet): readonly string[] {
  const entries = sets.get(name as IpSetName)?.values() ?? []; // the names of IP_SETS
  return [`create ${name} ${type}`, ...Array.from(entries, ({ text }) => `add ${name} ${text}`)];
}

function printTable(table: TableName, rules: readonly string[]): readonly string[] {
  const chains = [...BUILT_IN_CHAINS[table], ...CHAINS[table]].map((chain) => `:${chain} - [0:0]`);
  return [`*${table}`, ...chains, ...JUMP_RULES[table].map(printRule), ...rules, 'COMMIT'];
}
