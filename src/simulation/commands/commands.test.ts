import { describe, expect, it } from 'vitest';
import { isPodReady } from '../../kubernetes/api/pod.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';

function deployment(name: string, replicas: number, image = 'nginx:1'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: main, image: "${image}"}]}
`;
}

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

const ALONE = `
apiVersion: v1
kind: Pod
metadata: {name: alone, labels: {app: alone}}
spec: {containers: [{name: main, image: nginx}]}
`;

const WEB = `${deployment('web', 3)}---${SERVICE}`;

function podsOn(cluster: TestCluster, node: string): readonly string[] {
  return cluster.objects('Pod').flatMap(({ metadata, spec }) => (spec.nodeName === node ? [metadata.name] : []));
}

function images(cluster: TestCluster): readonly (string | undefined)[] {
  return cluster.objects('Pod').map(({ spec }) => spec.containers[0]?.image);
}

describe('what kubectl prints', () => {
  const cluster = (): TestCluster => testCluster(`${WEB}---${ALONE}`).run('40s');

  it.each<[string, (on: TestCluster) => TestCluster, string]>([
    ['a scaled Deployment', (on) => on.scale('web', 5, '20s'), 'deployment.apps/web scaled\n'],
    [
      'a Deployment that is not there',
      (on) => on.scale('api', 5, '20s'),
      'Error from server (NotFound): deployments.apps "api" not found\n',
    ],
    [
      'a negative number of replicas',
      (on) => on.scale('web', -1, '20s'),
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0\n',
    ],
    [
      'a kind that cannot be scaled',
      (on) => on.scale('service/web', 2, '20s'),
      'Error from server (NotFound): the server could not find the requested resource\n',
    ],
    ['a restart', (on) => on.rolloutRestart('web', '20s'), 'deployment.apps/web restarted\n'],
    [
      'an undo without history',
      (on) => on.rolloutUndo('web', '20s'),
      'error: no rollout history found for deployment "web"\n',
    ],
    ['a label', (on) => on.label('service/web', { tier: 'front' }, '20s'), 'service/web labeled\n'],
    ['no label at all', (on) => on.label('service/web', {}, '20s'), 'error: at least one label update is required\n'],
    [
      'a label taken away that was not there',
      (on) => on.label('service/web', { tier: null }, '20s'),
      'label "tier" not found.\nservice/web not labeled\n',
    ],
    ['a label taken away', (on) => on.label('pod/alone', { app: null }, '20s'), 'pod/alone unlabeled\n'],
    [
      'labels set and taken away',
      (on) => on.label('pod/alone', { app: null, tier: 'x' }, '20s'),
      'pod/alone label(s) changed\n',
    ],
    ['a cordon', (on) => on.cordon('node-1', '20s'), 'node/node-1 cordoned\n'],
    ['a second cordon', (on) => on.cordon('node-1', '10s').cordon('node-1', '20s'), 'node/node-1 already cordoned\n'],
    ['an uncordon', (on) => on.cordon('node-1', '10s').uncordon('node-1', '20s'), 'node/node-1 uncordoned\n'],
    [
      'a node that is not there',
      (on) => on.drain('node-9', '20s'),
      'Error from server (NotFound): nodes "node-9" not found\n',
    ],
    [
      'a switch of no node',
      (on) => on.powerOff('node-9', '20s'),
      'Error from server (NotFound): nodes "node-9" not found\n',
    ],
    ['a crash of no pod', (on) => on.crash('web-*', '20s'), ''],
    ['a crash of a name', (on) => on.crash('nope', '20s'), 'Error from server (NotFound): pods "nope" not found\n'],
    ['a deleted pod', (on) => on.delete('pod/alone', '20s'), 'pod "alone" deleted from default namespace\n'],
    ['a deleted Service', (on) => on.delete('service/web', '20s'), 'service "web" deleted from default namespace\n'],
    ['a deleted node', (on) => on.delete('node/node-3', '20s'), 'node "node-3" deleted\n'],
    [
      'a Namespace that may not go',
      (on) => on.delete('namespace/default', '20s'),
      'Error from server (Forbidden): namespaces "default" is forbidden: this namespace may not be deleted\n',
    ],
    ['more manifests', (on) => on.apply(deployment('api', 1), '20s'), 'deployment.apps/api created\n'],
    ['changed manifests', (on) => on.apply(deployment('web', 4), '20s'), 'deployment.apps/web configured\n'],
    ['the same manifests', (on) => on.apply(deployment('web', 3), '20s'), 'deployment.apps/web unchanged\n'],
    ['no manifests', (on) => on.apply('', '20s'), 'error: no objects passed to apply\n'],
  ])('tells of %s', (_, act, expected) => {
    expect(act(cluster()).printed('20s')).toBe(expected);
  });

  it('says of an undo that the text in hand no longer tells the truth', () => {
    const printed = testCluster(WEB)
      .apply(deployment('web', 3, 'nginx:2'), '20s')
      .rolloutUndo('web', '40s')
      .run('60s')
      .printed('40s');
    expect(printed).toMatch(
      /^deployment\.apps\/web rolled back\nWarning: resource deployments\/web was previously managed/,
    );
  });
});

describe('what becomes of the cluster', () => {
  it('has as many pods as it was scaled to', () => {
    const cluster = testCluster(WEB).scale('web', 5, '20s').scale('web', 1, '40s').run('60s');
    expect(cluster.objects('Pod').map(({ metadata }) => metadata.name)).toHaveLength(1);
  });

  it('runs the new image after an apply, and the old one again after an undo', () => {
    const changed = testCluster(WEB)
      .apply(deployment('web', 3, 'nginx:2'), '20s')
      .run('90s');
    expect(new Set(images(changed))).toEqual(new Set(['nginx:2']));
    const undone = testCluster(WEB)
      .apply(deployment('web', 3, 'nginx:2'), '20s')
      .rolloutUndo('web', '50s')
      .run('110s');
    expect(new Set(images(undone))).toEqual(new Set(['nginx:1']));
  });

  it('takes a StatefulSet back to its revision before, too', () => {
    const set = (image: string): string => `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 2
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: main, image: "${image}"}]}
`;
    const cluster = testCluster(set('nginx:1')).apply(set('nginx:2'), '20s').rolloutUndo('sts/db', '60s').run('120s');
    expect(cluster.printed('60s')).toMatch(/^statefulset\.apps\/db rolled back\n/);
    expect(images(cluster)).toEqual(['nginx:1', 'nginx:1']);
    const early = testCluster(set('nginx:1')).rolloutUndo('sts/db', '20s').run('30s');
    expect(early.printed('20s')).toBe('error: no last revision to roll back to\n');
  });

  it('has a client for a Service that is applied later, from then on', () => {
    const cluster = testCluster(deployment('web', 2)).apply(SERVICE, '20s').run('40s');
    expect(cluster.trace.clients.map(({ name }) => name)).toEqual(['inside-web']);
    const requests = cluster.requests('inside-web');
    expect(requests[0]?.startedAt).toBeGreaterThanOrEqual(20e6);
    expect(requests.at(-1)?.outcome).toBe('answered');
  });

  it('has the clients of a text that is applied later, and makes no more', () => {
    const client = `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: alice}
