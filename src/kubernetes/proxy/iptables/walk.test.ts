import { describe, expect, it } from 'vitest';
import type { EndpointSlice } from '../../api/endpointslice.ts';
import type { Service } from '../../api/service.ts';
import {
  freshClient as fresh,
  proxyInput,
  proxyPacket as packet,
  proxyService as service,
  proxySlice as slice,
} from '../../../testing/proxy-objects.ts';
import { buildIptablesRules } from './build.ts';
import { candidateRules } from './chain-index.ts';
import { enumerateFates } from './enumerate.ts';
import { printIptablesRules } from './print.ts';
import type { IptablesRuleSet } from './rule-set.ts';
import { walkPacket } from './walk.ts';

function rules(services: readonly Service[], ...slices: readonly EndpointSlice[]): IptablesRuleSet {
  return buildIptablesRules(proxyInput(services, ...slices));
}

const nodePorts = [{ port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30080 }] as const;
const endpoints = slice('web', '10.244.1.2', '10.244.2.2');

describe('walkPacket', () => {
  it('PROXY40: lists the rules that a packet to a clusterIP matched, in order', () => {
    const fate = walkPacket(rules([service('web')], endpoints), packet('10.244.1.5', '10.96.0.10:80'), fresh);
    expect(fate.matched.map(({ table, chain }) => `${table} ${chain.replace(/[A-Z0-9]{16}$/, 'x')}`)).toEqual([
      'nat KUBE-SERVICES',
      'nat KUBE-SVC-x',
      'nat KUBE-SEP-x',
      'nat KUBE-POSTROUTING',
    ]);
    expect(fate.matched[2]?.text).toMatch(/^-A KUBE-SEP-\w{16} .* -j DNAT --to-destination 10\.244\.1\.2:8080$/);
    expect(fate).toMatchObject({
      verdict: 'dnat',
      destination: { address: '10.244.1.2', port: 8080 },
      masquerade: false,
      servicePort: { namespace: 'shop', name: 'web', port: '' },
      endpointCount: 2,
    });
  });

  it.each([
    [0, '10.244.1.2'],
    [0.49, '10.244.1.2'],
    [0.5, '10.244.2.2'],
    [0.99, '10.244.2.2'],
  ])('PROXY41: chooses by the number drawn: %d gives %s', (drawn, address) => {
    const ruleSet = rules([service('web')], endpoints);
    const fate = walkPacket(ruleSet, packet('10.244.1.5', '10.96.0.10:80'), { ...fresh, random: () => drawn });
    expect(fate.destination?.address).toBe(address);
  });

  it('PROXY42: names the Service when it rejects for want of endpoints', () => {
    expect(walkPacket(rules([service('web')]), packet('10.244.1.5', '10.96.0.10:80'), fresh)).toMatchObject({
      verdict: 'reject',
      masquerade: false,
      servicePort: { name: 'web' },
      endpointCount: 0,
    });
  });

  it('PROXY43: drops at a node without local endpoints under externalTrafficPolicy Local', () => {
    const web = service('web', { type: 'NodePort', externalTrafficPolicy: 'Local', ports: nodePorts });
    const ruleSet = rules([web], slice('web', '10.244.2.2'));
    const outside = packet('203.0.113.9', '192.168.0.11:30080');
    expect(walkPacket(ruleSet, outside, fresh)).toMatchObject({ verdict: 'drop', endpointCount: 0 });
    const pod = packet('10.244.1.5', '192.168.0.11:30080');
    expect(walkPacket(ruleSet, pod, fresh)).toMatchObject({ verdict: 'dnat', masquerade: false });
  });

  it('PROXY44: drops load-balancer traffic from outside the source ranges', () => {
    const spec = { type: 'LoadBalancer', ports: nodePorts, loadBalancerSourceRanges: ['203.0.113.0/28'] } as const;
    const ruleSet = rules([service('web', spec, '198.51.100.40')], endpoints);
    expect(walkPacket(ruleSet, packet('203.0.113.200', '198.51.100.40:80'), fresh).verdict).toBe('drop');
    expect(walkPacket(ruleSet, packet('203.0.113.9', '198.51.100.40:80'), fresh).verdict).toBe('dnat');
  });

  it('PROXY45: leaves alone what no rule is for', () => {
    const fate = walkPacket(rules([service('web')], endpoints), packet('10.244.1.5', '10.96.0.10:81'), fresh);
    expect(fate).toMatchObject({ verdict: 'noMatch', masquerade: false, isDeliveredLocally: false });
    expect(fate.servicePort).toBeUndefined();
  });

  it('PROXY57: masquerades everything where masqueradeAll says so', () => {
    const ruleSet = buildIptablesRules({ ...proxyInput([service('web')], endpoints), masqueradeAll: true });
    expect(walkPacket(ruleSet, packet('10.244.1.5', '10.96.0.10:80'), fresh).masquerade).toBe(true);
  });

  it('PROXY46: says when the endpoint is on the host network of this node', () => {
    const web = service('web', { type: 'NodePort', ports: nodePorts });
    const fate = walkPacket(
      rules([web], slice('web', '192.168.0.11')),
      packet('203.0.113.9', '192.168.0.11:30080'),
      fresh,
    );
    expect(fate).toMatchObject({ verdict: 'dnat', isDeliveredLocally: true });
  });

  it('PROXY47: takes an address that is not of IPv4 for one that lies in no range', () => {
    const ruleSet = rules([service('web')], endpoints);
    expect(walkPacket(ruleSet, packet('fd00', '10.96.0.10:80'), fresh)).toMatchObject({
      verdict: 'dnat',
      masquerade: true,
    });
  });
});

