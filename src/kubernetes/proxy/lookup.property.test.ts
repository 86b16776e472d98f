/** Looking a packet up must say what walking all the rules says, whatever Services there are. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import type { EndpointSlice } from '../api/endpointslice.ts';
import type { Service, ServiceSpec } from '../api/service.ts';
import { parseIPv4CIDR } from '../net/range.ts';
import { toKnownPorts } from './known-port.ts';
import { buildFullRules, explain, lookUp, possibleFates, printRules, walk } from './modes.ts';
import { createNodeSetting, type NodeRules, type ProxyMode } from './node-rules.ts';
import type { Packet, PacketContext } from './packet.ts';
import { enumeratePossibleFates, type PossibleFate } from './possible-fates.ts';
import { readProxyOptions } from './proxy-input.ts';
import { FixedServiceIndex } from './service-index.ts';

const NODE = '192.168.0.11';
/** Few of each, so that Services get in one another's way. */
const CLUSTER_IPS = ['10.96.0.1', '10.96.0.2', '10.96.0.3'];
const OUTSIDE_IPS = ['198.51.100.1', '198.51.100.2', NODE];
const POD_IPS = ['10.244.1.1', '10.244.1.2', '10.244.2.1', '10.244.2.2', '10.244.3.1'];
const NODE_PORTS = [30080, 30081];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const;

const policy = fc.constantFrom('Cluster' as const, 'Local' as const);
const spec: fc.Arbitrary<Partial<ServiceSpec>> = fc.record(
  {
    type: fc.constantFrom('ClusterIP' as const, 'NodePort' as const, 'LoadBalancer' as const),
    clusterIP: fc.constantFrom(...CLUSTER_IPS),
    externalIPs: fc.uniqueArray(fc.constantFrom(...OUTSIDE_IPS), { maxLength: 2 }),
    externalTrafficPolicy: policy,
    internalTrafficPolicy: policy,
    sessionAffinity: fc.constantFrom('None' as const, 'ClientIP' as const),
    healthCheckNodePort: fc.constantFrom(0, 30090),
    loadBalancerSourceRanges: fc.subarray(['203.0.113.0/25', '192.168.0.0/16', '10.244.0.0/16']),
    ports: fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('a', 'b'),
        port: fc.constantFrom(80, 443),
        protocol: fc.constantFrom(...PROTOCOLS),
        targetPort: fc.constant(8080),
        nodePort: fc.constantFrom(0, ...NODE_PORTS),
      }),
      { minLength: 1, maxLength: 2, selector: ({ name }) => name },
    ),
  },
  { requiredKeys: ['type', 'clusterIP', 'ports'] },
);

const service = fc.record({ spec, vip: fc.constantFrom(undefined, ...OUTSIDE_IPS) });

const endpoint = fc.record({
  address: fc.constantFrom(...POD_IPS),
  ready: fc.boolean(),
  serving: fc.boolean(),
  terminating: fc.boolean(),
  hasNode: fc.boolean(),
  zone: fc.constantFrom(undefined, 'zone-a', 'zone-b'),
  hintedNode: fc.constantFrom(undefined, 'node-1', 'node-2'),
});

const slice = fc.record({
  of: fc.nat(3),
  port: fc.constantFrom(8080, 80),
  names: fc.subarray(['a', 'b'], { minLength: 1 }),
  protocol: fc.constantFrom(...PROTOCOLS),
  endpoints: fc.array(endpoint, { maxLength: 5 }),
});

const packet: fc.Arbitrary<Packet> = fc
  .record({
    protocol: fc.constantFrom(...PROTOCOLS, 'ICMP'),
    sourceAddress: fc.constantFrom(...POD_IPS, NODE, '127.0.0.1', '203.0.113.7', '203.0.113.200'),
    destinationAddress: fc.constantFrom(
      ...CLUSTER_IPS,
      '10.96.0.9',
      ...OUTSIDE_IPS,
      ...POD_IPS,
      '192.168.0.12',
      '127.0.0.1',
    ),
    destinationPort: fc.constantFrom(80, 443, 8080, 30080, 30081, 30090, 0),
  })
  .map((part) => ({
    ...part,
    ...(part.protocol === 'ICMP' ? { sourcePort: 0, destinationPort: 0 } : { sourcePort: 40_000 }),
    isFromNode: [NODE, '127.0.0.1'].includes(part.sourceAddress),
  }));

const cluster = fc.record({
  services: fc.array(service, { maxLength: 4 }),
  slices: fc.array(slice, { maxLength: 6 }),
  zone: fc.constantFrom(undefined, 'zone-a'),
  masqueradeAll: fc.boolean(),
  hasClusterCIDR: fc.boolean(),
  packets: fc.array(packet, { minLength: 1, maxLength: 12 }),
});

type Cluster = typeof cluster extends fc.Arbitrary<infer T> ? T : never;

function toService({ spec: part, vip }: Cluster['services'][number], index: number): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: 'shop', name: `s${index}` },
    spec: { type: 'ClusterIP', ...part },
    ...(vip === undefined ? {} : { status: { loadBalancer: { ingress: [{ ip: vip }] } } }),
  };
}

