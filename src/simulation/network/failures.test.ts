/** The ways in which a request fails, one by one: what the client sees, and the cause that is named. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import type { Outcome } from '../trace.ts';

const PLACES = {
  pod: '{pod: {node: node-1}}',
  shop: '{pod: {namespace: shop, node: node-1}}',
  node: '{node: {name: node-1}}',
  outside: '{internet: {ip: 203.0.113.7}}',
} as const;

type Place = keyof typeof PLACES;

function client(name: string, place: Place, url: string, more = 'count: 1'): string {
  return `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: ${PLACES[place]}, requests: [{url: "${url}", ${more}}]}
---`;
}

function service(name: string, spec: string, namespace = 'default'): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---`;
}

/** A Deployment of one pod on the node, or of more without one. */
function deployment(
  name: string,
  node: string | undefined,
  more = '',
  annotations = '{}',
  labels = `app: ${name}`,
): string {
  const where = node === undefined ? '' : `nodeSelector: {kubernetes.io/hostname: ${node}}, `;
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {${labels}}}
  template:
    metadata: {labels: {${labels}}, annotations: ${annotations}}
    spec: {${where}${more}containers: [{name: ${name}, image: nginx, ports: [{name: http, containerPort: 80}]}]}
---`;
}

const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
${deployment('web', 'node-2')}
${service('web', '{type: NodePort, clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}')}
${service('nobody', '{type: NodePort, clusterIP: 10.96.100.2, selector: {app: typo}, ports: [{name: web, port: 80, nodePort: 30081}, {name: udp, port: 53, protocol: UDP}]}')}
${service('unnamed', '{selector: {app: web}, ports: [{port: 80, targetPort: metrics}]}')}
${service('wrong-port', '{selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}')}
${service('near', '{internalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}')}
${service('local', '{type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 30082}]}')}
${service('ranged', '{type: LoadBalancer, loadBalancerSourceRanges: [198.51.100.0/24], selector: {app: web}, ports: [{port: 80, nodePort: 30083}]}')}
${service('external', '{externalIPs: [192.0.2.200], selector: {app: web}, ports: [{port: 80}]}')}
${service('plain', '{type: LoadBalancer, allocateLoadBalancerNodePorts: false, selector: {app: web}, ports: [{port: 80}]}')}
${service('empty', '{clusterIP: None, selector: {app: typo}, ports: [{port: 80}]}')}
${service('numbers', '{type: ExternalName, externalName: 10.1.2.3}')}
${service('lost', '{type: ExternalName, externalName: gone.example.com}')}
${service('partner', '{type: ExternalName, externalName: api.example.com, ports: [{port: 8080}]}')}
${service('manual', '{ports: [{port: 80}]}')}
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: manual, labels: {kubernetes.io/service-name: manual}}
addressType: IPv4
ports: [{name: "", port: 80}]
endpoints: [{addresses: [10.244.2.99]}]
---
${deployment('host', 'node-3', 'hostNetwork: true, ')}
${service('host', '{selector: {app: host}, ports: [{port: 80}]}')}
${deployment('deaf', 'node-2', '', '{kubehops.dev/listen: "127.0.0.1:80"}')}
${service('deaf', '{selector: {app: deaf}, ports: [{port: 80}]}')}
`;

/** The number of the behaviour, from where, to which URL, and how it ends for what cause. */
type Row = readonly [string, Place, string, Outcome, string];

