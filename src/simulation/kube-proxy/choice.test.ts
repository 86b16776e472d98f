/** Who is chosen in a whole run, mode by mode: evenly by chance, in turn, or the one that the client had before. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { client, clusterText, PROXY_MODES, replicas, service } from '../../testing/traffic-text.ts';
import { Rotation } from './rotation.ts';

const PODS = 4;
const WEB = replicas('web', PODS);
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/** The value that chi-square with three degrees of freedom for each of the seeds, 24, exceeds once in a thousand times. */
const CHI_SQUARE_BOUND = 51.18;

function spec(more = ''): string {
  return `{type: NodePort, clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80, nodePort: 30080}], ${more}}`;
}

function sticky(seconds: number): string {
  return spec(`sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: ${String(seconds)}}}`);
}

/** Who answered the client's requests, in order. */
function answers(cluster: TestCluster, name: string): readonly string[] {
  return cluster.requests(name).map(({ answeredBy = 'nobody' }) => answeredBy);
}

function counts(names: readonly string[]): readonly number[] {
  return [...new Set(names)].map((name) => names.filter((each) => each === name).length);
}

describe.each(['iptables', 'nftables'])('the choice in %s mode', (mode) => {
  it('PROXY180: is even among the endpoints, whatever the seed', () => {
    const sent = 400;
    const manifests = `${clusterText(mode)}${WEB}${service('web', spec())}
${client('alice', 'pod', 'http://10.96.100.1', `every: 10ms, count: ${String(sent)}`)}`;
    const parts = SEEDS.flatMap((seed) => {
      const spread = counts(answers(testCluster(manifests, seed).run('12s'), 'alice'));
      expect(spread).toHaveLength(PODS);
      expect(spread.reduce((sum, count) => sum + count, 0)).toBe(sent);
      return spread.map((count) => (count - sent / PODS) ** 2 / (sent / PODS));
    });
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeLessThan(CHI_SQUARE_BOUND);
  });
});

describe('the choice in ipvs mode', () => {
  it('PROXY181: goes round by itself on each node and at each door', () => {
    const cluster = testCluster(`${clusterText('ipvs')}${WEB}${service('web', spec())}
${client('inside', 'pod', 'http://10.96.100.1', 'every: 30ms, count: 40')}
${client('outside', 'outside', 'http://node-1:30080', 'every: 40ms, count: 40')}
${client('other', 'outside', 'http://node-2:30080', 'every: 50ms, count: 40')}`).run('12s');
    for (const name of ['inside', 'outside', 'other']) {
      const order = answers(cluster, name);
      expect(counts(order)).toEqual([10, 10, 10, 10]);
      expect(order.slice(PODS)).toEqual(order.slice(0, -PODS));
    }
  });
});

describe.each(PROXY_MODES)('session affinity in %s mode', (mode) => {
  it('PROXY182: keeps a client that comes again in time, and not one that comes later', () => {
    const cluster = testCluster(`${clusterText(mode)}${WEB}${service('web', sticky(3))}
${client('often', 'pod', 'http://10.96.100.1', 'every: 2s, count: 12')}
${client('seldom', 'node', 'http://10.96.100.1', 'every: 4s, count: 12')}`).run('60s');
    expect(cluster.requests('often')).toHaveLength(12);
    expect(cluster.answeredBy('often')).toHaveLength(1);
    expect(cluster.requests('seldom')).toHaveLength(12);
    expect(cluster.answeredBy('seldom').length).toBeGreaterThan(1);
  });

  it('PROXY183: is each node’s own', () => {
    const pairs = SEEDS.map((seed) => {
      const cluster = testCluster(
        `${clusterText(mode)}${WEB}${service('web', sticky(60))}
${client('one', 'outside', 'http://node-1:30080', 'every: 100ms, count: 9')}
${client('two', 'outside', 'http://node-2:30080', 'every: 100ms, count: 9')}
${client('turn', 'outside', 'http://node-2:30080', 'every: 100ms, count: 9').replace('113.7', '113.8')}`,
        seed,
      ).run('12s');
      const [one, two, turn] = ['one', 'two', 'turn'].map((name) => cluster.answeredBy(name));
      expect([one, two, turn].map((pods) => pods?.length)).toEqual([1, 1, 1]);
      return [one?.[0] === two?.[0], two?.[0] === turn?.[0]] as const;
    });
    // The same address at two nodes, and two addresses at one node. In ipvs mode both nodes begin with the first server.
    expect(pairs.some(([isSame]) => !isSame)).toBe(mode !== 'ipvs');
    expect(pairs.some(([, isSame]) => !isSame)).toBe(true);
  });

  it('PROXY184: is one for all doors, but in ipvs mode each virtual server’s own', () => {
    const same = SEEDS.map((seed) => {
      const cluster = testCluster(
        `${clusterText(mode)}${WEB}${service('web', sticky(60))}
${client('first', 'outside', 'http://node-1:30080', 'every: 100ms, count: 1').replace('113.7', '113.8')}
${client('doors', 'pod', 'http://10.96.100.1', 'every: 100ms, count: 5}, {url: "http://node-1:30080", every: 100ms, count: 5')}`,
        seed,
      ).run('12s');
      expect(cluster.requests('doors')).toHaveLength(10);
      return cluster.answeredBy('doors').length === 1;
    });
    expect(same.every(Boolean)).toBe(mode !== 'ipvs');
  });
});

describe('Rotation', () => {
  it('PROXY185: takes the server after the last one, whoever has come or gone meanwhile', () => {
    const rotation = new Rotation();
    const turn = (servers: readonly string[]): string | undefined =>
      servers[rotation.next('node-1', '-t a:80', servers)];
    expect([turn(['b', 'd']), turn(['b', 'd'])]).toEqual(['b', 'd']);
    expect(turn(['b', 'd', 'e'])).toBe('e');
    expect(turn(['a', 'b', 'd', 'e'])).toBe('a');
    expect(turn(['c', 'd'])).toBe('c');
    expect(turn(['b'])).toBe('b');
  });

  it('PROXY186: begins anew on a machine that lost power, and on no other', () => {
    const rotation = new Rotation();
    const turn = (node: string): number => rotation.next(node, '-t a:80', ['b', 'c', 'd']);
    expect([turn('node-1'), turn('node-2'), turn('node-1'), turn('node-2')]).toEqual([0, 0, 1, 1]);
    rotation.forget('node-1');
    expect([turn('node-1'), turn('node-2')]).toEqual([0, 2]);
  });
});
