/** All rules of a node as data: tables of chains of rules. */
import type { ChainIndex } from './chain-index.ts';
import type { IptablesRule } from './rule.ts';

/** The tables that kube-proxy writes. */
export type TableName = 'filter' | 'nat';

/** A table: its chains in the order of their declaration, its rules in the order of the text. */
export interface IptablesTable {
  readonly name: TableName;
  readonly chains: readonly string[];
  readonly rules: readonly IptablesRule[];
  /** The same rules by chain, made to be searched quickly. */
  readonly byChain: ReadonlyMap<string, ChainIndex>;
}

/** All that one node's kube-proxy has written. */
export interface IptablesRuleSet {
  readonly filter: IptablesTable;
  readonly nat: IptablesTable;
  /** The node's own addresses, as unsigned 32-bit numbers, besides 127.0.0.0/8. */
  readonly localAddresses: ReadonlySet<number>;
}
