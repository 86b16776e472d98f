import { describe, expect, it } from 'vitest';
import {
  freshClient as fresh,
  proxyInput,
  proxyPacket as packet,
  proxyService as service,
  proxySlice as slice,
} from '../../../testing/proxy-objects.ts';
import type { EndpointSlice } from '../../api/endpointslice.ts';
import type { Service } from '../../api/service.ts';
import { buildNftablesRules, type NftablesInput } from './build.ts';
import { enumerateNftablesFates } from './enumerate.ts';
import { serviceChainNames } from './names.ts';
import { printNftablesRules } from './print.ts';
import type { NftablesRuleSet } from './rule-set.ts';
import { walkNftables } from './walk.ts';

const serviceCIDRs = ['10.96.0.0/12'];

function rules(services: readonly Service[], ...slices: readonly EndpointSlice[]): NftablesRuleSet {
  return buildNftablesRules({ ...proxyInput(services, ...slices), serviceCIDRs });
}

const nodePorts = [{ port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30080 }] as const;
const endpoints = slice('web', '10.244.1.2', '10.244.2.2');

describe('walkNftables', () => {
  it('PROXY70: lists the rules that a packet to a clusterIP matched, each with the element that it found', () => {
    const fate = walkNftables(rules([service('web')], endpoints), packet('10.244.1.5', '10.96.0.10:80'), fresh);
    const chain = 'service-452DNVGS-shop/web/tcp/';
    expect(fate).toMatchObject({
      verdict: 'dnat',
      destination: { address: '10.244.1.2', port: 8080 },
      masquerade: false,
      isDeliveredLocally: false,
      servicePort: { namespace: 'shop', name: 'web', port: '', protocol: 'TCP' },
      endpointCount: 2,
    });
    expect(fate.matched.map(({ text }) => text.replace(/^add (\w+) ip kube-proxy /, '$1 '))).toEqual([
      'rule services ip daddr . meta l4proto . th dport vmap @service-ips',
      `element service-ips { 10.96.0.10 . tcp . 80 : goto ${chain} }`,
      `rule ${chain} meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.244.1.2 . 8080 , 1 : 10.244.2.2 . 8080 }`,
    ]);
  });

  it.each([
    ['rejects a port of a clusterIP that no Service has', '10.96.0.10:81', 'reject'],
    ['drops what is for a clusterIP that no Service has', '10.96.0.11:80', 'drop'],
    ['leaves alone what is for nobody here', '10.0.0.1:80', 'noMatch'],
  ])('PROXY71: %s', (_title, to, verdict) => {
    const ruleSet = rules([service('web')], endpoints);
    for (const from of ['10.244.1.5', '192.168.0.11', '203.0.113.9']) {
      expect(walkNftables(ruleSet, packet(from, to), fresh).verdict).toBe(verdict);
    }
  });

  it('PROXY72: names the Service when it rejects for want of endpoints', () => {
    expect(walkNftables(rules([service('web')]), packet('10.244.1.5', '10.96.0.10:80'), fresh)).toMatchObject({
      verdict: 'reject',
      masquerade: false,
      servicePort: { name: 'web' },
      endpointCount: 0,
    });
  });

  it('PROXY73: takes node ports on the primary address only, unless nodePortAddresses name others', () => {
    const input: NftablesInput = {
      ...proxyInput([service('web', { type: 'NodePort', ports: nodePorts })], endpoints),
      nodeIPs: ['192.168.0.11', '172.16.0.11'],
    };
    const second = packet('203.0.113.9', '172.16.0.11:30080');
    const local = packet('192.168.0.11', '127.0.0.1:30080');
    expect(walkNftables(buildNftablesRules(input), second, fresh).verdict).toBe('noMatch');
    expect(walkNftables(buildNftablesRules(input), local, fresh).verdict).toBe('noMatch');
    const chosen = buildNftablesRules({ ...input, nodePortAddresses: ['172.16.0.0/24'] });
    expect(walkNftables(chosen, second, fresh)).toMatchObject({ verdict: 'dnat', masquerade: true });
  });

  it.each([
    ['0.0.0.0/0 is among the ranges', ['172.16.0.0/24', '0.0.0.0/0']],
    ['no range is of IPv4', ['fd00::/64']],
  ])('PROXY233: takes node ports on all addresses but those of loopback where %s', (_when, nodePortAddresses) => {
    const input = { ...proxyInput([service('web', { type: 'NodePort', ports: nodePorts })]), nodePortAddresses };
    const nodeIPs = ['192.168.0.11', '172.16.0.11'];
    const served = buildNftablesRules({ ...input, nodeIPs, slices: [endpoints] });
    const empty = buildNftablesRules({ ...input, nodeIPs });
    const verdictAt = (ruleSet: typeof served, to: string) =>
      walkNftables(ruleSet, packet('192.168.0.11', `${to}:30080`), fresh).verdict;
    const places = [...nodeIPs, '127.0.0.1', '192.168.0.12'];
    expect(places.map((to) => verdictAt(served, to))).toEqual(['dnat', 'dnat', 'noMatch', 'noMatch']);
    expect(places.map((to) => verdictAt(empty, to))).toEqual(['reject', 'reject', 'noMatch', 'noMatch']);
    expect(printNftablesRules(empty).split('\n')).toEqual(
      expect.arrayContaining([
        'add rule ip kube-proxy nodeport-endpoints-check ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @no-endpoint-nodeports',
        'add rule ip kube-proxy services fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports',
      ]),
    );
    expect(printNftablesRules(empty)).not.toContain('nodeport-ips');
  });

  it('PROXY74: lets the short cut through, and drops from outside, under externalTrafficPolicy Local without local endpoints', () => {
    const web = service('web', { type: 'NodePort', externalTrafficPolicy: 'Local', ports: nodePorts });
    const ruleSet = rules([web], slice('web', '10.244.2.2'));
    const outside = walkNftables(ruleSet, packet('203.0.113.9', '192.168.0.11:30080'), fresh);
    expect(outside).toMatchObject({ verdict: 'drop', servicePort: { name: 'web' }, endpointCount: 0 });
    const pod = packet('10.244.1.5', '192.168.0.11:30080');
    expect(walkNftables(ruleSet, pod, fresh)).toMatchObject({ verdict: 'dnat', masquerade: false });
    const node = packet('192.168.0.11', '192.168.0.11:30080');
    expect(walkNftables(ruleSet, node, fresh)).toMatchObject({ verdict: 'dnat', masquerade: true });
  });

  it.each([
    ['203.0.113.200', 'drop'],
    ['203.0.113.9', 'dnat'],
  ])('PROXY75: asks load-balancer traffic for its source before anything else: %s gives %s', (from, verdict) => {
    const spec = { type: 'LoadBalancer', ports: nodePorts, loadBalancerSourceRanges: ['203.0.113.0/28'] } as const;
    const ruleSet = rules([service('web', spec, '198.51.100.40')], endpoints);
    const fate = walkNftables(ruleSet, packet(from, '198.51.100.40:80'), fresh);
    expect(fate).toMatchObject({ verdict, servicePort: { name: 'web' } });
  });

  it('PROXY76: lets the VIP itself in where the ranges hold the node', () => {
    const spec = { type: 'LoadBalancer', ports: nodePorts, loadBalancerSourceRanges: ['192.168.0.0/24'] } as const;
    expect(printNftablesRules(rules([service('web', spec, '198.51.100.40')], endpoints))).toContain(
      'ip saddr != { 192.168.0.0/24 , 198.51.100.40 } drop',
    );
  });
});

