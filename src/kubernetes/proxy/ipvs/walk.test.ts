/** What a node in ipvs mode does with packets: place of the client x kind of Service x policy. */
import { describe, expect, it } from 'vitest';
import { proxyService as service, proxySlice as slice } from '../../../testing/proxy-objects.ts';
import type { EndpointSlice } from '../../api/endpointslice.ts';
import type { Service, ServiceSpec } from '../../api/service.ts';
import { toKnownPorts } from '../known-port.ts';
import { lookUp, possibleFates, printRules } from '../modes.ts';
import { createNodeSetting, type NodeRules } from '../node-rules.ts';
import { readProxyOptions } from '../proxy-input.ts';
import { FixedServiceIndex } from '../service-index.ts';

const NODE = '192.168.0.11';
const BOTH = slice('web', '10.244.1.2', '10.244.2.2');
const THERE = slice('web', '10.244.2.2');
const VIP = '198.51.100.40';
const nodePorts = [{ port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30080 }] as const;

function rules(part: Partial<ServiceSpec>, slices: readonly EndpointSlice[], ip?: string): NodeRules {
  return rulesFor([[service('web', part, ip), slices]]);
}

function rulesFor(services: readonly (readonly [Service, readonly EndpointSlice[]])[]): NodeRules {
  const own = { nodeName: 'node-1', nodeIPs: [NODE], clusterCIDR: '10.244.0.0/16' };
  return {
    setting: createNodeSetting('ipvs', readProxyOptions({ ...own, services: [], slices: [] }), [NODE], []),
    index: new FixedServiceIndex(services.flatMap(([each, slices]) => toKnownPorts(each, slices))),
  };
}

/** Every end as `address verdict`, with a star where the packet is masqueraded. */
function ends(given: NodeRules, from: string, to: string): readonly string[] {
  const [destinationAddress = '', port] = to.split(':');
  const packet = {
    protocol: 'TCP' as const,
    sourceAddress: from,
    sourcePort: 40_000,
    destinationAddress,
    destinationPort: Number(port),
    isFromNode: from === NODE || from.startsWith('127.'),
  };
  return possibleFates(given, packet)
    .map(({ fate }) => `${fate.destination?.address ?? fate.verdict}${fate.masquerade ? '*' : ''}`)
    .toSorted();
}

const POD = '10.244.1.9';
const OUTSIDE = '203.0.113.7';
const external = { type: 'LoadBalancer', ports: nodePorts } as const;
const local = { ...external, externalTrafficPolicy: 'Local' } as const;
const near = { ...external, internalTrafficPolicy: 'Local' } as const;
const ranges = { ...external, loadBalancerSourceRanges: ['203.0.113.0/25'] };

