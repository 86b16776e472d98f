import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { clusterText, PROXY_MODES, type TestedMode } from '../../testing/traffic-text.ts';

/** One pod on node-2, a node port, and clients that keep their connections: one in a pod of node-1, one on the internet by way of node-3. */
function keptAlive(latency = '2ms', mode: TestedMode = 'iptables'): TestCluster {
  return testCluster(`${clusterText(mode, 3)}
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: {kubehops.dev/latency: ${latency}}}
    spec:
      nodeSelector: {kubernetes.io/hostname: node-2}
      containers: [{name: web, image: nginx}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: inside}
spec:
  from: {pod: {node: node-1}}
  requests: [{url: "http://web", every: 5s, keepAlive: true}]
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: outside}
spec:
  from: {internet: {ip: 203.0.113.7}}
  requests: [{url: "http://node-3:30080", every: 5s, keepAlive: true}]
`);
}

/** What became of each request of the client, and whether it went over a connection that was open before. */
function story(cluster: TestCluster, client: string): readonly string[] {
  return cluster
    .requests(client)
    .map(({ outcome, hops }) => `${outcome}${hops.some(({ layer }) => layer === 'dns') ? ', new' : ''}`);
}

describe('a connection that is kept open', () => {
  it('NET140: asks no DNS and no rule again', () => {
    const cluster = keptAlive().run('16s');
    expect(story(cluster, 'inside')).toEqual(['answered, new', 'answered', 'answered']);
    expect(cluster.requests('inside')[1]?.hops.map(({ rule }) => rule)).toEqual([
      'open connection',
      'conntrack',
      'listen TCP :80',
    ]);
  });

  it('NET141: is reset when its pod has been started anew meanwhile, and opened again after that', () => {
    const cluster = keptAlive().powerOff('node-2', '11s').powerOn('node-2', '12s').run('21s');
    expect(story(cluster, 'inside')).toEqual(['answered, new', 'answered', 'reset', 'answered, new']);
  });

  it('NET142: is reset when a node that rewrites its addresses has forgotten it', () => {
    const cluster = keptAlive().powerOff('node-3', '11s').powerOn('node-3', '12s').run('21s');
    expect(story(cluster, 'outside')).toEqual(['answered, new', 'answered', 'reset', 'answered, new']);
    expect(story(cluster, 'inside')).toEqual(['answered, new', 'answered', 'answered', 'answered']);
  });

  it('NET143: is forgotten by a client whose own machine was off', () => {
    const cluster = keptAlive().powerOff('node-1', '11s').powerOn('node-1', '12s').run('21s');
    expect(story(cluster, 'inside')).toEqual(['answered, new', 'answered', 'answered, new', 'answered']);
  });

  it('NET144: ends at the machine without hosts, and the next request opens another', () => {
    const cluster = keptAlive().powerOff('node-2', '11s').run('21s');
    expect(story(cluster, 'inside')).toEqual(['answered, new', 'answered', 'timedOut', 'timedOut, new']);
    const [last, ...before] = cluster.requests('inside')[2]?.hops.toReversed() ?? [];
    expect(last).toMatchObject({ layer: 'pod', rule: 'power: off', reason: { id: 'hop.node.down' } });
    expect(before.map(({ place }) => place.type)).toEqual(['node', 'client']);
  });

  // In ipvs mode the server stays, with the weight 0. Upstream: pkg/proxy/ipvs/graceful_termination.go (v1.36).
  it.each(PROXY_MODES)(
    'NET147: goes on with a pod that is no endpoint any more, while new ones are refused, in %s mode',
    (mode) => {
      const cluster = keptAlive('2ms', mode)
        .apply(
          'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, selector: {app: other}, ports: [{port: 80, nodePort: 30080}]}\n',
          '8s',
        )
        .apply(
          'apiVersion: kubehops.dev/v1\nkind: Client\nmetadata: {name: late}\nspec: {from: {pod: {node: node-1}}, requests: [{url: "http://web", every: 1s}]}\n',
          '10s',
        )
        .run('21s');
      expect(story(cluster, 'inside')).toEqual(['answered, new', 'answered', 'answered', 'answered']);
      cluster.expectAll('late', 'refused');
    },
  );

  it('NET145: ends with the request that broke on it', () => {
    // The pod works for three seconds on each answer, and loses its machine for a moment while it does.
    const cluster = keptAlive('3s').powerOff('node-2', '6s').powerOn('node-2', '7s').run('11s');
    expect(story(cluster, 'inside')).toEqual(['reset, new', 'answered, new']);
  });

  it('NET146: is waited for in vain when a node on the way loses power before the answer has passed it', () => {
    const cluster = keptAlive('3s').powerOff('node-3', '6s').run('7s');
    const [request] = cluster.requests('outside');
    expect(request?.cause).toEqual({ id: 'cause.nodeDown', params: { node: 'node-3' } });
    const sentAt = request?.hops.find(({ layer }) => layer === 'client')?.at ?? 0;
    expect((request?.finishedAt ?? 0) - sentAt).toBe(5_000_000);
  });
});