const rows: readonly Row[] = [
  ['NET50', 'pod', 'http://wbe', 'nameNotFound', 'cause.nameNotFound'],
  ['NET50', 'shop', 'http://web', 'nameNotFound', 'cause.otherNamespace'],
  ['NET50', 'shop', 'http://web.default', 'answered', 'cause.answered'],
  ['NET51', 'pod', 'http://empty', 'nameNotFound', 'cause.headlessEmpty'],
  ['NET52', 'pod', 'http://numbers', 'nameNotFound', 'cause.externalNameIsAddress'],
  ['NET53', 'pod', 'http://lost', 'nameNotFound', 'cause.externalNameUnknown'],
  ['NET54', 'pod', 'http://nobody', 'refused', 'cause.noEndpoints'],
  ['NET54', 'outside', 'http://node-1:30081', 'refused', 'cause.noEndpoints'],
  ['NET55', 'pod', 'http://unnamed', 'refused', 'cause.noEndpoints'],
  ['NET56', 'pod', 'http://wrong-port', 'refused', 'cause.podRefused'],
  ['NET56', 'pod', 'http://deaf', 'refused', 'cause.podRefused'],
  ['NET57', 'pod', 'http://web:81', 'timedOut', 'cause.noServicePort'],
  ['NET58', 'pod', 'http://10.96.77.77', 'timedOut', 'cause.noSuchClusterIP'],
  ['NET59', 'pod', 'ping://web', 'timedOut', 'cause.clusterIPPinged'],
  ['NET60', 'pod', 'http://near', 'timedOut', 'cause.noLocalEndpoints'],
  ['NET61', 'outside', 'http://node-1:30082', 'timedOut', 'cause.noLocalEndpoints'],
  ['NET62', 'pod', 'http://local.default.lb', 'answered', 'cause.answered'],
  ['NET62', 'pod', 'http://node-1:30082', 'answered', 'cause.answered'],
  ['NET63', 'outside', 'http://ranged.default.lb', 'timedOut', 'cause.sourceRefused'],
  ['NET63', 'outside', 'http://node-1:30083', 'answered', 'cause.answered'],
  ['NET64', 'pod', 'http://127.0.0.1:30080', 'refused', 'cause.ownLoopback'],
  ['NET64', 'node', 'http://127.0.0.1:30080', 'answered', 'cause.answered'],
  ['NET65', 'outside', 'http://node-1:30999', 'refused', 'cause.nodeRefused'],
  ['NET66', 'pod', 'http://manual', 'timedOut', 'cause.podGone'],
  ['NET67', 'pod', 'udp://nobody:80', 'timedOut', 'cause.noServicePort'],
  ['NET67', 'pod', 'udp://nobody:53', 'refused', 'cause.noEndpoints'],
  ['NET68', 'pod', 'http://partner', 'answered', 'cause.hostHeaderMismatch'],
  ['NET68', 'pod', 'https://partner', 'reset', 'cause.certificateMismatch'],
  ['NET68', 'pod', 'http://partner:8080', 'refused', 'cause.externalRefused'],
  ['NET68', 'pod', 'https://api.example.com', 'answered', 'cause.answeredExternally'],
  ['NET69', 'outside', 'http://192.0.2.200', 'answered', 'cause.answered'],
  ['NET69', 'pod', 'http://192.0.2.200', 'answered', 'cause.answered'],
  ['NET70', 'outside', 'http://plain.default.lb', 'answered', 'cause.answered'],
  ['NET71', 'pod', 'http://host', 'answered', 'cause.answered'],
  ['NET71', 'outside', 'http://node-3', 'answered', 'cause.answered'],
  ['NET89', 'pod', 'https://kubernetes', 'answered', 'cause.answeredExternally'],
  ['NET71', 'outside', 'http://node-2', 'refused', 'cause.nodeRefused'],
];

const all = testCluster(
  CLUSTER + rows.map(([, place, url], index) => client(`row-${String(index)}`, place, url)).join(''),
).run('12s');

/** The outcomes of a client's requests with the cause of each, in order. */
function story(cluster: TestCluster, name: string): readonly string[] {
  return cluster.requests(name).map(({ outcome, cause }) => `${outcome} ${cause.id.replace('cause.', '')}`);
}

describe('a request', () => {
  it.each(rows.map((row, index) => [...row, index] as const))(
    '%s: from %s to %s is %s, %s',
    (_n, _place, _url, outcome, cause, index) => {
      const [request] = all.requests(`row-${String(index)}`);
      expect([request?.outcome, request?.cause.id]).toEqual([outcome, cause]);
    },
  );

  it('NET72: keeps its address where the pod is in its node’s own network', () => {
    const [request] = all.requests(`row-${String(rows.findIndex(([, , url]) => url === 'http://node-3'))}`);
    expect(request?.sourceSeenByPod).toBe('203.0.113.7');
    expect(request?.hops.at(-1)?.place.type).toBe('pod');
  });
});

describe('a Service that is deleted', () => {
  it('NET148: is not found by its name any more, and its address answers nothing', () => {
    const cluster = testCluster(`${deployment('web', undefined)}
${service('web', '{clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80}]}')}
${client('named', 'pod', 'http://web', 'every: 500ms')}${client('stale', 'pod', 'http://10.96.100.1', 'every: 500ms')}`)
      .delete('service/web', '8s')
      .run('12s');
    cluster.expectAll('named', 'answered', '5s', '7s').expectAll('named', 'nameNotFound', '9s');
    cluster.expectAll('stale', 'answered', '5s', '7s').expectAll('stale', 'timedOut', '10s');
  });
});

