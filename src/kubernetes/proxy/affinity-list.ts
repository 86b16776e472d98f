/** Where a node remembers which client it sent to which endpoint. */
import { iptablesFragment } from './iptables/fragment.ts';
import { ruleOptions } from './iptables/chain-source.ts';
import { ipvsFragment } from './ipvs/fragment.ts';
import { realServerName, virtualServerName } from './ipvs/print.ts';
import type { KnownPort } from './known-port.ts';
import { nftablesFragment } from './nftables/fragment.ts';
import type { NodeRules } from './node-rules.ts';

/**
 * Whether the rules of the service port name the list: an endpoint's `recent` list (iptables), an endpoint's set
 * (nftables), or what a virtual server remembers of one of its real servers (ipvs). The kernel drops those that no rule
 * names any more.
 */
export function namesAffinityList(rules: NodeRules, port: KnownPort, list: string): boolean {
  const { mode, options, nodeIPs } = rules.setting;
  switch (mode) {
    case 'iptables':
      return iptablesFragment(port, ruleOptions(rules)).own.has(list);
    case 'nftables':
      return nftablesFragment(port, options).objects.sets.some(({ name }) => name === list);
    case 'ipvs':
      return ipvsFragment(port, rules.setting).servers.some((server) =>
        (server.address === undefined ? nodeIPs : [server.address]).some((address) =>
          server.reals.some((real) => realServerName(virtualServerName(server, address), real) === list),
        ),
      );
  }
}