describe('session affinity', () => {
  const spec = {
    sessionAffinity: 'ClientIP',
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 60 } },
  } as const;
  const ruleSet = rules([service('web', spec)], endpoints);
  const client = packet('10.244.1.5', '10.96.0.10:80');

  it('PROXY48: puts a fresh client on the list of the endpoint that chance gave it', () => {
    const fate = walkPacket(ruleSet, client, fresh);
    expect(fate.affinity).toEqual({ set: [expect.stringMatching(/^KUBE-SEP-\w{16}$/)], isSticky: false });
  });

  it('PROXY49: sends a known client to its endpoint whatever chance says, and renews its entry', () => {
    const last = walkPacket(ruleSet, client, { ...fresh, random: () => 0.9 });
    const asked: string[] = [];
    const again = walkPacket(ruleSet, client, {
      random: () => 0,
      recentlySeen: (list, source, seconds) => {
        asked.push(`${source} ${seconds}`);
        return last.affinity?.set.includes(list) ?? false;
      },
    });
    expect(again.destination).toEqual(last.destination);
    expect(again.affinity).toEqual({ set: last.affinity?.set, isSticky: true });
    expect(asked).toEqual(['10.244.1.5 60', '10.244.1.5 60']);
    expect(again.endpointCount).toBe(2);
  });

  it('PROXY50: is not there without ClientIP', () => {
    expect(walkPacket(rules([service('web')], endpoints), client, fresh).affinity).toBeUndefined();
  });
});

describe('enumerateFates', () => {
  it('PROXY51: gives every endpoint its equal share, and tells the hairpin apart', () => {
    const ruleSet = rules([service('web')], slice('web', '10.244.1.2', '10.244.1.3', '10.244.2.2'));
    const fates = enumerateFates(ruleSet, packet('10.244.1.2', '10.96.0.10:80'));
    expect(
      fates.map(({ fate, probability }) => [fate.destination?.address, probability.toFixed(6), fate.masquerade]),
    ).toEqual([
      ['10.244.1.2', '0.333333', true],
      ['10.244.1.3', '0.333333', false],
      ['10.244.2.2', '0.333333', false],
    ]);
  });
});

describe('the index of a chain', () => {
  const many = Array.from({ length: 40 }, (_, i) =>
    service(`s${i}`, {
      type: 'NodePort',
      clusterIP: `10.96.1.${i}`,
      ports: [{ port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30000 + i }],
    }),
  );
  const ruleSet = rules(many, ...many.map(({ metadata }, i) => slice(metadata.name, `10.244.2.${i}`)));

  it('PROXY52: leaves out only rules that cannot match', () => {
    const index = ruleSet.nat.byChain.get('KUBE-SERVICES');
    const found = index && candidateRules(index, { protocol: 'TCP', destination: 0x0a60_0107, destinationPort: 80 });
    expect(found?.map(({ target }) => target?.type === 'jump' && target.chain.slice(0, 9))).toEqual([
      'KUBE-SVC-',
      'KUBE-NODE',
    ]);
  });

  it('PROXY53: finds every Service by its clusterIP and its node port', () => {
    for (let i = 0; i < many.length; i++) {
      const byIP = walkPacket(ruleSet, packet('10.244.1.5', `10.96.1.${i}:80`), fresh);
      const byPort = walkPacket(ruleSet, packet('203.0.113.9', `192.168.0.11:${30000 + i}`), fresh);
      expect([byIP.destination?.address, byPort.destination?.address]).toEqual([`10.244.2.${i}`, `10.244.2.${i}`]);
    }
  });
});

describe('printIptablesRules', () => {
  it('PROXY54: declares every chain that a rule stands in or jumps to', () => {
    const web = service(
      'web',
      { type: 'LoadBalancer', ports: nodePorts, externalTrafficPolicy: 'Local' },
      '198.51.100.40',
    );
    for (const table of printIptablesRules(rules([web], endpoints)).split('COMMIT\n')) {
      const declared = Array.from(table.matchAll(/^:(\S+)/gm), (match) => match[1]);
      const used = Array.from(table.matchAll(/(?:^-A |-j )(KUBE-\S+)/gm), (match) => match[1]);
      expect(used.filter((chain) => !declared.includes(chain))).toEqual([]);
    }
  });

  it('PROXY56: leaves the comments out beyond a thousand endpoints', () => {
    const addresses = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, i) => `10.244.${2 + Math.floor(i / 200)}.${2 + (i % 200)}`);
    const print = (count: number): string =>
      printIptablesRules(rules([service('web')], slice('web', ...addresses(count))));
    expect(print(1000)).toMatch(/^-A KUBE-SEP-.*--comment/m);
    expect(print(1001)).not.toMatch(/--comment.*KUBE-SEP-|^-A KUBE-SEP-.*--comment/m);
  });

  it('PROXY55: names the chains of default/kubernetes as every cluster does', () => {
    const kubernetes: Service = {
      ...service('kubernetes', { ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }] }),
      metadata: { namespace: 'default', name: 'kubernetes' },
    };
    const api: EndpointSlice = {
      ...slice('kubernetes', '192.168.0.12'),
      metadata: { namespace: 'default', name: 'kubernetes', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
      ports: [{ name: 'https', port: 6443, protocol: 'TCP' }],
    };
    expect(printIptablesRules(rules([kubernetes], api))).toContain('KUBE-SVC-NPX46M4PTMTKRN6Y');
  });
});