describe('a packet in ipvs mode', () => {
  it.each<readonly [string, Partial<ServiceSpec>, readonly EndpointSlice[], string, string, readonly string[]]>([
    ['a pod reaches all', {}, [BOTH], POD, '10.96.0.10:80', ['10.244.1.2', '10.244.2.2']],
    ['a process is masqueraded', {}, [BOTH], NODE, '10.96.0.10:80', ['10.244.1.2*', '10.244.2.2*']],
    [
      'a pod that reaches itself is masqueraded',
      {},
      [BOTH],
      '10.244.1.2',
      '10.96.0.10:80',
      ['10.244.1.2*', '10.244.2.2'],
    ],
    ['nobody there: refused', {}, [], POD, '10.96.0.10:80', ['reject']],
    ['nobody there, from the node: refused', {}, [], NODE, '10.96.0.10:80', ['reject']],
    ['a port that is not served is refused', {}, [BOTH], POD, '10.96.0.10:81', ['reject']],
    ['the same from the node', {}, [BOTH], NODE, '10.96.0.10:81', ['reject']],
    ['a ping is refused', {}, [BOTH], POD, '10.96.0.10:0', ['reject']],
    ['another cluster IP is left alone', {}, [BOTH], POD, '10.96.0.11:80', ['noMatch']],
    ['a node port is masqueraded', external, [BOTH], OUTSIDE, `${NODE}:30080`, ['10.244.1.2*', '10.244.2.2*']],
    ['not by way of the loopback', external, [BOTH], '127.0.0.1', '127.0.0.1:30080', ['noMatch']],
    ['a node port under Local keeps the source', local, [BOTH], OUTSIDE, `${NODE}:30080`, ['10.244.1.2']],
    ['without a local endpoint others are taken', local, [THERE], OUTSIDE, `${NODE}:30080`, ['10.244.2.2']],
    ['a load balancer address is masqueraded', external, [BOTH], OUTSIDE, `${VIP}:80`, ['10.244.1.2*', '10.244.2.2*']],
    ['but not under Local', local, [BOTH], OUTSIDE, `${VIP}:80`, ['10.244.1.2']],
    ['source ranges let in', ranges, [BOTH], OUTSIDE, `${VIP}:80`, ['10.244.1.2*', '10.244.2.2*']],
    ['source ranges keep out', ranges, [BOTH], '203.0.113.200', `${VIP}:80`, ['drop']],
    [
      'node ports are not subject to them',
      ranges,
      [BOTH],
      '203.0.113.200',
      `${NODE}:30080`,
      ['10.244.1.2*', '10.244.2.2*'],
    ],
    ['the node itself is kept out as well', ranges, [BOTH], NODE, `${VIP}:80`, ['drop']],
    ['internal Local takes the local one', near, [BOTH], POD, '10.96.0.10:80', ['10.244.1.2']],
    ['internal Local without one takes others', near, [THERE], POD, '10.96.0.10:80', ['10.244.2.2']],
    [
      'internal Local alone knows no others',
      { internalTrafficPolicy: 'Local' },
      [THERE],
      POD,
      '10.96.0.10:80',
      ['reject'],
    ],
  ])('PROXY90: %s', (_what, part, slices, from, to, expected) => {
    expect(ends(rules(part, slices, part.type === 'LoadBalancer' ? VIP : undefined), from, to)).toEqual(expected);
  });

  it('PROXY91: stays with the server that the client had', () => {
    const sticky = rules({ sessionAffinity: 'ClientIP' }, [BOTH]);
    const packet = {
      protocol: 'TCP' as const,
      sourceAddress: POD,
      sourcePort: 40_000,
      destinationAddress: '10.96.0.10',
      destinationPort: 80,
      isFromNode: false,
    };
    const list = '-t 10.96.0.10:80 -r 10.244.2.2:8080';
    const fate = lookUp(sticky, packet, { random: () => 0, recentlySeen: (each) => each === list });
    expect(fate.destination?.address).toBe('10.244.2.2');
    expect(fate.affinity).toEqual({ set: [list], isSticky: true });
  });

  it('PROXY92: is printed as ipvsadm, ipset and iptables-save print it', () => {
    const text = printRules(rules({ ...local, sessionAffinity: 'ClientIP' }, [BOTH], VIP));
    const wanted = [
      '-A -t 10.96.0.10:80 -s rr -p 10800',
      '-a -t 10.96.0.10:80 -r 10.244.1.2:8080 -m -w 1',
      '-a -t 10.96.0.10:80 -r 10.244.2.2:8080 -m -w 1',
      `-A -t ${VIP}:80 -s rr -p 10800`,
      `-a -t ${VIP}:80 -r 10.244.1.2:8080 -m -w 1`,
      `-A -t ${NODE}:30080 -s rr -p 10800`,
      'add KUBE-CLUSTER-IP 10.96.0.10,tcp:80',
      `add KUBE-LOAD-BALANCER-LOCAL ${VIP},tcp:80`,
      'add KUBE-NODE-PORT-LOCAL-TCP 30080',
      'add KUBE-LOOP-BACK 10.244.1.2,tcp:8080,10.244.1.2',
      `add KUBE-IPVS-IPS ${VIP}`,
      '-A KUBE-NODE-PORT -p tcp -m comment --comment "Kubernetes nodeport TCP port with externalTrafficPolicy=local" -m set --match-set KUBE-NODE-PORT-LOCAL-TCP dst -j RETURN',
      '-A KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT',
    ];
    const lines = text.split('\n');
    expect(wanted.filter((line) => !lines.includes(line))).toEqual([]);
    // Rules on sets without entries are not written.
    expect(lines.filter((line) => line.includes('--match-set KUBE-NODE-PORT-UDP'))).toEqual([]);
  });
});
