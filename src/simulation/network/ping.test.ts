/** Echo requests, walked as any packet: who answers them, which rules turn them away, and what is remembered of them. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { client, clusterText, type Place, PROXY_MODES, type TestedMode } from '../../testing/traffic-text.ts';
import type { RequestTrace } from '../trace.ts';

/** A pod with the address 10.244.2.2, on node-2. */
function pod(annotations: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}, annotations: ${annotations}}
spec: {nodeSelector: {kubernetes.io/hostname: node-2}, containers: [{name: web, image: nginx}]}
---`;
}

/** A Service with every door, a headless one, and an Ingress, before a pod whose program is slow. */
const SHOP = `${pod('{kubehops.dev/latency: 20s}')}
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  clusterIP: 10.96.100.1
  externalIPs: [192.0.2.200]
  selector: {app: web}
  ports: [{port: 80, nodePort: 30080}]
---
apiVersion: v1
kind: Service
metadata: {name: headless}
spec: {clusterIP: None, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}
---`;

/** How the ping ends, for what cause, and the last rule that it met. */
type End = readonly [string, string];

const PINGED: End = ['answered pinged', 'ICMP echo reply'];
const RETURNED: End = ['timedOut externalIPReturned', 'default route; MASQUERADE'];
const UNHEARD: End = ['timedOut loadBalancerPinged', 'no listener for ICMP'];
const IPVS_REJECTS: End = [
  'refused pingRefused',
  '-A KUBE-IPVS-FILTER -m conntrack --ctstate NEW -m set --match-set KUBE-IPVS-IPS dst -j REJECT',
];
const NFTABLES_REJECTS: End = [
  'refused pingRefused',
  'add rule ip kube-proxy cluster-ips-check ip daddr @cluster-ips reject comment "Reject traffic to invalid ports of ClusterIPs"',
];
const NFTABLES_DROPS: End = [
  'timedOut noSuchClusterIP',
  'add rule ip kube-proxy cluster-ips-check ip daddr { 10.96.0.0/16 } drop comment "Drop traffic to unallocated ClusterIPs"',
];

/** The number of the behaviour, from where, to which URL, how it ends, and in which mode it ends otherwise. */
type Row = readonly [string, Place, string, End, Partial<Record<TestedMode, End>>?];

const rows: readonly Row[] = [
  ['NET163', 'pod', 'ping://10.244.2.2', PINGED],
  ['NET163', 'node', 'ping://10.244.2.2', PINGED],
  ['NET163', 'pod', 'ping://headless', PINGED],
  ['NET164', 'pod', 'ping://127.0.0.1', ['answered pinged', 'ICMP echo request 127.0.0.1']],
  ['NET164', 'outside', 'ping://localhost', ['answered pinged', 'ICMP echo request 127.0.0.1']],
  ['NET164', 'node', 'ping://localhost', PINGED],
  ['NET165', 'nat', 'ping://node-2', PINGED],
  ['NET165', 'nat', 'ping://api.example.com', PINGED],
  [
    'NET166',
    'pod',
    'ping://web',
    ['timedOut clusterIPPinged', 'default route'],
    { nftables: NFTABLES_REJECTS, ipvs: IPVS_REJECTS },
  ],
  [
    'NET166',
    'node',
    'ping://10.96.100.1',
    ['timedOut clusterIPPinged', 'default route'],
    { nftables: NFTABLES_REJECTS, ipvs: IPVS_REJECTS },
  ],
  ['NET167', 'pod', 'ping://10.96.77.77', ['timedOut noSuchClusterIP', 'default route'], { nftables: NFTABLES_DROPS }],
  ['NET168', 'outside', 'ping://10.96.100.1', ['timedOut insideOnly', 'ICMP echo request 10.96.100.1']],
  ['NET168', 'outside', 'ping://10.244.2.2', ['timedOut insideOnly', 'ICMP echo request 10.244.2.2']],
  ['NET169', 'outside', 'ping://web.default.lb', UNHEARD],
  ['NET169', 'pod', 'ping://web.default.lb', UNHEARD, { ipvs: IPVS_REJECTS }],
  ['NET169', 'node', 'ping://web.default.lb', UNHEARD, { ipvs: IPVS_REJECTS }],
  ['NET169', 'outside', 'ping://192.0.2.2', UNHEARD],
  ['NET170', 'outside', 'ping://192.0.2.200', RETURNED, { ipvs: IPVS_REJECTS }],
  ['NET170', 'pod', 'ping://192.0.2.200', RETURNED, { ipvs: IPVS_REJECTS }],
  ['NET170', 'outside', 'http://192.0.2.200:81', RETURNED, { ipvs: ['refused notServed', IPVS_REJECTS[1]] }],
];

function endOf(request: RequestTrace | undefined): readonly string[] {
  const { outcome = '', cause, hops = [] } = request ?? {};
  return [`${outcome} ${cause?.id.replace('cause.', '') ?? ''}`, hops.at(-1)?.rule.split('\n').at(-1) ?? ''];
}

describe.each(PROXY_MODES)('a ping in %s mode', (mode) => {
  const cluster = testCluster(
    clusterText(mode) + SHOP + rows.map(([, place, url], index) => client(`row-${String(index)}`, place, url)).join(''),
  ).run('8s');

  it.each(
    rows.map(
      ([number, place, url, end, otherwise], index) => [number, place, url, otherwise?.[mode] ?? end, index] as const,
    ),
  )('%s: from %s to %s: %j', (_number, _place, _url, end, index) => {
    const requests = cluster.requests(`row-${String(index)}`);
    expect(requests.map(endOf)).toEqual([end]);
    // One echo request is sent, and no other after it.
    expect(requests[0]?.retries === undefined || requests[0].url.startsWith('http')).toBe(true);
  });
});

describe('a ping', () => {
  const cluster = testCluster(`${SHOP}
