/** The rules that lead from the kernel's own chains into kube-proxy's, and the chains that they need. */
import {
  KUBE_EXTERNAL_SERVICES,
  KUBE_FIREWALL,
  KUBE_FORWARD,
  KUBE_NODEPORTS,
  KUBE_POSTROUTING,
  KUBE_PROXY_FIREWALL,
  KUBE_SERVICES,
} from './chain-names.ts';
import type { IptablesMatch, IptablesRule } from './rule.ts';
import type { TableName } from './rule-set.ts';

/** The kernel's own chains, which it calls by itself. */
export type BuiltInChain = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';

/** The kernel's own chains of each table. */
export const BUILT_IN_CHAINS: Readonly<Record<TableName, readonly BuiltInChain[]>> = {
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
};

/** The chains that stand there before the first sync, in the order in which they are made. */
export const ENSURED_CHAINS: Readonly<Record<TableName, readonly string[]>> = {
  filter: [KUBE_EXTERNAL_SERVICES, KUBE_NODEPORTS, KUBE_SERVICES, KUBE_FORWARD, KUBE_PROXY_FIREWALL, KUBE_FIREWALL],
  nat: [KUBE_SERVICES, KUBE_POSTROUTING],
};

const FIREWALL = 'kubernetes load balancer firewall';
const SERVICES = 'kubernetes service portals';
const EXTERNAL_SERVICES = 'kubernetes externally-visible service portals';

/** Upstream: pkg/proxy/iptables/proxier.go iptablesJumpChains and iptablesKubeletJumpChains (v1.36). */
export const JUMP_RULES: Readonly<Record<TableName, readonly IptablesRule[]>> = {
  filter: [
    jump('INPUT', KUBE_FIREWALL, []),
    jump('INPUT', KUBE_PROXY_FIREWALL, ifNew(FIREWALL)),
    jump('INPUT', KUBE_NODEPORTS, comment('kubernetes health check service ports')),
    jump('INPUT', KUBE_EXTERNAL_SERVICES, ifNew(EXTERNAL_SERVICES)),
    jump('FORWARD', KUBE_PROXY_FIREWALL, ifNew(FIREWALL)),
    jump('FORWARD', KUBE_FORWARD, comment('kubernetes forwarding rules')),
    jump('FORWARD', KUBE_SERVICES, ifNew(SERVICES)),
    jump('FORWARD', KUBE_EXTERNAL_SERVICES, ifNew(EXTERNAL_SERVICES)),
    jump('OUTPUT', KUBE_FIREWALL, []),
    jump('OUTPUT', KUBE_PROXY_FIREWALL, ifNew(FIREWALL)),
    jump('OUTPUT', KUBE_SERVICES, ifNew(SERVICES)),
  ],
  nat: [
    jump('PREROUTING', KUBE_SERVICES, comment(SERVICES)),
    jump('OUTPUT', KUBE_SERVICES, comment(SERVICES)),
    jump('POSTROUTING', KUBE_POSTROUTING, comment('kubernetes postrouting rules')),
  ],
};

/** To which chains a built-in chain leads, in order. That some ask for new connections makes no difference to first packets. */
export function jumpTargets(table: TableName, chain: BuiltInChain): readonly string[] {
  return TARGETS[table].get(chain) ?? [];
}

const TARGETS: Readonly<Record<TableName, ReadonlyMap<string, readonly string[]>>> = {
  filter: targetsByChain('filter'),
  nat: targetsByChain('nat'),
};

function targetsByChain(table: TableName): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>(BUILT_IN_CHAINS[table].map((chain) => [chain, []]));
  for (const { chain, target } of JUMP_RULES[table]) {
    if (target?.type === 'jump') targets.get(chain)?.push(target.chain);
  }
  return targets;
}

function jump(chain: BuiltInChain, target: string, matches: readonly IptablesMatch[]): IptablesRule {
  return { chain, matches, target: { type: 'jump', chain: target } };
}

function comment(text: string): readonly IptablesMatch[] {
  return [{ type: 'comment', text }];
}

function ifNew(text: string): readonly IptablesMatch[] {
  return [{ type: 'conntrack', states: ['NEW'], negated: false }, ...comment(text)];
}
