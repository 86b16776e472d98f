/** What a node's rules do with an echo request, in each mode: no Service takes it, and some addresses are guarded. */
import { describe, expect, it } from 'vitest';
import { freshClient, proxyService, proxySlice } from '../../testing/proxy-objects.ts';
import { parseIPv4CIDR } from '../net/range.ts';
import { toKnownPorts } from './known-port.ts';
import { lookUp } from './modes.ts';
import { createNodeSetting, type NodeRules, type ProxyMode } from './node-rules.ts';
import type { PacketFate } from './packet.ts';
import { readProxyOptions } from './proxy-input.ts';
import { FixedServiceIndex } from './service-index.ts';

const NODE = '192.168.0.11';
const POD = '10.244.1.9';
const OUTSIDE = '203.0.113.7';
const VIP = '198.51.100.40';
const EXTERNAL = '198.51.100.41';

/** A Service with every door: a cluster IP, an external IP, a load balancer's address and node ports; and one without endpoints. */
function rulesIn(mode: ProxyMode): NodeRules {
  const own = { nodeName: 'node-1', nodeIPs: [NODE], clusterCIDR: '10.244.0.0/16', services: [], slices: [] };
  const range = parseIPv4CIDR('10.96.0.0/16');
  const web = proxyService(
    'web',
    {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      healthCheckNodePort: 32_000,
      loadBalancerSourceRanges: ['203.0.113.128/25'],
      externalIPs: [EXTERNAL],
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30_080 }],
    },
    VIP,
  );
  const empty = proxyService('empty', { clusterIP: '10.96.0.11' });
  return {
    setting: createNodeSetting(mode, readProxyOptions(own), [NODE], range === undefined ? [] : [range]),
    index: new FixedServiceIndex([
      ...toKnownPorts(web, [proxySlice('web', '10.244.1.2', '10.244.2.2')]),
      ...toKnownPorts(empty, []),
    ]),
  };
}

function ping(rules: NodeRules, from: string, to: string): PacketFate {
  const packet = {
    protocol: 'ICMP' as const,
    sourceAddress: from,
    sourcePort: 0,
    destinationAddress: to,
    destinationPort: 0,
    isFromNode: from === NODE,
  };
  return lookUp(rules, packet, freshClient);
}

type Verdicts = Readonly<Record<ProxyMode, PacketFate['verdict']>>;

const LEFT_ALONE: Verdicts = { iptables: 'noMatch', nftables: 'noMatch', ipvs: 'noMatch' };

const rows: readonly (readonly [string, string, Verdicts])[] = [
  ['PROXY162', '10.244.2.2', LEFT_ALONE],
  ['PROXY162', '192.168.0.12', LEFT_ALONE],
  ['PROXY162', NODE, LEFT_ALONE],
  ['PROXY162', '8.8.8.8', LEFT_ALONE],
  ['PROXY163', '10.96.0.10', { iptables: 'noMatch', nftables: 'reject', ipvs: 'reject' }],
  ['PROXY163', '10.96.0.11', { iptables: 'noMatch', nftables: 'reject', ipvs: 'reject' }],
  ['PROXY164', '10.96.0.99', { iptables: 'noMatch', nftables: 'drop', ipvs: 'noMatch' }],
  ['PROXY165', VIP, { iptables: 'noMatch', nftables: 'noMatch', ipvs: 'reject' }],
  ['PROXY165', EXTERNAL, { iptables: 'noMatch', nftables: 'noMatch', ipvs: 'reject' }],
];

describe.each(['iptables', 'nftables', 'ipvs'] as const)('a ping in %s mode', (mode) => {
  const rules = rulesIn(mode);

  it.each(rows.map(([number, to, verdicts]) => [number, to, verdicts[mode]] as const))(
    '%s: to %s meets %s, whoever sends it, and is not masqueraded',
    (_number, to, verdict) => {
      for (const from of [POD, NODE, OUTSIDE]) {
        expect(ping(rules, from, to)).toMatchObject({ verdict, masquerade: false });
      }
    },
  );
});

describe('the rule that turns a ping away', () => {
  it.each([
    [
      'PROXY166',
      'nftables',
      '10.96.0.10',
      'add rule ip kube-proxy cluster-ips-check ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
    ],
    [
      'PROXY166',
      'nftables',
      '10.96.0.99',
      'add rule ip kube-proxy cluster-ips-check ip daddr { 10.96.0.0/16 } drop comment "Drop traffic to unallocated ClusterIPs"',
    ],
    [
      'PROXY166',
      'ipvs',
      '10.96.0.10',
      '-A KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT',
    ],
  ] as const)('%s: in %s mode, to %s, is named', (_number, mode, to, line) => {
    const fate = ping(rulesIn(mode), POD, to);
    expect(fate.matched.map(({ text }) => text)).toContain(line);
    expect(fate.servicePort).toBeUndefined();
  });
});