spec: {from: {pod: {node: node-1}}, requests: [{url: "http://web"}]}
`;
    const cluster = testCluster(deployment('web', 2)).apply(`${SERVICE}---${client}`, '20s').run('40s');
    expect(cluster.trace.clients.map(({ name }) => name)).toEqual(['alice']);
    expect(cluster.printed('20s')).toBe('service/web created\n');
    expect(cluster.requests('alice').at(-1)?.outcome).toBe('answered');
  });

  it('gets an address for its load balancer when there is a cloud, and none while there is not', () => {
    const balanced = SERVICE.replace('spec: {', 'spec: {type: LoadBalancer, ');
    const addresses = (cluster: TestCluster): number =>
      cluster.objects('Service').filter(({ status }) => (status?.loadBalancer?.ingress ?? []).length > 0).length;
    const without = testCluster(WEB).setLoadBalancerProvider(false, '1s').apply(balanced, '5s');
    expect(addresses(without.run('60s'))).toBe(0);
    const late = testCluster(WEB).setLoadBalancerProvider(false, '1s').apply(balanced, '5s');
    expect(addresses(late.setLoadBalancerProvider(true, '60s').run('120s'))).toBe(1);
  });

  it('has other pods after a restart', () => {
    const before = testCluster(WEB).run('90s').objects('Pod');
    const after = testCluster(WEB).rolloutRestart('web', '20s').run('90s').objects('Pod');
    expect(after).toHaveLength(3);
    const names = new Set(before.map(({ metadata }) => metadata.name));
    expect(after.filter(({ metadata }) => names.has(metadata.name))).toEqual([]);
  });

  it('keeps a pod running whose label was changed, and makes another in its place', () => {
    const cluster = testCluster(WEB).label('pod/web-*', { app: 'debug' }, '20s').run('50s');
    const pods = cluster.objects('Pod');
    expect(pods.filter(({ metadata }) => metadata.labels?.['app'] === 'debug')).toHaveLength(1);
    expect(pods.filter(({ metadata }) => metadata.labels?.['app'] === 'web')).toHaveLength(3);
  });

  it('changes nothing but the labels of a labelled pod', () => {
    const before = testCluster(ALONE).run('30s').objects('Pod')[0];
    const after = testCluster(ALONE).label('pod/alone', { tier: 'x' }, '29s').run('30s').objects('Pod')[0];
    expect(after?.spec).toEqual(before?.spec);
    expect(after?.status).toEqual(before?.status);
  });

  it('puts no new pod on a cordoned node', () => {
    const cluster = testCluster(WEB).cordon('node-1', '20s').scale('web', 9, '21s').run('40s');
    const before = testCluster(WEB).run('20s');
    expect(podsOn(cluster, 'node-1')).toEqual(podsOn(before, 'node-1'));
  });

  it('moves the pods of a drained node, and prints as each goes', () => {
    const cluster = testCluster(`${WEB}---${ALONE}`).drain('node-1', '20s').drain('node-2', '60s').run('120s');
    expect([...podsOn(cluster, 'node-1'), ...podsOn(cluster, 'node-2')]).toEqual([]);
    expect(cluster.objects('Pod').every((pod) => isPodReady(pod))).toBe(true);
    const printed = cluster.printed('20s') + cluster.printed('60s');
    expect(printed).toContain('evicting pod default/alone\n');
    expect(printed).toContain('Warning: deleting Pods that declare no controller: default/alone\n');
    expect(printed).toMatch(/node\/node-1 cordoned\n[\s\S]*pod\/web-\S+ evicted\n[\s\S]*node\/node-1 drained\n/);
  });

  it('evicts no more pods at once than a PodDisruptionBudget lets go, and asks again every 5 s', () => {
    const budget = `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 3, selector: {matchLabels: {app: web}}}
