import { describe, expect, it } from 'vitest';
import { proxyInput, proxyService as service, proxySlice as slice } from '../../../testing/proxy-objects.ts';
import { buildIptablesRules } from './build.ts';
import { printRule } from './print.ts';
import { printRestore } from './restore.ts';
import type { IptablesTable } from './rule-set.ts';
import { syncIptables } from './sync.ts';

const web = service('web');
const api = service('api', { clusterIP: '10.96.0.20' });
const WEB = ['10.244.1.2', '10.244.2.2'];
const webSlice = slice('web', ...WEB);
const apiSlice = slice('api', '10.244.1.3');
const start = syncIptables(undefined, proxyInput([web, api], webSlice, apiSlice));

/** Which service ports have chains of their own written. */
function rewritten(sync: ReturnType<typeof syncIptables>): readonly string[] {
  const rules = sync.restore.nat.rules.filter(({ chain }) => /^KUBE-(SVC|SVL|SEP|EXT|FW)-/.test(chain));
  return Array.from(new Set(rules.map(({ servicePort }) => servicePort?.name ?? ''))).sort();
}

/** Where the packets may be sent, sorted. */
function destinations({ rules }: IptablesTable): readonly string[] {
  return rules.flatMap((rule) => /--to-destination ([\d.]+)/.exec(printRule(rule))?.[1] ?? []).sort();
}

/** The rules of each chain, in order. */
function byChain({ byChain: chains }: IptablesTable): unknown {
  return Object.fromEntries(Array.from(chains, ([chain, { rules }]) => [chain, rules.map(printRule)]));
}

