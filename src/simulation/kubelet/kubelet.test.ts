import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { isPodReady } from '../../kubernetes/api/pod.ts';
import { runSession } from '../../worker/run-session.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';

/** One pod on node-2. */
function manifests({ image = 'nginx', annotations = '', probe = '' }): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
      annotations: {${annotations}}
    spec:
      nodeSelector: {kubernetes.io/hostname: node-2}
      containers:
      - name: web
        image: "${image}"
        ${probe === '' ? '' : `readinessProbe: ${probe}`}
`;
}

/** When the pod first ran and first was ready after the moment, in seconds; undefined for never. */
function since(cluster: TestCluster, from: number): readonly (number | undefined)[] {
  const pods = cluster.trace.revisions.flatMap(({ at, object }) =>
    object?.kind === 'Pod' && at / 1e6 >= from ? [{ at: at / 1e6, pod: object }] : [],
  );
  const ran = pods.find(({ pod }) => pod.status.containerStatuses?.every(({ state }) => state.running !== undefined));
  return [ran?.at, pods.find(({ pod }) => isPodReady(pod))?.at];
}

describe('Kubelet', () => {
  it('KUBELET30: makes a pod ready as soon as it runs, without a probe', () => {
    const [ran, ready] = since(testCluster(manifests({ annotations: 'kubehops.dev/startup: 3s' })), 0);
    expect(ran).toBeCloseTo(3, 1);
    expect(ready).toBe(ran);
  });

  it('KUBELET31: waits for the probe, and for its initial delay', () => {
    const probe = '{httpGet: {port: 80}, initialDelaySeconds: 4}';
    const [ran = 0, ready = 0] = since(testCluster(manifests({ probe })), 0);
    expect(ready - ran).toBeCloseTo(4, 3);
  });

  it('KUBELET32: never makes a pod ready whose probe finds nobody', () => {
    const [ran, ready] = since(testCluster(manifests({ probe: '{tcpSocket: {port: 8080}}' })).run('60s'), 0);
    expect(ran).toBeGreaterThan(0);
    expect(ready).toBeUndefined();
  });

  it('KUBELET33: says InvalidImageName of an image that it cannot read, and gets no further', () => {
    const cluster = testCluster(manifests({ image: 'nginx: latest' }));
    expect(since(cluster, 0)).toEqual([undefined, undefined]);
    expect(cluster.objects('Pod')[0]?.status.containerStatuses?.[0]?.state.waiting).toEqual({
      reason: 'InvalidImageName',
      message:
        'Failed to apply default image tag "nginx: latest": couldn\'t parse image name "nginx: latest": invalid reference format',
    });
  });

  it('KUBELET34: starts containers from the beginning when power was lost in between', () => {
    const cluster = testCluster(manifests({ annotations: 'kubehops.dev/startup: 10s' }));
    const [ran] = since(cluster.powerOff('node-2', '8s').powerOn('node-2', '9s').run('30s'), 0);
    expect(ran).toBeCloseTo(19, 1);
    expect(cluster.objects('Pod')[0]?.status.containerStatuses?.[0]?.restartCount).toBe(0);
  });

  it('KUBELET35: forgets a probe that was due when power was lost', () => {
    const probe = '{httpGet: {port: 80}, initialDelaySeconds: 10}';
    const cluster = testCluster(manifests({ probe })).powerOff('node-2', '8s').powerOn('node-2', '9s').run('30s');
    const [ran = 0, ready = 0] = since(cluster, 9);
    expect(ready - ran).toBeCloseTo(10, 3);
  });

  it('KUBELET36: counts the restart of a container, and the pod stays Running meanwhile', () => {
    const cluster = testCluster(manifests({})).powerOff('node-2', '8s').powerOn('node-2', '9s');
    expect(cluster.objects('Pod')[0]?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
    const phases = cluster.trace.revisions.flatMap(({ object }) =>
      object?.kind === 'Pod' ? [object.status.phase] : [],
    );
    expect(phases.lastIndexOf('Pending')).toBeLessThan(phases.indexOf('Running'));
  });

  it('NODE100: renews its lease with the microseconds that leases have', () => {
    const [lease] = testCluster(manifests({})).objects('Lease');
    expect(lease?.spec.renewTime).toMatch(/^2026-01-01T00:00:\d\d\.\d{6}Z$/);
  });

  it('goes on as it was when a machine that is on is switched on', () => {
    const cluster = testCluster(manifests({}))
      .powerOn('node-2', '8s')
      .powerOff('node-2', '9s')
      .powerOff('node-2', '9s');
    cluster.powerOn('node-2', '10s').powerOn('node-2', '11s').run('30s');
    expect(cluster.objects('Pod')[0]?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1, ready: true });
  });

  it('NODE101: renews no lease while it is cut off, and says that it is ready again when it is back', () => {
    const commands = [
      { type: 'cutNetwork', node: 'node-2', at: seconds(10) },
      { type: 'restoreNetwork', node: 'node-2', at: seconds(100) },
    ] as const;
    const { revisions } = runSession({ manifests: manifests({}), seed: 1, commands }, seconds(130));
    const leases = revisions.filter(({ kind, key }) => kind === 'Lease' && key === 'kube-node-lease/node-2');
    expect(leases.filter(({ at }) => at > seconds(10) && at < seconds(100))).toEqual([]);
    const nodes = revisions.flatMap(({ object }) =>
      object?.kind === 'Node' && object.metadata.name === 'node-2' ? [object] : [],
    );
    const words = nodes.map(({ status }) =>
      (status.conditions ?? []).map((condition) => `${condition.type}=${condition.status}`).join(' '),
    );
    expect(words.some((word) => word.includes('Ready=Unknown'))).toBe(true);
    expect(words.at(-1)).toBe('MemoryPressure=False DiskPressure=False PIDPressure=False Ready=True');
    const pods = revisions.flatMap(({ object }) => (object?.kind === 'Pod' ? [object] : []));
    expect(pods.some((pod) => !isPodReady(pod) && pod.status.phase === 'Running')).toBe(true);
    expect(pods.filter((pod) => isPodReady(pod)).at(-1)).toBe(pods.at(-1));
  });

  it('NODE102: tells a status that stays the same every five minutes', () => {
    const { revisions } = runSession({ manifests: manifests({}), seed: 1, commands: [] }, seconds(660));
    const told = revisions.filter(({ kind, key, at }) => kind === 'Node' && key === 'node-2' && at > seconds(30));
    expect(told).toHaveLength(2);
  });
});