${client('inside', 'pod', 'ping://db.example.com')}
${client('across', 'pod', 'ping://headless')}
${client('hidden', 'nat', 'ping://node-2')}`).run('8s');

  it('NET171: leaves the cluster under its node’s address, and the reply has that taken off again', () => {
    const [request] = cluster.requests('inside');
    const own = request?.hops.at(-2)?.before.source ?? '';
    expect(own).toMatch(/^10\.244\.1\.\d+$/);
    const to = '198.51.100.54';
    expect(request?.hops.slice(-3).map(({ place, before, after }) => [place.type, before, after])).toEqual([
      ['client', { source: own, destination: to }, { source: own, destination: to }],
      ['node', { source: own, destination: to }, { source: '192.168.0.11', destination: to }],
      ['external', { source: '192.168.0.11', destination: to }, { source: '192.168.0.11', destination: to }],
    ]);
    expect(request?.reply.map(({ before, after }) => [before.destination, after.destination])).toEqual([
      ['192.168.0.11', '192.168.0.11'],
      ['192.168.0.11', own],
      [own, own],
    ]);
  });

  it('NET172: has no ports in its addresses, and says that it is an echo request and a reply', () => {
    const [request] = cluster.requests('across');
    const hops = request?.hops.filter(({ layer }) => layer !== 'dns') ?? [];
    expect(hops.map(({ rule }) => rule)).toEqual([
      'ICMP echo request 10.244.2.2',
      'route 10.244.2.2',
      'ICMP echo reply',
    ]);
    const ends = [...hops, ...(request?.reply ?? [])].flatMap(({ before, after }) => [before, after]);
    expect(ends.filter(({ source, destination }) => `${source}${destination}`.includes(':'))).toEqual([]);
    expect(request?.hops.at(-3)?.reason.id).toBe('hop.client.pings');
    const [hidden] = cluster.requests('hidden');
    expect(hidden?.hops.at(-1)?.before.source).toBe('198.51.100.1');
  });

  it('NET163: is answered at once by the pod’s kernel, however slow its program is', () => {
    const [request] = cluster.requests('across');
    expect((request?.finishedAt ?? 0) - (request?.startedAt ?? 0)).toBeLessThan(100_000);
  });

  it('NET173: is answered by a pod whose program has crashed, or listens to nobody', () => {
    const crashed = testCluster(`${pod('{kubehops.dev/listen: ""}')}