`;
    const cluster = testCluster(`${WEB}---${budget}`).drain('node-1', '20s').scale('web', 4, '32s').run('90s');
    expect(cluster.printed('20s')).toContain("Cannot evict pod as it would violate the pod's disruption budget.");
    const times = cluster.trace.events.flatMap((event) => (event.type === 'commandPrinted' ? [event.at / 1e6] : []));
    expect(times.slice(0, 2)).toEqual([25, 30]);
    expect(podsOn(cluster, 'node-1')).toEqual([]);
  });

  it('tells when a machine is cut off and when it is back', () => {
    const cluster = testCluster(WEB)
      .cutNetwork('node-1', '20s')
      .powerOff('node-1', '25s')
      .restoreNetwork('node-1', '30s');
    const hosts = cluster.run('40s').trace.events.filter(({ type }) => type === 'hostChanged');
    expect(hosts).toMatchObject([
      { at: 20e6, isOn: true, isConnected: false },
      { at: 25e6, isOn: false, isConnected: false },
      { at: 30e6, isOn: false, isConnected: true },
    ]);
  });

  it('has no more power after a shutdown has come to its end', () => {
    const cluster = testCluster(WEB).shutDown('node-2', '20s').run('90s');
    const hosts = cluster.trace.events.flatMap((event) => (event.type === 'hostChanged' ? [event.isOn] : []));
    expect(hosts).toEqual([false]);
  });

  it('takes a name that ends in a star for the first that begins so, and says which', () => {
    const cluster = testCluster(WEB).delete('pod/web-*', '20s').run('60s');
    expect(cluster.printed('20s')).toMatch(/^pod "web-[a-z0-9]+-[a-z0-9]{5}" deleted from default namespace\n$/);
  });
});