describe('session affinity', () => {
  const spec = { sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } } } as const;
  const ruleSet = rules([service('web', spec)], endpoints);
  const client = packet('10.244.1.5', '10.96.0.10:80');

  it('PROXY77: sends a known client to its endpoint whatever chance says, and renews its entry', () => {
    const last = walkNftables(ruleSet, client, { ...fresh, random: () => 0.9 });
    expect(last.affinity).toEqual({
      set: [expect.stringMatching(/^affinity-.*__10\.244\.2\.2\/8080$/)],
      isSticky: false,
    });
    const asked: string[] = [];
    const again = walkNftables(ruleSet, client, {
      random: () => 0,
      recentlySeen: (list, source, seconds) => {
        asked.push(`${source} ${seconds}`);
        return last.affinity?.set.includes(list) ?? false;
      },
    });
    expect(again).toMatchObject({ destination: last.destination, endpointCount: 2 });
    expect(again.affinity).toEqual({ set: last.affinity?.set, isSticky: true });
    expect(asked).toEqual(['10.244.1.5 60', '10.244.1.5 60']);
  });
});

describe('enumerateNftablesFates', () => {
  it('PROXY78: gives every endpoint its equal share, and tells the hairpin apart', () => {
    const ruleSet = rules([service('web')], slice('web', '10.244.1.2', '10.244.1.3', '10.244.2.2'));
    const fates = enumerateNftablesFates(ruleSet, packet('10.244.1.2', '10.96.0.10:80'));
    expect(
      fates.map(({ fate, probability }) => [fate.destination?.address, probability.toFixed(6), fate.masquerade]),
    ).toEqual([
      ['10.244.1.2', '0.333333', true],
      ['10.244.2.2', '0.333333', false],
      ['10.244.1.3', '0.333333', false],
    ]);
  });
});