function toSlice({ of, port, names, protocol, endpoints }: Cluster['slices'][number], index: number): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace: 'shop', name: `slice-${index}`, labels: { 'kubernetes.io/service-name': `s${of}` } },
    addressType: 'IPv4',
    ports: names.map((name) => ({ name, port, protocol })),
    endpoints: endpoints.map(({ address, ready, serving, terminating, hasNode, zone, hintedNode }) => ({
      addresses: [address],
      conditions: { ready, serving, terminating },
      ...(hasNode ? { nodeName: `node-${address.split('.')[2]}` } : {}),
      ...(zone === undefined && hintedNode === undefined
        ? {}
        : {
            hints: {
              ...(zone === undefined ? {} : { forZones: [{ name: zone }] }),
              ...(hintedNode === undefined ? {} : { forNodes: [{ name: hintedNode }] }),
            },
          }),
    })),
  };
}

function rulesOf(mode: ProxyMode, { services, slices, zone, masqueradeAll, hasClusterCIDR }: Cluster): NodeRules {
  const input = {
    nodeName: 'node-1',
    nodeIPs: [NODE],
    ...(zone === undefined ? {} : { zone }),
    ...(hasClusterCIDR ? { clusterCIDR: '10.244.0.0/16' } : {}),
    masqueradeAll,
    services: [],
    slices: [],
  };
  const made = slices.map(toSlice);
  const ports = services.map(toService).flatMap((each) =>
    toKnownPorts(
      each,
      made.filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === each.metadata.name),
    ),
  );
  const serviceCIDR = parseIPv4CIDR('10.96.0.0/16');
  return {
    setting: createNodeSetting(mode, readProxyOptions(input), [NODE], serviceCIDR === undefined ? [] : [serviceCIDR]),
    index: new FixedServiceIndex(ports),
  };
}

/** Chance and memory that note what they are asked for. */
function chanceOf(seed: number): PacketContext & { readonly asked: readonly string[] } {
  const random = createRandom(seed, 'kube-proxy');
  const asked: string[] = [];
  return {
    asked,
    random: () => {
      asked.push('random');
      return random.next();
    },
    rotate: (virtualServer, servers) => {
      asked.push(`rotate ${virtualServer}`);
      return random.below(servers.length);
    },
    recentlySeen: (list, source, seconds) => {
      asked.push(`recentlySeen ${list} ${source} ${seconds}`);
      return random.below(3) === 0;
    },
  };
}

/** Fates in one order and with their probabilities to so many digits as rules have. */
function describeFates(fates: readonly PossibleFate[]): readonly string[] {
  return fates.map(({ fate, probability }) => `${probability.toFixed(6)} ${JSON.stringify(fate)}`).toSorted();
}

describe.each(['iptables', 'nftables', 'ipvs'] as const)('lookUp in %s mode', (mode) => {
  it('PROXY97: says what a walk through all the rules says: fates, probabilities, masquerading, matched rules', () => {
    fc.assert(
      fc.property(cluster, (given) => {
        const rules = rulesOf(mode, given);
        const full = buildFullRules(rules);
        for (const each of given.packets) {
          const walked = enumeratePossibleFates((decisions) => walk(full, each, decisions));
          expect(describeFates(possibleFates(rules, each))).toEqual(describeFates(walked));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('PROXY98: says the same of a client that is remembered', () => {
    fc.assert(
      fc.property(cluster, fc.nat(4), (given, remembered) => {
        const rules = rulesOf(mode, given);
        const full = buildFullRules(rules);
        const isRemembered = (list: string): boolean => list.length % 5 === remembered || /[AEIOU2]$/.test(list);
        const always = { choose: () => 0, pick: () => 0, rotate: () => 0, recentlySeen: isRemembered };
        const context = { random: () => 0, rotate: () => 0, recentlySeen: isRemembered };
        for (const each of given.packets) {
          expect(lookUp(rules, each, context)).toEqual(walk(full, each, always));
        }
      }),
      { numRuns: 80 },
    );
  });

  it('PROXY97: says and draws the same whoever has sent packets before', () => {
    fc.assert(
      fc.property(cluster, fc.nat(), (given, seed) => {
        const used = rulesOf(mode, given);
        const [before, now] = [chanceOf(seed), chanceOf(seed)];
        for (const each of [...given.packets, ...given.packets, ...given.packets]) {
          expect(lookUp(used, each, now)).toEqual(lookUp({ ...used }, each, before));
        }
        expect(now.asked).toEqual(before.asked);
      }),
      { numRuns: 80 },
    );
  });

  it('PROXY99: explains with lines that all stand in the printed rules', () => {
    fc.assert(
      fc.property(cluster, (given) => {
        const rules = rulesOf(mode, given);
        const lines = new Set(printRules(rules).split('\n'));
        for (const each of given.packets) {
          const matched = explain(rules, each);
          expect(matched.filter((line) => !lines.has(line))).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