describe('a SYN without an answer', () => {
  it('NET73: is sent again after 1 and 3 s, and given up after 5 s', () => {
    const [request] = all.requests(`row-${String(rows.findIndex(([number]) => number === 'NET60'))}`);
    const sentAt = request?.hops.find(({ layer }) => layer === 'client')?.at ?? 0;
    expect(request?.retries?.map((at) => at - sentAt)).toEqual([1_000_000, 3_000_000]);
    expect((request?.finishedAt ?? 0) - sentAt).toBe(5_000_000);
    // Lost for the same reason each time: the way is told once.
    expect(request?.hops.filter(({ layer }) => layer === 'client')).toHaveLength(1);
  });

  it('NET74: meets with its retry a rule that has changed meanwhile', () => {
    const cluster = testCluster(`${deployment('web', 'node-2')}
${service('web', '{internalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web')}`)
      .apply(service('web', '{internalTrafficPolicy: Cluster, selector: {app: web}, ports: [{port: 80}]}'), '5500ms')
      .run('6s');
    const [request] = cluster.requests('alice');
    expect(request?.outcome).toBe('answered');
    expect(request?.retries).toHaveLength(1);
    expect(request?.hops.map(({ layer, reason }) => `${layer} ${reason.id}`)).toEqual([
      'dns hop.dns.answered',
      'client hop.client.sends',
      'clusterIP hop.node.noLocalEndpoints',
      'client hop.client.retries',
      'clusterIP hop.node.clusterIP',
      'pod hop.pod.answers',
    ]);
    expect((request?.finishedAt ?? 0) - (request?.startedAt ?? 0)).toBeGreaterThan(1_000_000);
  });

  it('NET75: goes to the same dead pod again, for the node remembers the connection', () => {
    const cluster = testCluster(`${deployment('web', 'node-2')}
${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'count: 1')}`)
      .powerOff('node-2', '4s')
      .powerOn('node-2', '5500ms')
      .run('11s');
    const [request] = cluster.requests('alice');
    const retried = request?.hops.filter(({ at }) => at - (request.startedAt ?? 0) > 900_000) ?? [];
    expect(retried.find(({ place }) => place.type === 'node')?.rule).toBe('conntrack');
  });
});

describe('a machine that is cut off', () => {
  const cut = testCluster(`
${deployment('web', 'node-1', '', '{}', 'app: web, at: one')}
${deployment('far', 'node-2', '', '{}', 'app: web, at: two')}
${service('one', '{type: NodePort, clusterIP: 10.96.100.1, selector: {at: one}, ports: [{port: 80, nodePort: 30080}]}')}
${service('two', '{clusterIP: 10.96.100.2, selector: {at: two}, ports: [{port: 80}]}')}
${client('inside', 'pod', 'http://10.96.100.1', 'every: 1s')}
${client('across', 'pod', 'http://10.96.100.2', 'every: 1s')}
${client('named', 'pod', 'http://one', 'every: 1s')}
${client('outside', 'outside', 'http://node-1:30080', 'every: 1s')}
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: other}
spec: {from: {pod: {node: node-2}}, requests: [{url: "http://10.96.100.1", every: 1s}]}
`)
    .cutNetwork('node-1', '7900ms')
    .run('12s');

  it('NET76: goes on within itself, and nothing crosses its cable', () => {
    cut.expectAll('inside', 'answered').expectAll('across', 'answered', '0s', '7s');
    cut
      .expectAll('across', 'timedOut', '8s')
      .expectAll('outside', 'timedOut', '8s')
      .expectAll('other', 'timedOut', '8s');
    expect(story(cut, 'across').at(-1)).toBe('timedOut nodeCut');
    expect(story(cut, 'outside').at(-1)).toBe('timedOut nodeCut');
    expect(story(cut, 'other').at(-1)).toBe('timedOut podOnCutNode');
  });

  it('NET77: reaches no DNS server', () => {
    expect(story(cut, 'named').at(-1)).toBe('timedOut dnsUnreachable');
  });
});

