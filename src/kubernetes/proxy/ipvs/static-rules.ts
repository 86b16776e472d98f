/** The iptables rules beside the virtual servers: they mark what is to be masqueraded, and turn away what is not served. */
import { MASQUERADE_MARK } from '../masquerade-mark.ts';
import { LOOPBACK } from '../node-addresses.ts';
import type { ProxyOptions } from '../proxy-input.ts';
import type { IptablesMatch, IptablesRule, IptablesTarget } from '../iptables/rule.ts';
import type { TableName } from '../iptables/rule-set.ts';
import {
  IP_SETS,
  KUBE_FORWARD,
  KUBE_IPVS_FILTER,
  KUBE_IPVS_OUT_FILTER,
  KUBE_LOAD_BALANCER,
  KUBE_MARK_MASQ,
  KUBE_NODE_PORT,
  KUBE_POSTROUTING,
  KUBE_PROXY_FIREWALL,
  KUBE_SERVICES,
  KUBE_SOURCE_RANGES_FIREWALL,
  type IpSet,
  type IpSetName,
} from './names.ts';
import type { OutFilter } from './rule-set.ts';

/** The chains of both tables. Upstream: pkg/proxy/ipvs/proxier.go iptablesChains (v1.36). */
export const CHAINS: Readonly<Record<TableName, readonly string[]>> = {
  filter: [
    KUBE_FORWARD,
    KUBE_NODE_PORT,
    KUBE_PROXY_FIREWALL,
    KUBE_SOURCE_RANGES_FIREWALL,
    KUBE_IPVS_FILTER,
    KUBE_IPVS_OUT_FILTER,
  ],
  nat: [KUBE_SERVICES, KUBE_POSTROUTING, KUBE_NODE_PORT, KUBE_LOAD_BALANCER, KUBE_MARK_MASQ],
};

/**
 * From the kernel's chains into these; each was put in front of those before it.
 * Upstream: pkg/proxy/ipvs/proxier.go iptablesJumpChain and createAndLinkKubeChain (v1.36).
 */
export const JUMP_RULES: Readonly<Record<TableName, readonly IptablesRule[]>> = {
  filter: [
    jumpFrom('INPUT', KUBE_IPVS_FILTER, 'kubernetes ipvs access filter'),
    jumpFrom('INPUT', KUBE_PROXY_FIREWALL, 'kube-proxy firewall rules'),
    jumpFrom('INPUT', KUBE_NODE_PORT, 'kubernetes health check rules'),
    jumpFrom('FORWARD', KUBE_PROXY_FIREWALL, 'kube-proxy firewall rules'),
    jumpFrom('FORWARD', KUBE_FORWARD, 'kubernetes forwarding rules'),
    jumpFrom('OUTPUT', KUBE_IPVS_OUT_FILTER, 'kubernetes ipvs access filter'),
  ],
  nat: [
    jumpFrom('PREROUTING', KUBE_SERVICES, 'kubernetes service portals'),
    jumpFrom('OUTPUT', KUBE_SERVICES, 'kubernetes service portals'),
    jumpFrom('POSTROUTING', KUBE_POSTROUTING, 'kubernetes postrouting rules'),
  ],
};

