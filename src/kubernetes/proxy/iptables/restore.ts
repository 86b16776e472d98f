/** What kube-proxy gives to `iptables-restore --noflush`, and what that does to a table. */
import { indexChains } from './chain-index.ts';
import { BUILT_IN_CHAINS, ENSURED_CHAINS, JUMP_RULES } from './jump-rules.ts';
import { printRule } from './print.ts';
import type { IptablesRule } from './rule.ts';
import type { IptablesRuleSet, IptablesTable, TableName } from './rule-set.ts';
import type { ServiceRules } from './service-rules.ts';
import {
  FIRST_FILTER_RULES,
  FIRST_NAT_RULES,
  LAST_NAT_RULES,
  lastFilterRules,
  STATIC_FILTER_CHAINS,
  STATIC_NAT_CHAINS,
} from './static-rules.ts';

/** The part for one table. Chains that are not declared stay as they are. */
export interface TableRestore {
  readonly name: TableName;
  /** Emptied, and made where they were not. */
  readonly chains: readonly string[];
  readonly rules: readonly IptablesRule[];
  /** Declared too, since only an empty chain can be deleted. */
  readonly deletedChains: readonly string[];
  /** Those that stand after the deletions. */
  readonly lastRules: readonly IptablesRule[];
}

/** Both parts. */
export interface IptablesRestore {
  readonly filter: TableRestore;
  readonly nat: TableRestore;
}

/** The rules of a service port, and whether the chains of its own are to be written again. */
export interface ServiceRestore {
  readonly rules: ServiceRules;
  readonly isRewritten: boolean;
}

/**
 * The input for these service ports. The chains that all service ports share are written in full at each sync.
 * Upstream: pkg/proxy/iptables/proxier.go syncProxyRules (v1.36).
 */
export function writeRestore(
  services: readonly ServiceRestore[],
  deletedChains: readonly string[],
  hasNFAcct: boolean,
): IptablesRestore {
  const filterRules: IptablesRule[] = [...FIRST_FILTER_RULES];
  const natChains: string[] = [...STATIC_NAT_CHAINS];
  const natRules: IptablesRule[] = [...FIRST_NAT_RULES];
  for (const { rules, isRewritten } of services) {
    filterRules.push(...rules.filterRules);
    natRules.push(...rules.entryRules);
    if (!isRewritten) continue;
    natChains.push(...rules.chains);
    natRules.push(...rules.chainRules);
  }
  filterRules.push(...lastFilterRules(hasNFAcct));
  return {
    filter: { name: 'filter', chains: STATIC_FILTER_CHAINS, rules: filterRules, deletedChains: [], lastRules: [] },
    nat: { name: 'nat', chains: natChains, rules: natRules, deletedChains, lastRules: LAST_NAT_RULES },
  };
}

/** A table that is searched only when a packet walks it: it may be large, and is often made to be printed alone. */
class IndexedTable implements IptablesTable {
  readonly name: TableName;
  readonly chains: readonly string[];
  readonly rules: readonly IptablesRule[];
  private index: IptablesTable['byChain'] | undefined;

  constructor(name: TableName, chains: readonly string[], rules: readonly IptablesRule[]) {
    this.name = name;
    this.chains = chains;
    this.rules = rules;
  }

  get byChain(): IptablesTable['byChain'] {
    this.index ??= indexChains(this.chains, this.rules);
    return this.index;
  }
}

/** The table with its chains in the order of their declaration. */
export function createTable(name: TableName, chains: readonly string[], rules: readonly IptablesRule[]): IptablesTable {
  return new IndexedTable(name, chains, rules);
}

/** The table before the first sync. */
export function createEnsuredTable(name: TableName): IptablesTable {
  return createTable(name, ENSURED_CHAINS[name], []);
}

/** The table afterwards; its rules stand by chain, as the kernel keeps them. */
export function applyRestore(table: IptablesTable, restore: TableRestore): IptablesTable {
  const written = indexChains(restore.chains, [...restore.rules, ...restore.lastRules]);
  const byChain = new Map([...table.byChain, ...written]);
  for (const chain of restore.deletedChains) byChain.delete(chain);
  const rules = Array.from(byChain.values()).flatMap((chain) => chain.rules);
  return { name: table.name, chains: Array.from(byChain.keys()), rules, byChain };
}

/** The text for `iptables-restore --noflush`, filter table first; ends in a newline. */
export function printRestore({ filter, nat }: IptablesRestore): string {
  return [filter, nat].map(printTableRestore).join('');
}

/** All tables in the manner of `iptables-save`, with the kernel's own chains; ends in a newline. */
export function printTables({ filter, nat }: IptablesRuleSet): string {
  return [filter, nat]
    .map(({ name, chains, rules }) =>
      printLines(name, [...BUILT_IN_CHAINS[name], ...chains], [...JUMP_RULES[name], ...rules].map(printRule)),
    )
    .join('');
}

function printTableRestore({ name, chains, rules, deletedChains, lastRules }: TableRestore): string {
  const deletions = deletedChains.map((chain) => `-X ${chain}`);
  const lines = [...rules.map(printRule), ...deletions, ...lastRules.map(printRule)];
  return printLines(name, [...chains, ...deletedChains], lines);
}

function printLines(name: TableName, chains: readonly string[], lines: readonly string[]): string {
  const declarations = chains.map((chain) => `:${chain} - [0:0]`);
  return [`*${name}`, ...declarations, ...lines, 'COMMIT'].map((line) => `${line}\n`).join('');
}