describe('a pod that goes', () => {
  it('NET78: refuses while its program has ended and the rules still lead there, and names why', () => {
    const cluster = testCluster(`${deployment('web', undefined, '', '{kubehops.dev/stop: 3s}')}
${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 10ms')}`)
      .delete('pod/web-*', '6s')
      .run('8s');
    const causes = new Set(story(cluster, 'alice'));
    expect(causes).toContain('refused podTerminating');
    expect(causes).toContain('answered answered');
  });

  it('NET79: resets the request that it works on when its time is up', () => {
    const cluster = testCluster(`${deployment('web', undefined, '', '{kubehops.dev/latency: 4s}')}
${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web')}`)
      .delete('pod/web-*', '6s')
      .run('12s');
    expect(story(cluster, 'alice')).toEqual(['reset reset']);
  });

  it('NET80: refuses while its container has crashed', () => {
    const cluster = testCluster(`${deployment('web', 'node-1')}
${service('web', '{publishNotReadyAddresses: true, selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 100ms')}`)
      .crash('web-*', '6s')
      .crash('web-*', '9s')
      .run('12s');
    expect(new Set(story(cluster, 'alice'))).toContain('refused podNotRunning');
  });

  it('NET81: still serves while it terminates, when all others do too', () => {
    const preStop = 'terminationGracePeriodSeconds: 30, ';
    const cluster =
      testCluster(`${deployment('web', undefined, preStop).replace('ports: [{name', 'lifecycle: {preStop: {sleep: {seconds: 10}}}, readinessProbe: {httpGet: {port: 80}, periodSeconds: 1}, ports: [{name')}
${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 500ms')}`)
        .scale('deployment/web', 0, '8s')
        .run('16s');
    cluster.expectAll('alice', 'answered', '8s', '15s');
  });
});

describe('a machine without power', () => {
  const dark = testCluster(`
${deployment('web', undefined)}
${service('web', '{type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}')}
${client('pinned', 'outside', 'http://node-3:30080', 'every: 1s')}
${client('inside', 'pod', 'http://web', 'every: 500ms')}`)
    .scale('deployment/web', 3, '1s')
    .powerOff('node-3', '10s')
    .run('80s');

  it('NET82: lets down a client that knows no other door', () => {
    dark.expectAll('pinned', 'timedOut', '11s', '79s');
    expect(story(dark, 'pinned').at(-1)).toBe('timedOut nodeDown');
  });

  it('NET83: takes a share of the requests with it until its node is marked NotReady, and none after that', () => {
    expect(dark.outcomes('inside', '11s', '50s')).toEqual(['answered', 'timedOut']);
    dark.expectAll('inside', 'answered', '68s', '79s');
  });
});

describe('who answers', () => {
  const three = deployment('web', undefined).replace('spec:\n  selector', 'spec:\n  replicas: 3\n  selector');
  const nat = (name: string, ip: string, url: string): string => `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: {internet: {ip: ${ip}, nat: 198.51.100.1}}, requests: [{url: "${url}", every: 100ms, count: 20}]}
---`;
  const sticky =
    '{type: NodePort, externalTrafficPolicy: Cluster, sessionAffinity: ClientIP, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}';

  it('NET91: is one pod for all requests over one connection, and each of them in turn without', () => {
    const cluster = testCluster(`${three}${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('kept', 'pod', 'http://web', 'every: 50ms, count: 40, keepAlive: true')}
${client('fresh', 'pod', 'http://web', 'every: 50ms, count: 40')}`).run('8s');
    expect(cluster.answeredBy('kept')).toHaveLength(1);
    expect(cluster.answeredBy('fresh')).toHaveLength(3);
  });

  it('NET92: is one pod for all who come from behind one address, where the Service has session affinity', () => {
    const cluster = testCluster(`${three}${service('web', sticky)}
${nat('alice', '10.0.0.5', 'http://node-1:30080')}${nat('bob', '10.0.0.6', 'http://node-1:30080')}`).run('9s');
    expect(cluster.answeredBy('alice')).toHaveLength(1);
    expect(cluster.answeredBy('bob')).toEqual(cluster.answeredBy('alice'));
  });

  it('NET93: is another pod at once when the one of the affinity is gone', () => {
    const cluster = testCluster(`${three}${service('web', sticky)}
${client('alice', 'pod', 'http://web', 'every: 100ms')}`)
      .scale('deployment/web', 0, '7s')
      .scale('deployment/web', 3, '8s')
      .run('14s');
    cluster.expectAll('alice', 'answered', '11s');
    expect(cluster.answeredBy('alice')).toHaveLength(2);
  });

  it('NET94: is nobody, while the pods’ images cannot be had', () => {
    const broken = deployment('web', undefined).replace('image: nginx', 'image: "not an image"');
    const cluster = testCluster(`${broken}${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web')}`).run('7s');
    expect(story(cluster, 'alice')).toEqual(['refused noEndpoints']);
  });

  it('NET95: is another app, where two share the labels of the selector', () => {
    const cluster = testCluster(`
${deployment('web', undefined, '', '{}', 'app: shared, name: web')}
${deployment('other', undefined, '', '{}', 'app: shared, name: other').replace('nginx', 'httpd')}
${service('web', '{selector: {app: shared}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 50ms, count: 20')}`).run('8s');
    expect(cluster.outcomes('alice')).toEqual(['answered', 'wrongApp']);
  });
});