${client('alice', 'pod', 'ping://10.244.2.2', 'every: 50ms')}
${client('bob', 'pod', 'http://10.244.2.2', 'every: 50ms')}`)
      .crash('web', '8s')
      .run('9s');
    crashed.expectAll('alice', 'answered').expectAll('bob', 'refused');
  });
});

describe('a machine that cannot be reached', () => {
  const cluster = (act: (cluster: TestCluster) => TestCluster): TestCluster =>
    act(
      testCluster(`${SHOP}
${client('node', 'outside', 'ping://node-2', 'every: 1s')}
${client('pod', 'pod', 'ping://10.244.2.2', 'every: 1s')}
${client('own', 'node', 'ping://node-2', 'every: 1s')}`),
    ).run('16s');
  const story = (from: TestCluster, name: string): string => {
    const { outcome, cause, retries } = from.requests(name, '10s', '11s')[0] ?? {};
    return `${outcome ?? ''} ${cause?.id ?? ''} ${String(retries?.length ?? 0)}`;
  };

  it('NET174: answers no ping without power, nor do its pods, and none is sent a second time', () => {
    const dark = cluster((each) => each.powerOff('node-2', '9s'));
    expect(['node', 'pod', 'own'].map((name) => story(dark, name))).toEqual([
      'timedOut cause.nodeDown 0',
      'timedOut cause.podOnDeadNode 0',
      'timedOut cause.nodeDown 0',
    ]);
  });

  it('NET175: answers none while it is cut off from the network', () => {
    const cut = cluster((each) => each.cutNetwork('node-2', '9s'));
    expect(['node', 'pod', 'own'].map((name) => story(cut, name))).toEqual([
      'timedOut cause.nodeCut 0',
      'timedOut cause.podOnCutNode 0',
      'timedOut cause.nodeCut 0',
    ]);
  });
});

describe('a ping that goes on', () => {
  const nodeRules = (every: string): readonly (readonly string[])[] =>
    testCluster(client('alice', 'pod', 'ping://db.example.com', `every: ${every}, count: 3, keepAlive: true`))
      .run('80s')
      .requests('alice')
      .map(({ hops }) => hops.filter(({ layer }) => layer !== 'dns').map(({ rule }) => rule));

  it('NET176: is remembered by the nodes on its way for thirty seconds after each echo', () => {
    const first = ['ICMP echo request 198.51.100.54', 'default route; MASQUERADE', 'ICMP echo reply'];
    const next = 'ICMP echo request 198.51.100.54 (same identifier)';
    const known = [next, 'conntrack', 'ICMP echo reply'];
    expect(nodeRules('29s')).toEqual([first, known, known]);
    const forgotten = [next, 'default route; MASQUERADE', 'ICMP echo reply'];
    expect(nodeRules('31s')).toEqual([first, forgotten, forgotten]);
  });

  it('NET177: goes on through a firewall that is closed meanwhile, as what has been answered is tracked', () => {
    const cluster = testCluster(
      client('going', 'outside', 'ping://node-1', 'every: 2s, keepAlive: true') +
        client('anew', 'outside', 'ping://node-1', 'every: 2s'),
    )
      .act({ type: 'setFirewall', isOpen: false }, '8s')
      .run('14s');
    cluster.expectAll('going', 'answered').expectAll('anew', 'timedOut', '9s', '12s');
  });
});