describe('printNftablesRules', () => {
  it('PROXY79: declares every chain and set that a rule stands in, goes to or asks', () => {
    const spec = { type: 'LoadBalancer', ports: nodePorts, externalTrafficPolicy: 'Local' } as const;
    const web = service('web', { ...spec, sessionAffinity: 'ClientIP' }, '198.51.100.40');
    const text = printNftablesRules(rules([web], endpoints)).replaceAll(/comment "[^"]*"/g, '');
    const declared = Array.from(text.matchAll(/^add (?:chain|set|map) ip kube-proxy (\S+)/gm), (match) => match[1]);
    const used = Array.from(text.matchAll(/(?:(?:jump|goto) |@)(\w\S+)/g), (match) => match[1]);
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((name) => !declared.includes(name))).toEqual([]);
  });

  it('PROXY80: gives an address that two Services claim to the later one', () => {
    const shared = { type: 'ClusterIP', externalIPs: ['192.0.2.7'] } as const;
    const one = service('one', { ...shared, clusterIP: '10.96.0.1' });
    const two = service('two', { ...shared, clusterIP: '10.96.0.2' });
    const ruleSet = rules([one, two], slice('one', '10.244.1.2'), slice('two', '10.244.1.3'));
    const fate = walkNftables(ruleSet, packet('203.0.113.9', '192.0.2.7:80'), fresh);
    expect(fate.destination?.address).toBe('10.244.1.3');
  });
});

describe('serviceChainNames', () => {
  it('PROXY81: cuts a name that is too long for nftables, and keeps what its hash tells apart', () => {
    const name = { namespace: 'n'.repeat(63), port: 'p'.repeat(63), protocol: 'TCP' } as const;
    const short = serviceChainNames({ ...name, name: 's'.repeat(63) }).clusterPolicy;
    expect(short).toHaveLength('service-'.length + 8 + 1 + 63 + 1 + 63 + 1 + 3 + 1 + 63);
    const [one, two] = ['a', 'b'].map((end) => serviceChainNames({ ...name, name: `${'s'.repeat(160)}${end}` }));
    expect(one?.clusterPolicy).toMatch(/^service-[A-Z2-7]{8}-n{63}\/s+.*\.\.\.$/);
    expect(one?.clusterPolicy).toHaveLength(248);
    expect(one?.clusterPolicy).not.toBe(two?.clusterPolicy);
  });
});