/** Upstream: pkg/proxy/ipvs/proxier.go writeIptablesRules (v1.36), the nat table; `isWritten` leaves out rules on empty sets. */
export function natRules(options: ProxyOptions, isWritten: (set: IpSetName) => boolean): readonly IptablesRule[] {
  const accept: IptablesTarget = { type: 'accept' };
  const fromOutside: readonly IptablesMatch[] = [{ type: 'notBridged' }, local('source', true)];
  const rules: readonly SetRule[] = [
    rule(KUBE_SERVICES, [{ type: 'source', range: LOOPBACK, negated: false }], { type: 'return' }),
    onSet(KUBE_POSTROUTING, 'KUBE-LOOP-BACK', 'dst,dst,src', { type: 'masquerade' }),
    onSet(KUBE_SERVICES, 'KUBE-LOAD-BALANCER', 'dst,dst', jump(KUBE_LOAD_BALANCER)),
    onSet(KUBE_LOAD_BALANCER, 'KUBE-LOAD-BALANCER-LOCAL', 'dst,dst', { type: 'return' }),
    ...(['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) => nodePortRules(protocol)),
    ...clusterIPRules(options),
    onSet(KUBE_SERVICES, 'KUBE-EXTERNAL-IP', 'dst,dst', jump(KUBE_MARK_MASQ)),
    ...(['KUBE-EXTERNAL-IP', 'KUBE-EXTERNAL-IP-LOCAL'] as const).flatMap((set) => [
      onSet(KUBE_SERVICES, set, 'dst,dst', accept, [], fromOutside),
      onSet(KUBE_SERVICES, set, 'dst,dst', accept, [], [local('destination')]),
    ]),
    rule(KUBE_SERVICES, [local('destination')], jump(KUBE_NODE_PORT)),
    rule(KUBE_LOAD_BALANCER, [], jump(KUBE_MARK_MASQ)),
    bareSet(KUBE_SERVICES, 'KUBE-CLUSTER-IP', 'dst,dst', accept),
    bareSet(KUBE_SERVICES, 'KUBE-LOAD-BALANCER', 'dst,dst', accept),
    rule(KUBE_POSTROUTING, [{ type: 'mark', bits: MASQUERADE_MARK, negated: true }], { type: 'return' }),
    rule(KUBE_POSTROUTING, [], { type: 'xorMark', bits: MASQUERADE_MARK }),
    rule(KUBE_POSTROUTING, [{ type: 'comment', text: 'kubernetes service traffic requiring SNAT' }], {
      type: 'masquerade',
    }),
    rule(KUBE_MARK_MASQ, [], { type: 'orMark', bits: MASQUERADE_MARK }),
  ];
  return written(rules, isWritten);
}

/** The same of the filter table. */
export function filterRules(
  outFilters: readonly OutFilter[],
  isWritten: (set: IpSetName) => boolean,
): readonly IptablesRule[] {
  const back: IptablesTarget = { type: 'return' };
  const rules: readonly SetRule[] = [
    onSet(KUBE_PROXY_FIREWALL, 'KUBE-LOAD-BALANCER-FW', 'dst,dst', jump(KUBE_SOURCE_RANGES_FIREWALL)),
    onSet(KUBE_SOURCE_RANGES_FIREWALL, 'KUBE-LOAD-BALANCER-SOURCE-CIDR', 'dst,dst,src', back),
    onSet(KUBE_SOURCE_RANGES_FIREWALL, 'KUBE-LOAD-BALANCER-SOURCE-IP', 'dst,dst,src', back),
    rule(KUBE_SOURCE_RANGES_FIREWALL, [], { type: 'drop' }),
    ...outFilters.map(outFilterRule),
    rule(
      KUBE_FORWARD,
      [
        { type: 'comment', text: 'kubernetes forwarding rules' },
        { type: 'mark', bits: MASQUERADE_MARK, negated: false },
      ],
      { type: 'accept' },
    ),
    rule(
      KUBE_FORWARD,
      [
        { type: 'comment', text: 'kubernetes forwarding conntrack rule' },
        { type: 'conntrack', states: ['RELATED', 'ESTABLISHED'], negated: false },
      ],
      { type: 'accept' },
    ),
    always(onSet(KUBE_NODE_PORT, 'KUBE-HEALTH-CHECK-NODE-PORT', 'dst', { type: 'accept' })),
    ...(['KUBE-LOAD-BALANCER', 'KUBE-CLUSTER-IP', 'KUBE-EXTERNAL-IP', 'KUBE-EXTERNAL-IP-LOCAL'] as const).map((set) =>
      always(bareSet(KUBE_IPVS_FILTER, set, 'dst,dst', back)),
    ),
    always(bareSet(KUBE_IPVS_FILTER, 'KUBE-HEALTH-CHECK-NODE-PORT', 'dst', back)),
    always({
      ...bareSet(KUBE_IPVS_FILTER, 'KUBE-IPVS-IPS', 'dst', { type: 'reject' }),
      matches: [
        { type: 'conntrack', states: ['NEW'], negated: false },
        { type: 'set', set: 'KUBE-IPVS-IPS', directions: 'dst' },
      ],
    }),
  ];
  return written(rules, isWritten);
}

/** A rule that stands there only while its set has entries. */
interface SetRule extends IptablesRule {
  readonly onlyWith?: IpSetName;
}

function written(rules: readonly SetRule[], isWritten: (set: IpSetName) => boolean): readonly IptablesRule[] {
  return rules
    .filter(({ onlyWith }) => onlyWith === undefined || isWritten(onlyWith))
    .map(({ onlyWith: _onlyWith, ...own }) => own);
}

/** Masquerades what comes to clusterIPs from outside the pods; without a way to tell pods, what comes from a clusterIP itself. */
function clusterIPRules({ masqueradeAll, clusterCIDR }: ProxyOptions): readonly SetRule[] {
  const set = 'KUBE-CLUSTER-IP';
  if (masqueradeAll) return [onSet(KUBE_SERVICES, set, 'dst,dst', jump(KUBE_MARK_MASQ))];
  if (clusterCIDR === undefined) return [onSet(KUBE_SERVICES, set, 'src,dst', jump(KUBE_MARK_MASQ))];
  const fromOutside: IptablesMatch = { type: 'source', range: clusterCIDR, negated: true };
  return [onSet(KUBE_SERVICES, set, 'dst,dst', jump(KUBE_MARK_MASQ), [], [fromOutside])];
}

function nodePortRules(protocol: 'TCP' | 'UDP' | 'SCTP'): readonly SetRule[] {
  const suffix = protocol === 'SCTP' ? 'SCTP-HASH' : protocol;
  const directions = protocol === 'SCTP' ? 'dst,dst' : 'dst';
  const before: readonly IptablesMatch[] = [{ type: 'protocol', protocol, isPlain: true }];
  return [
    onSet(KUBE_NODE_PORT, `KUBE-NODE-PORT-LOCAL-${suffix}`, directions, { type: 'return' }, before),
    onSet(KUBE_NODE_PORT, `KUBE-NODE-PORT-${suffix}`, directions, jump(KUBE_MARK_MASQ), before),
  ];
}

/** The node sends to a load balancer's address from that very address. */
function outFilterRule({ address, info }: OutFilter): IptablesRule {
  return {
    ...rule(KUBE_IPVS_OUT_FILTER, [{ type: 'virtualServer', address, protocol: info.protocol, port: info.port }], {
      type: 'drop',
    }),
    servicePort: info.name,
  };
}

function onSet(
  chain: string,
  set: IpSetName,
  directions: string,
  target: IptablesTarget,
  before: readonly IptablesMatch[] = [],
  after: readonly IptablesMatch[] = [],
): SetRule {
  const { comment = '' }: IpSet = IP_SETS[set];
  const matches: readonly IptablesMatch[] = [
    ...before,
    { type: 'comment', text: comment },
    { type: 'set', set, directions },
    ...after,
  ];
  return { chain, matches, target, onlyWith: set };
}

function bareSet(chain: string, set: IpSetName, directions: string, target: IptablesTarget): SetRule {
  return { chain, matches: [{ type: 'set', set, directions }], target, onlyWith: set };
}

function always({ onlyWith: _onlyWith, ...own }: SetRule): IptablesRule {
  return own;
}

function rule(chain: string, matches: readonly IptablesMatch[], target: IptablesTarget): IptablesRule {
  return { chain, matches, target };
}

function jumpFrom(chain: string, target: string, comment: string): IptablesRule {
  return rule(chain, [{ type: 'comment', text: comment }], jump(target));
}

function jump(chain: string): IptablesTarget {
  return { type: 'jump', chain };
}

function local(end: 'source' | 'destination', negated = false): IptablesMatch {
  return { type: 'addressIsLocal', end, ...(negated ? { negated } : {}) };
}
