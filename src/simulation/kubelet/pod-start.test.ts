import { describe, expect, it } from 'vitest';
import { lastPod, podText, run, states, told, versions } from '../../testing/one-pod.ts';
import type { Trace } from '../trace.ts';

describe('a pod’s start', () => {
  it('KUBELET50: passes the states of a real one, with their Events', () => {
    const trace = run({}, '5s');
    expect(states(trace)).toEqual(['0 Pending none', '0.01 Pending ContainerCreating', '0.91 Running running ready']);
    expect(told(trace)).toEqual([
      'Pulling: Pulling image "nginx"',
      'Pulled: Successfully pulled image "nginx" in 800ms (800ms including waiting). Image size: 50000000 bytes.',
      'Created: Container created',
      'Started: Container started',
    ]);
  });

  it('KUBELET51: writes its conditions in upstream’s order', () => {
    const conditions = versions(run({}, '5s')).map(({ pod }) =>
      (pod?.status.conditions ?? []).map(({ type, status, reason = '' }) => `${type}=${status} ${reason}`.trim()),
    );
    expect(conditions.at(-2)).toEqual([
      'PodReadyToStartContainers=False',
      'Initialized=True',
      'Ready=False ContainersNotReady',
      'ContainersReady=False ContainersNotReady',
      'PodScheduled=True',
    ]);
    expect(conditions.at(-1)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ]);
  });

  it('KUBELET52: tells the node’s address, and the pod’s own before a slow program runs', () => {
    const trace = run({ annotations: 'kubehops.dev/startup: 20s' }, '5s');
    expect(lastPod(trace).status).toMatchObject({ phase: 'Pending', hostIP: '192.168.0.12', podIP: '10.244.2.2' });
    expect(lastPod(trace).status.conditions?.find(({ type }) => type === 'Ready')?.message).toBe(
      'containers with unready status: [c]',
    );
  });

  it('KUBELET53: lets init containers run one after the other first', () => {
    const spec = 'initContainers: [{name: a, image: busybox}, {name: b, image: busybox}]';
    const trace = run({ spec }, '10s');
    expect(states(trace)).toEqual(['0 Pending none', '0.01 Pending PodInitializing', '6.51 Running running ready']);
    expect(lastPod(trace).status.initContainerStatuses?.map(({ ready }) => ready)).toEqual([true, true]);
    const initialized = versions(trace).map(
      ({ pod }) => pod?.status.conditions?.find(({ type }) => type === 'Initialized')?.message,
    );
    expect([...new Set(initialized)]).toEqual([
      undefined,
      'containers with incomplete status: [a b]',
      'containers with incomplete status: [b]',
    ]);
  });

  it('KUBELET54: is not Ready until its readiness gates are', () => {
    const ready = lastPod(
      run({ spec: 'readinessGates: [{conditionType: example.com/lb}]' }, '5s'),
    ).status.conditions?.find(({ type }) => type === 'Ready');
    expect(ready).toMatchObject({
      status: 'False',
      reason: 'ReadinessGatesNotReady',
      message: 'corresponding condition of pod readiness gate "example.com/lb" does not exist.',
    });
  });
});

describe('images that cannot be pulled', () => {
  it('KUBELET55: are tried again after 10 s, 20 s, 40 s', () => {
    const trace = run({ container: 'image: registry.invalid/shop:1' }, '90s');
    expect(states(trace)).toEqual([
      '0 Pending none',
      '0.01 Pending ContainerCreating',
      '0.91 Pending ErrImagePull',
      '1.91 Pending ImagePullBackOff',
      '11.81 Pending ErrImagePull',
      '12.81 Pending ImagePullBackOff',
      '32.71 Pending ErrImagePull',
      '33.71 Pending ImagePullBackOff',
      '73.61 Pending ErrImagePull',
      '74.61 Pending ImagePullBackOff',
    ]);
    const error =
      'failed to pull and unpack image "registry.invalid/shop:1": failed to resolve reference "registry.invalid/shop:1": failed to do request: Head "https://registry.invalid/v2/shop/manifests/1": dial tcp: lookup registry.invalid: no such host';
    expect(lastPod(trace).status.containerStatuses?.[0]?.state.waiting?.message).toBe(
      `Back-off pulling image "registry.invalid/shop:1": ErrImagePull: ${error}`,
    );
    expect(told(trace)).toEqual([
      'Pulling: Pulling image "registry.invalid/shop:1" (x4)',
      `Failed: Failed to pull image "registry.invalid/shop:1": ${error} (x4)`,
      'Failed: Error: ErrImagePull (x4)',
      'BackOff: Back-off pulling image "registry.invalid/shop:1" (x4)',
      'Failed: Error: ImagePullBackOff (x4)',
    ]);
  });

  it('are those of a pod that is annotated so', () => {
    const trace = run({ annotations: 'kubehops.dev/image-pull: fail' }, '1s');
    expect(lastPod(trace).status.containerStatuses?.[0]?.state.waiting).toMatchObject({ reason: 'ErrImagePull' });
  });
});

describe('a new image for a pod', () => {
  const apply = (image: string) => ({ type: 'apply' as const, manifests: podText({ container: `image: "${image}"` }) });

  it('KUBELET56: ends the container and starts it anew', () => {
    const trace = run({}, '20s', ['8s', apply('httpd')]);
    expect(states(trace).slice(2)).toEqual([
      '0.91 Running running ready',
      '9.01 Running Completed',
      '9.91 Running running ready',
    ]);
    expect(told(trace)).toContain('Killing: Container c definition changed, will be restarted');
  });

  it('KUBELET57: is pulled at once where the one before could not be', () => {
    const trace = run({ container: 'image: registry.invalid/web' }, '60s', ['20s', apply('nginx')]);
    expect(states(trace).at(-1)).toBe('20.91 Running running ready');
  });
});

describe('the environment of a container', () => {
  const more = `
apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {selector: {app: shop}, ports: [{port: 80}]}
`;

  function names(trace: Trace): readonly string[] {
    return trace.events.flatMap((event) =>
      event.type === 'containerStarted' ? event.env.map(({ name }) => name) : [],
    );
  }

  it('KUBELET58: has variables for the Services that were there when it started', () => {
    expect(names(run({ more }, '5s'))).toContain('SHOP_SERVICE_HOST');
    const later = run({}, '20s', ['8s', { type: 'apply', manifests: more }]);
    expect(names(later)).not.toContain('SHOP_SERVICE_HOST');
  });

  it('KUBELET59: hears of new Services when it is started again', () => {
    const trace = run(
      {},
      '20s',
      ['8s', { type: 'apply', manifests: more }],
      ['9s', { type: 'crash', pod: 'default/web' }],
    );
    expect(names(trace)).toContain('SHOP_SERVICE_HOST');
  });

  it('KUBELET60: ends a program that takes the URL of a Service for a port', () => {
    const annotations = 'kubehops.dev/port-variable: SHOP_PORT';
    expect(states(run({ more, annotations }, '9s')).at(-1)).toContain('CrashLoopBackOff');
    expect(states(run({ more, annotations, spec: 'enableServiceLinks: false' }, '9s')).at(-1)).toContain('running');
  });

  it('KUBELET61: hears of none where the pod declined', () => {
    expect(names(run({ more, spec: 'enableServiceLinks: false' }, '5s'))).not.toContain('SHOP_SERVICE_HOST');
  });

  it.each(['enableServiceLinks: true', 'enableServiceLinks: false'])(
    'KUBELET96: hears of the API server with %s',
    (spec) => {
      expect(names(run({ spec }, '5s'))).toContain('KUBERNETES_SERVICE_HOST');
    },
  );
});