/** Two UDP servers of which the first goes, and a client that keeps its socket. */
function socketKept(every: string): TestCluster {
  const server = (name: string, node: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, labels: {app: dns}, annotations: {kubehops.dev/listen: 53/UDP}}
spec: {nodeSelector: {kubernetes.io/hostname: ${node}}, containers: [{name: dns, image: "example.com/dns:1"}]}
---`;
  return testCluster(`${server('first', 'node-2')}${server('second', 'node-3')}
apiVersion: v1
kind: Service
metadata: {name: dns}
spec: {selector: {app: dns}, ports: [{port: 53, protocol: UDP}]}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: alice}
spec:
  from: {pod: {node: node-1}}
  requests: [{url: "udp://dns:53", every: ${every}, keepAlive: true}]
`);
}

describe('a UDP socket that is kept', () => {
  const chosen = socketKept('50ms').run('6s').requests('alice')[0]?.answeredBy;
  const other = chosen === 'default/first' ? 'second' : 'first';
  const gone = chosen === 'default/first' ? 'first' : 'second';
  const kept = socketKept('50ms').delete(`pod/${gone}`, '6s').delete(`pod/${other}`, '20s').run('24s');

  it('NET84: stays with its endpoint, by the entry in the node’s connection table', () => {
    const requests = kept.requests('alice', '0s', '6s');
    expect(new Set(requests.map(({ answeredBy }) => answeredBy)).size).toBe(1);
    expect(requests[1]?.hops.map(({ rule }) => rule)).toEqual(['open socket', 'conntrack', 'listen UDP :53']);
    // One socket, one source port.
    expect(new Set(requests.map(({ hops }) => hops.find(({ layer }) => layer === 'client')?.before.source)).size).toBe(
      1,
    );
  });

  it('NET85: is sent to another endpoint once kube-proxy has cleared the entry of the one that is gone', () => {
    const after = kept.requests('alice', '6s', '10s').toSorted((a, b) => a.startedAt - b.startedAt);
    expect(after.some(({ outcome }) => outcome !== 'answered')).toBe(true);
    expect(after.at(-1)?.answeredBy).toBe(`default/${other}`);
  });

  it('NET86: keeps on sending to a pod that is gone while the Service has no other endpoint', () => {
    const last = kept.requests('alice').at(-1);
    expect([last?.outcome, last?.cause.id]).toEqual(['timedOut', 'cause.staleFlow']);
  });

  it('NET87: chooses anew after 120 s of silence', () => {
    const rules = (every: string): readonly string[] =>
      socketKept(every)
        .run('140s')
        .requests('alice')
        .map(({ hops }) => hops.find(({ place }) => place.type === 'node')?.rule ?? '');
    expect(rules('119s').slice(1)).toEqual(['conntrack']);
    expect(rules('121s')[1]).toContain('KUBE-SVC-');
  });
});
