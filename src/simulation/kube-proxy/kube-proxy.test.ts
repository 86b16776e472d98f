import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { clusterText, PROXY_MODES, replicas, service } from '../../testing/traffic-text.ts';
import { createSimulation } from '../simulation.ts';
import { PROXY_MIN_SYNC_PERIOD, PROXY_PROPAGATION_MAX, PROXY_PROPAGATION_MIN, PROXY_SYNC_TIME } from '../constants.ts';

/** A Deployment whose pods become ready one after the other, so that endpoints keep changing, and its Service. */
const SLOWLY = [1, 2, 3, 4, 5, 6, 7, 8]
  .map(
    (number) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${number}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web-${number}
  template:
    metadata:
      labels:
        app: web-${number}
        all: web
      annotations:
        kubehops.dev/startup: ${number * 300}ms
    spec:
      containers:
      - name: web
        image: nginx
---`,
  )
  .join('')
  .concat(
    `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    all: web
  ports:
  - port: 80
`,
  );

const SPEC = '{type: NodePort, clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}';
const WEB = `${replicas('web', 3)}${service('web', SPEC)}`;

const CLIENT = (url: string): string => `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: inside}
spec: {from: {pod: {node: node-2}}, requests: [{url: "${url}", every: 500ms}]}
`;

const TWO_NODES = `${clusterText('iptables')}${WEB}${CLIENT('http://10.96.100.1')}`;

describe('KubeProxy', () => {
  const cluster = testCluster(SLOWLY).run('20s');
  const syncs = (node: string): readonly number[] =>
    cluster.trace.events.flatMap((event) => (event.type === 'proxySynced' && event.node === node ? [event.at] : []));

  it('PROXY110: rewrites its rules at most once a second', () => {
    for (const node of ['node-1', 'node-2', 'node-3']) {
      const times = syncs(node);
      expect(times.length).toBeGreaterThan(2);
      const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(Math.min(...waits.slice(1))).toBeGreaterThanOrEqual(PROXY_MIN_SYNC_PERIOD);
    }
  });

  it('PROXY266: needs not wait after its very first sync', () => {
    const fresh = testCluster(WEB).apply(service('late', '{ports: [{port: 81}]}'), '100ms').run('1s');
    const times = fresh.trace.events.flatMap((event) =>
      event.type === 'proxySynced' && event.node === 'node-1' ? [event.at] : [],
    );
    expect(times.slice(0, 2).every((at) => at < seconds(0.2))).toBe(true);
    expect(times).toHaveLength(2);
  });

  it('PROXY111: takes several changes in one sync', () => {
    const changes = cluster.trace.revisions.filter(({ kind, at }) => kind === 'EndpointSlice' && at > 0);
    expect(changes.length).toBeGreaterThan(syncs('node-1').length);
  });

  it('PROXY112: knows the last change a second later at most, but for what the news and the sync take, and then rests', () => {
    const last = cluster.trace.revisions.findLast(({ kind }) => kind === 'EndpointSlice')?.at ?? 0;
    const sync = syncs('node-1').at(-1) ?? 0;
    expect(sync).toBeGreaterThan(last);
    expect(sync - last).toBeLessThanOrEqual(PROXY_MIN_SYNC_PERIOD + PROXY_PROPAGATION_MAX + 2 * PROXY_SYNC_TIME);
  });

  it('PROXY113: hears of a change at a moment of its own on each node', () => {
    const firsts = ['node-1', 'node-2', 'node-3'].map((node) => syncs(node)[0]);
    expect(new Set(firsts).size).toBe(3);
  });

  it('PROXY114: takes in one sync only what it has heard of', () => {
    // The Service and its first, empty slice are there from the start; what comes later is programmed later.
    for (const node of ['node-1', 'node-2', 'node-3']) {
      const first = syncs(node)[0] ?? 0;
      expect(first).toBeGreaterThanOrEqual(PROXY_PROPAGATION_MIN + PROXY_SYNC_TIME);
      expect(first).toBeLessThanOrEqual(PROXY_PROPAGATION_MAX + 2 * PROXY_SYNC_TIME);
    }
  });

  it('PROXY115: answers requests from then on', () => {
    cluster.expectAll('inside-web', 'answered');
    expect(cluster.answeredBy('inside-web').length).toBeGreaterThan(3);
  });

  it('PROXY116: syncs anew when its machine comes back', () => {
    const restarted = testCluster(SLOWLY).powerOff('node-2', '10s').powerOn('node-2', '12s').run('20s');
    const later = restarted.trace.events.filter(
      (event) => event.type === 'proxySynced' && event.node === 'node-2' && event.at > 12e6,
    );
    expect(later.length).toBeGreaterThan(0);
  });

  it('PROXY117: keeps its old rules while its node is cut off, and catches up when it is back', () => {
    const cut = testCluster(TWO_NODES, 3)
      .cutNetwork('node-2', '10s')
      .scale('web', 1, '12s')
      .restoreNetwork('node-2', '40s')
      .run('60s');
    const synced = cut.trace.events.flatMap((event) =>
      event.type === 'proxySynced' && event.node === 'node-2' ? [event.at / 1e6] : [],
    );
    expect(synced.filter((at) => at > 10.2 && at < 40)).toEqual([]);
    expect(synced.filter((at) => at >= 40 && at < 40.1)).toHaveLength(1);
    // What has gone elsewhere is still in the rules of the node: some requests within it are sent there and lost.
    const dests = (from: string, to: string): ReadonlySet<string> =>
      new Set(
        cut
          .requests('inside', from, to)
          .flatMap(({ hops }) =>
            hops.filter(({ place }) => place.type === 'node').map(({ after }) => after.destination),
          ),
      );
    expect(dests('20s', '39s').size).toBe(dests('6s', '10s').size);
    expect(dests('41s', '60s').size).toBe(1);
  });
});

describe('KubeProxy in other modes', () => {
  const inMode = (mode: string, requests: string): TestCluster =>
    testCluster(`${clusterText(mode)}${WEB}${CLIENT(requests)}`, 2).run('12s');

  it.each([
    ['iptables', 'http://10.96.100.1', ['answered']],
    ['nftables', 'http://10.96.100.1', ['answered']],
    ['ipvs', 'http://10.96.100.1', ['answered']],
    ['none', 'http://10.96.100.1', ['timedOut']],
    ['iptables', 'http://10.96.100.1:81', ['timedOut']],
    ['nftables', 'http://10.96.100.1:81', ['refused']],
    ['ipvs', 'http://10.96.100.1:81', ['refused']],
    ['iptables', 'ping://10.96.100.1', ['timedOut']],
    ['nftables', 'ping://10.96.100.1', ['refused']],
    ['ipvs', 'ping://10.96.100.1', ['refused']],
    ['iptables', 'http://node-1:30080', ['answered']],
    ['nftables', 'http://node-1:30080', ['answered']],
    ['ipvs', 'http://node-1:30080', ['answered']],
  ])('PROXY118: %s: %s is %j', (mode, url, outcomes) => {
    expect(inMode(mode, url).outcomes('inside')).toEqual(outcomes);
  });

  it('PROXY119: takes the endpoints in turn with ipvs', () => {
    const answers = inMode('ipvs', 'http://10.96.100.1')
      .requests('inside')
      .map(({ answeredBy }) => answeredBy);
    expect(new Set(answers).size).toBe(3);
    const again = answers.slice(3);
    expect(again).toEqual(answers.slice(0, again.length));
  });

  it('PROXY120: says by which virtual server or element a packet went', () => {
    const rules = (mode: string): string =>
      inMode(mode, 'http://10.96.100.1')
        .requests('inside')
        .flatMap(({ hops }) => hops.filter(({ place }) => place.type === 'node').map(({ rule }) => rule))
        .join('\n');
    expect(rules('ipvs')).toContain('-A -t 10.96.100.1:80 -s rr');
    expect(rules('nftables')).toContain(
      'add element ip kube-proxy service-ips { 10.96.100.1 . tcp . 80 : goto service-',
    );
  });

  it.each(PROXY_MODES)('goes on from a checkpoint as before in %s mode', (mode) => {
    const documents = parseManifest(`${clusterText(mode)}${WEB}${CLIENT('http://10.96.100.1')}`);
    const simulation = createSimulation({ documents, seed: 5, commands: [] });
    simulation.advance(seconds(8));
    const { copy } = simulation.copy();
    simulation.takeTrace();
    simulation.advance(seconds(12));
    copy.advance(seconds(12));
    expect(copy.takeTrace().requests).toEqual(simulation.takeTrace().requests);
  });
});
