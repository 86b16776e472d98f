/** The ways in which requests fail as the cluster changes, one by one: what the client sees, and the cause that is named. */
import { describe, expect, it } from 'vitest';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { client, clusterText, deployment, PROXY_MODES, replicas, service } from '../../testing/traffic-text.ts';

/** The outcomes of a client's requests with the cause of each, in order. */
function story(cluster: TestCluster, name: string): readonly string[] {
  return cluster.requests(name).map(({ outcome, cause }) => `${outcome} ${cause.id.replace('cause.', '')}`);
}

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

  it('NET222: takes its pods with it: lost until it is NotReady, then refused, and answered by others after five minutes', () => {
    const terms = '[{matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, values: [node-1]}]}]';
    const elsewhere = `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ${terms}}}}, `;
    const manifests = `${deployment('web', undefined, elsewhere)}
${service('web', '{clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://10.96.100.1', 'every: 1s')}`;
    const pod = testCluster(manifests)
      .run('9s')
      .objects('Pod')
      .find(({ metadata }) => metadata.name.startsWith('web-'));
    const cluster = testCluster(manifests)
      .powerOff(pod?.spec.nodeName ?? '', '10s')
      .run('380s');
    cluster.expectAll('alice', 'timedOut', '10s', '44s').expectAll('alice', 'refused', '65s', '340s');
    cluster.expectAll('alice', 'answered', '370s');
    expect(cluster.answeredBy('alice')).toHaveLength(2);
  });
});

describe('who answers', () => {
  const three = replicas('web', 3);
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

  it.each(PROXY_MODES)('NET93: is another pod at once when the one of the affinity is gone, in %s mode', (mode) => {
    const cluster = testCluster(`${clusterText(mode)}${three}${service('web', sticky)}
${client('alice', 'pod', 'http://web', 'every: 100ms')}`)
      .scale('deployment/web', 0, '7s')
      .scale('deployment/web', 3, '8s')
      .run('14s');
    cluster.expectAll('alice', 'answered', '11s');
    expect(cluster.answeredBy('alice')).toHaveLength(2);
  });

  it.each([
    ['an image’s name is invalid', 'image: nginx', 'image: "not an image"'],
    ['an image cannot be had', 'image: nginx', 'image: registry.invalid/shop:1'],
    ['containers crash again and again', 'annotations: {}', 'annotations: {kubehops.dev/crash: "0s"}'],
    ['pods fit on no node', 'containers:', 'nodeSelector: {disk: none}, containers:'],
    ['pods are not ready', 'containerPort: 80}]', 'containerPort: 80}], readinessProbe: {httpGet: {port: 81}}'],
  ])('NET94: is nobody while %s', (_why, from, to) => {
    const broken = deployment('web', undefined).replace(from, to);
    const cluster = testCluster(`${broken}${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 1s')}`).run('25s');
    cluster.expectAll('alice', 'refused');
    expect(story(cluster, 'alice').at(-1)).toBe('refused noEndpoints');
  });

  it('NET95: is another app, where two share the labels of the selector', () => {
    const cluster = testCluster(`
${deployment('web', undefined, '', '{}', 'app: shared, name: web')}
${deployment('other', undefined, '', '{}', 'app: shared, name: other').replace('nginx', 'httpd')}
${service('web', '{selector: {app: shared}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 50ms, count: 20')}`).run('8s');
    expect(cluster.outcomes('alice')).toEqual(['answered', 'wrongApp']);
  });

  it('NET220: is no longer the pod that has lost its label, and soon the one in its place', () => {
    const cluster = testCluster(`${deployment('web', 'node-2')}
${service('web', '{selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://web', 'every: 100ms')}`)
      .label('pod/web-*', { app: 'quarantine' }, '8s')
      .run('16s');
    const [before, after] = [cluster.requests('alice', '0s', '8s'), cluster.requests('alice', '12s')].map(
      (requests) => new Set(requests.map(({ answeredBy }) => answeredBy)),
    );
    expect([before?.size, after?.size]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
    expect(cluster.objects('Pod').filter(({ metadata }) => metadata.name.startsWith('web-'))).toHaveLength(2);
  });

  it('NET221: is nobody at the address that a Service waits for without a cloud, while its other doors are open', () => {
    const cluster = testCluster(`${deployment('web', 'node-2')}
${service('web', '{type: LoadBalancer, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}')}
${client('balanced', 'outside', 'http://web.default.lb', 'every: 1s')}
${client('port', 'outside', 'http://node-1:30080', 'every: 1s')}
${client('inside', 'pod', 'http://web', 'every: 1s')}`)
      .setLoadBalancerProvider(false, '0s')
      .run('10s');
    expect(new Set(story(cluster, 'balanced'))).toEqual(new Set(['nameNotFound loadBalancerPending']));
    cluster.expectAll('port', 'answered', '5s').expectAll('inside', 'answered', '5s');
  });
});