describe('syncIptables', () => {
  it('PROXY60: writes everything at the start', () => {
    expect(start.isFull).toBe(true);
    expect(rewritten(start)).toEqual(['api', 'web']);
  });

  it.each([
    ['nothing when nothing has changed', [web, api], [webSlice, apiSlice], []],
    ['nothing when objects are equal though not the same', [service('web'), api], [{ ...webSlice }, apiSlice], []],
    ['only the Service of a slice that has changed', [web, api], [slice('web', '10.244.2.2'), apiSlice], ['web']],
    ['only the Service of a slice that is new', [web, api], [webSlice, apiSlice, slice2()], ['api']],
    [
      'only the Service that has changed',
      [web, service('api', { clusterIP: '10.96.0.21' })],
      [webSlice, apiSlice],
      ['api'],
    ],
    ['nothing of a Service that is gone', [web], [webSlice, apiSlice], []],
    ['nothing for a label that kube-proxy does not go by', [labelled(), api], [webSlice, apiSlice], []],
  ])('PROXY61: writes again the chains of %s', (_title, services, slices, expected) => {
    const sync = syncIptables(start.state, proxyInput(services, ...slices));
    expect(sync.isFull).toBe(false);
    expect(rewritten(sync)).toEqual(expected);
  });

  it('PROXY260: writes again nothing for ports in another order', () => {
    const ports = [
      { name: 'a', protocol: 'TCP', port: 80, targetPort: 8080 },
      { name: 'b', protocol: 'TCP', port: 81, targetPort: 8080 },
    ] as const;
    const { state } = syncIptables(undefined, proxyInput([service('web', { ports })], webSlice));
    const turned = service('web', { ports: ports.toReversed() });
    expect(rewritten(syncIptables(state, proxyInput([turned], webSlice)))).toEqual([]);
  });

  it.each([
    ['that names another Service', { 'kubernetes.io/service-name': 'api' }, ['10.244.1.3', ...WEB], ['api']],
    ['that names no Service', {}, ['10.244.1.3'], []],
  ] as const)(
    'PROXY261: leaves a slice %s with the old one, even when it is gone',
    (_title, labels, ofApi, changed) => {
      const moved = { ...webSlice, metadata: { ...webSlice.metadata, labels } };
      const sync = syncIptables(start.state, proxyInput([web, api], moved, apiSlice));
      expect(rewritten(sync)).toEqual(changed);
      expect(destinations(sync.state.ruleSet.nat)).toEqual([...ofApi, ...WEB].sort());
      const later = syncIptables(sync.state, proxyInput([web, api], apiSlice));
      expect(rewritten(later)).toEqual(changed);
      expect(destinations(later.state.ruleSet.nat)).toEqual(['10.244.1.3', ...WEB].sort());
    },
  );

  it('PROXY262: takes a slice from its Service that came again under its name with another', () => {
    const labels = { 'kubernetes.io/service-name': 'api' };
    const again = { ...webSlice, metadata: { ...webSlice.metadata, uid: 'second', labels } };
    const sync = syncIptables(start.state, proxyInput([web, api], again, apiSlice));
    expect(destinations(sync.state.ruleSet.nat)).toEqual(['10.244.1.3', ...WEB].sort());
  });

  it('PROXY262: takes a slice that is no longer told of from its Service', () => {
    const labels = { ...webSlice.metadata.labels, 'service.kubernetes.io/headless': '' };
    const hidden = { ...webSlice, metadata: { ...webSlice.metadata, labels } };
    const sync = syncIptables(start.state, proxyInput([web, api], hidden, apiSlice));
    expect(destinations(sync.state.ruleSet.nat)).toEqual(['10.244.1.3']);
  });

  it('PROXY263: leaves chains that are out of use in a large cluster, until it is none any more', () => {
    const many = slice('api', ...Array.from({ length: 1000 }, (_, i) => `10.245.${i >> 8}.${i & 255}`));
    const large = syncIptables(start.state, proxyInput([web, api], webSlice, many));
    expect(large.restore.nat.deletedChains).toEqual([]);
    const larger = syncIptables(large.state, proxyInput([web, api], slice('web', '10.244.2.2'), many));
    expect(larger.restore.nat.deletedChains).toEqual([]);
    const small = syncIptables(larger.state, proxyInput([web, api], slice('web', '10.244.2.2'), apiSlice));
    expect(small.restore.nat.deletedChains).toHaveLength(1001);
  });

  it('PROXY62: deletes the chains that nothing leads to any more, by name', () => {
    const { restore, state } = syncIptables(start.state, proxyInput([api], webSlice, apiSlice));
    expect(restore.nat.deletedChains.map((chain) => chain.slice(0, 8))).toEqual(['KUBE-SEP', 'KUBE-SEP', 'KUBE-SVC']);
    const text = printRestore(restore);
    for (const chain of restore.nat.deletedChains) {
      expect(text).toContain(`:${chain} - [0:0]\n`);
      expect(text).toContain(`-X ${chain}\n`);
      expect(state.ruleSet.nat.byChain.has(chain)).toBe(false);
    }
  });

  it('PROXY63: writes everything again when the node moves to another zone', () => {
    const sync = syncIptables(start.state, { ...start.state.input, zone: 'zone-b' });
    expect(sync.isFull).toBe(true);
    expect(rewritten(sync)).toEqual(['api', 'web']);
  });

  it('PROXY64: leaves the same rules as a full sync would, whatever came before', () => {
    const inputs = [
      proxyInput([web, api], slice('web', '10.244.2.2'), apiSlice),
      proxyInput([service('web', { internalTrafficPolicy: 'Local' }), api], webSlice),
      proxyInput([api], webSlice, apiSlice),
      proxyInput([service('web', { sessionAffinity: 'ClientIP' }), api], webSlice, apiSlice, slice2()),
    ];
    let { state } = start;
    for (const input of inputs) {
      state = syncIptables(state, input).state;
      const full = buildIptablesRules(input);
      expect(byChain(state.ruleSet.nat)).toEqual(byChain(full.nat));
      expect(byChain(state.ruleSet.filter)).toEqual(byChain(full.filter));
    }
  });
});

function slice2(): typeof apiSlice {
  const second = slice('api', '10.244.2.3');
  return { ...second, metadata: { ...second.metadata, name: 'api-2' } };
}

function labelled(): typeof web {
  return { ...web, metadata: { ...web.metadata, labels: { team: 'blue' } } };
}
