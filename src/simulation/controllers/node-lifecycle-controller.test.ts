import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import { seconds } from '../../base/sim-time.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { createSimulation } from '../simulation.ts';
import type { ObjectRevision } from '../trace.ts';

/** Three replicas, one on each node, and pods that tolerate an unreachable node as their manifest says. */
function manifests(tolerations = '[]', probe = '{tcpSocket: {port: 80}}'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      tolerations: ${tolerations}
      containers:
      - name: web
        image: nginx
        readinessProbe: ${probe}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - port: 80
`;
}

const UNREACHABLE = 'node.kubernetes.io/unreachable';

/** What the node's Ready condition and its taints became, one after the other. */
function nodeHistory(cluster: TestCluster, node: string): readonly string[] {
  const lines = cluster.trace.revisions.flatMap(({ kind, key, object, at }) => {
    if (kind !== 'Node' || key !== node || object?.kind !== 'Node') return [];
    const ready = object.status.conditions?.find(({ type }) => type === 'Ready')?.status ?? '';
    const taints = (object.spec.taints ?? []).filter((taint) => taint.key === UNREACHABLE).map(({ effect }) => effect);
    return [{ at, text: [ready, ...taints].join(' ') }];
  });
  return lines.filter(({ text }, index) => text !== lines[index - 1]?.text).map(({ text }) => text);
}

/** The revisions that mark a pod for deletion for the first time. */
function evictions(cluster: TestCluster): readonly ObjectRevision[] {
  const seen = new Set<string>();
  return cluster.trace.revisions.filter(({ kind, object }) => {
    if (kind !== 'Pod' || object?.metadata.deletionTimestamp === undefined) return false;
    const key = objectKey(object.metadata);
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}

function firstAt(cluster: TestCluster, test: (revision: ObjectRevision) => boolean): number {
  return (cluster.trace.revisions.find(test)?.at ?? Number.NaN) / 1e6;
}

function isNotReady({ object }: ObjectRevision): boolean {
  return object?.kind === 'Node' && object.status.conditions?.some(({ status }) => status === 'Unknown') === true;
}

function hasNoExecute({ object }: ObjectRevision): boolean {
  return object?.kind === 'Node' && object.spec.taints?.some(({ effect }) => effect === 'NoExecute') === true;
}

describe('NodeLifecycleController, when a node stays away', () => {
  const cluster = testCluster(manifests()).powerOff('node-2', '20s').run('400s');

  it('NODE30: says Unknown, then taints NoSchedule and with its next pass NoExecute', () => {
    expect(nodeHistory(cluster, 'node-2')).toEqual([
      'True',
      'Unknown',
      'Unknown NoSchedule',
      'Unknown NoSchedule NoExecute',
    ]);
    expect(firstAt(cluster, hasNoExecute) - firstAt(cluster, isNotReady)).toBeCloseTo(0.1, 3);
  });

  it('NODE31: says so 50 to 55 s after the last sign of life, when it looks at the nodes', () => {
    const beats = cluster.trace.revisions.filter(({ kind, key }) => kind === 'Lease' && key.endsWith('/node-2'));
    const silence = firstAt(cluster, isNotReady) - (beats.at(-1)?.at ?? 0) / 1e6;
    expect(silence).toBeGreaterThanOrEqual(50);
    expect(silence).toBeLessThanOrEqual(55);
    expect(firstAt(cluster, isNotReady) % 5).toBe(0);
  });

  it('NODE32: says of every condition that the kubelet has fallen silent', () => {
    const node = cluster.objects('Node').find(({ metadata }) => metadata.name === 'node-2');
    const silent = { status: 'Unknown', reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };
    expect(node?.status.conditions).toMatchObject(
      ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({ type, ...silent })),
    );
  });

  it('NODE33: writes Events about the node and about its pod', () => {
    const events = cluster.objects('Event').filter(({ reason }) => reason === 'NodeNotReady');
    expect(
      events.map(({ involvedObject, type, message, source, count }) => [
        involvedObject.kind,
        type,
        message,
        source.component,
        count,
      ]),
    ).toEqual([
      ['Node', 'Normal', 'Node node-2 status is now: NodeNotReady', 'node-controller', 1],
      ['Pod', 'Warning', 'Node is not ready', 'node-controller', 1],
    ]);
  });

  it('NODE34: leaves the other nodes alone', () => {
    expect(nodeHistory(cluster, 'node-1')).toEqual(['True']);
  });

  it('NODE35: withdraws the endpoint with the node and evicts its pod 300 s later', () => {
    const notReady = firstAt(cluster, isNotReady);
    const [evicted, ...others] = evictions(cluster);
    expect(others).toEqual([]);
    expect(evicted?.object).toMatchObject({ spec: { nodeName: 'node-2' } });
    expect((evicted?.at ?? 0) / 1e6 - notReady).toBeCloseTo(300.105, 3);
    const withdrawn = firstAt(
      cluster,
      ({ at, object }) =>
        at / 1e6 >= notReady &&
        object?.kind === 'EndpointSlice' &&
        object.endpoints?.some(({ nodeName, conditions }) => nodeName === 'node-2' && conditions.ready === false) ===
          true,
    );
    expect(withdrawn - notReady).toBeLessThan(0.1);
  });

  it('NODE36: keeps the pod Terminating while nobody can confirm its end, beside its replacement', () => {
    const pods = cluster.objects('Pod');
    expect(pods).toHaveLength(4);
    expect(pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined)).toHaveLength(1);
  });
});

describe('NodeLifecycleController, when a node comes back', () => {
  it('NODE37: takes the taints away and evicts nobody, however much later', () => {
    const cluster = testCluster(manifests()).powerOff('node-2', '20s').powerOn('node-2', '200s').run('500s');
    expect(nodeHistory(cluster, 'node-2')).toEqual([
      'True',
      'Unknown',
      'Unknown NoSchedule',
      'Unknown NoSchedule NoExecute',
      'True NoSchedule NoExecute',
      'True NoExecute',
      'True',
    ]);
    expect(evictions(cluster)).toEqual([]);
    expect(cluster.objects('Pod')).toHaveLength(3);
    cluster.expectAll('inside-web', 'answered', '210s');
  });

  it('NODE38: starts the 300 s anew when the node leaves again', () => {
    const cluster = testCluster(manifests())
      .powerOff('node-2', '20s')
      .powerOn('node-2', '200s')
      .powerOff('node-2', '210s')
      .run('600s');
    const second = firstAt(cluster, (revision) => revision.at > 210e6 && hasNoExecute(revision));
    expect(evictions(cluster).map(({ at }) => at / 1e6)).toEqual([expect.closeTo(second + 300.005, 5)]);
  });

  it('NODE39: ends the pods that were evicted meanwhile', () => {
    const cluster = testCluster(manifests()).powerOff('node-2', '20s').powerOn('node-2', '400s').run('420s');
    expect(cluster.objects('Pod')).toHaveLength(3);
    expect(cluster.objects('Pod').every(({ metadata }) => metadata.deletionTimestamp === undefined)).toBe(true);
  });

  it('NODE40: writes a pod anew only where its readiness changes', () => {
    const cluster = testCluster(manifests('[]', '{tcpSocket: {port: 1}}'));
    cluster.powerOff('node-2', '20s').run('100s');
    const versions = cluster.trace.revisions.filter(({ kind, at }) => kind === 'Pod' && at > 20e6);
    expect(cluster.objects('Pod').map(({ status }) => status.phase)).toEqual(['Running', 'Running', 'Running']);
    expect(versions).toEqual([]);
  });

  it('NODE41: does not notice a short absence', () => {
    const cluster = testCluster(manifests()).powerOff('node-2', '20s').powerOn('node-2', '50s').run('120s');
    expect(nodeHistory(cluster, 'node-2')).toEqual(['True']);
  });

  it('NODE42: lets each kubelet beat every ten seconds, however often its machine was switched', () => {
    const cluster = testCluster(manifests());
    for (let at = 20; at < 30; at += 2) cluster.powerOff('node-2', `${at}s`).powerOn('node-2', `${at + 1}s`);
    const beats = cluster
      .run('130s')
      .trace.revisions.filter(({ kind, key, at }) => kind === 'Lease' && key.endsWith('/node-2') && at >= 30e6);
    expect(beats).toHaveLength(10);
  });
});

describe('NodeLifecycleController, when every node is away', () => {
  it('NODE43: evicts nobody, and calls off the evictions that waited', () => {
    const cluster = testCluster(manifests())
      .powerOff('node-2', '20s')
      .powerOff('node-1', '100s')
      .powerOff('node-3', '100s')
      .run('800s');
    expect(evictions(cluster)).toEqual([]);
    expect(nodeHistory(cluster, 'node-2').at(-1)).toBe('Unknown NoSchedule');
    expect(nodeHistory(cluster, 'node-1')).toEqual(['True', 'Unknown', 'Unknown NoSchedule']);
  });

  it('NODE44: starts the 300 s of the others anew as soon as one is back', () => {
    const cluster = testCluster(manifests())
      .powerOff('node-1', '20s')
      .powerOff('node-2', '20s')
      .powerOff('node-3', '20s')
      .powerOn('node-1', '400s')
      .run('720s');
    const tainted = firstAt(cluster, (revision) => revision.at > 400e6 && hasNoExecute(revision));
    // The bucket of each zone is empty at first: the two nodes are in two zones.
    expect(tainted).toBe(415);
    const evicted = expect.closeTo(tainted + 300.005, 5);
    expect(evictions(cluster).map(({ at }) => at / 1e6)).toEqual([evicted, evicted]);
  });
});

describe('NodeLifecycleController and tolerations', () => {
  it.each([
    [
      'as long as its pods tolerate it',
      `[{key: ${UNREACHABLE}, operator: Exists, effect: NoExecute, tolerationSeconds: 20}]`,
      20,
    ],
    [
      'never, where they tolerate it for ever',
      `[{key: ${UNREACHABLE}, operator: Exists, effect: NoExecute}]`,
      undefined,
    ],
  ])('NODE45: waits %s', (_rule, tolerations, wait) => {
    const cluster = testCluster(manifests(tolerations)).powerOff('node-2', '20s').run('400s');
    const tainted = firstAt(cluster, hasNoExecute);
    const waits = evictions(cluster).map(({ at }) => Math.round(at / 1e6 - tainted));
    expect(waits).toEqual(wait === undefined ? [] : [wait]);
  });
});

describe('NodeLifecycleController and cordons', () => {
  it('NODE46: taints a cordoned node, and takes the taint off again', () => {
    const simulation = createSimulation({ documents: parseManifest(manifests()), seed: 1, commands: [] });
    const { store } = simulation.api;
    const taints = (): unknown => store.get('Node', 'node-1')?.spec.taints;
    const cordon = (unschedulable: boolean): void => {
      const node = assertDefined(store.get('Node', 'node-1'), 'there is node-1');
      store.put({ ...node, spec: { ...node.spec, unschedulable } });
    };
    simulation.advance(seconds(10));
    cordon(true);
    simulation.advance(seconds(11));
    expect(taints()).toMatchObject([{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }]);
    cordon(false);
    simulation.advance(seconds(12));
    expect(taints()).toBeUndefined();
  });
});

describe('NodeLifecycleController and the nodes that come and go', () => {
  it('NODE47: tells of each, when it looks', () => {
    const simulation = createSimulation({ documents: parseManifest(manifests()), seed: 1, commands: [] });
    simulation.advance(seconds(12));
    simulation.api.deleteObject('Node', 'node-3');
    simulation.advance(seconds(20));
    const events = simulation.takeTrace().revisions.flatMap(({ object, at }) => {
      if (object?.kind !== 'Event' || object.involvedObject.kind !== 'Node') return [];
      return [`${at / 1e6} ${object.reason}: ${object.message}`];
    });
    expect(events).toEqual([
      ...[1, 2, 3].map((n) => `0 RegisteredNode: Node node-${n} event: Registered Node node-${n} in Controller`),
      '15 RemovingNode: Node node-3 event: Removing Node node-3 from Controller',
    ]);
  });
});
