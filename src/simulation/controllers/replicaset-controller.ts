/** ReplicaSet -> Pods. */
import { isPodReady, type Pod, type PodSpec } from '../../kubernetes/api/pod.ts';
import type { ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import { generateName } from '../../kubernetes/deployment/names.ts';
import { orderVictims } from '../../kubernetes/deployment/victims.ts';
import { DEFAULT_TOLERATION_SECONDS, WATCH_LATENCY } from '../constants.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';
import { controllerOf } from '../ownership.ts';
import { markForDeletion } from '../pod-deletion.ts';
import { WorkQueue } from '../work-queue.ts';

/** Upstream: pkg/controller/replicaset (v1.36). */
export class ReplicaSetController implements Component {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;
  private readonly podLimit: number;
  /** The pods of each ReplicaSet by its uid: counting them anew at each change would not scale. */
  private readonly podsOf = new Map<string, Map<string, Pod>>();

  constructor(machine: Machine, podLimit: number) {
    this.machine = machine;
    this.podLimit = podLimit;
    this.queue = new WorkQueue(machine, 'replicaSetController', WATCH_LATENCY);
  }

  onChange({ kind, key, object, previous }: Change): void {
    if (kind === 'ReplicaSet') this.queue.add(key);
    if (kind !== 'Pod') return;
    const either = object ?? previous;
    const pod = either?.kind === 'Pod' ? either : undefined;
    const owner = pod === undefined ? undefined : controllerOf(pod.metadata);
    if (pod === undefined || owner?.kind !== 'ReplicaSet') return;
    const pods = this.podsOf.get(owner.uid) ?? new Map<string, Pod>();
    this.podsOf.set(owner.uid, pods);
    if (object === undefined) pods.delete(key);
    else pods.set(key, pod);
    this.queue.add(`${pod.metadata.namespace ?? ''}/${owner.name}`);
  }

  handle({ key }: SimulationEvent): void {
    this.queue.taken(key);
    const { store } = this.machine.api;
    const replicaSet = store.get('ReplicaSet', key);
    if (replicaSet === undefined) return;
    const pods = [...(this.podsOf.get(replicaSet.metadata.uid ?? '')?.values() ?? [])].filter(isActive);
    const missing = replicaSet.spec.replicas - pods.length;
    if (missing > 0) this.createPods(replicaSet, Math.min(missing, this.podLimit - store.count('Pod')));
    else if (missing < 0) {
      for (const pod of orderVictims(pods).slice(0, -missing)) markForDeletion(this.machine, pod);
    }
    this.putStatus(replicaSet);
  }

  private createPods(replicaSet: ReplicaSet, count: number): void {
    const { store } = this.machine.api;
    const { name, namespace = 'default', uid = '' } = replicaSet.metadata;
    const { metadata, spec } = replicaSet.spec.template;
    const random = this.machine.random('pod names');
    for (let made = 0; made < count;) {
      const podName = generateName(`${name}-`, random);
      if (store.get('Pod', `${namespace}/${podName}`) !== undefined) continue;
      made += 1;
      store.put({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: podName,
          namespace,
          generateName: `${name}-`,
          ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
          ...(metadata?.annotations === undefined ? {} : { annotations: metadata.annotations }),
          ownerReferences: [
            { apiVersion: 'apps/v1', kind: 'ReplicaSet', name, uid, controller: true, blockOwnerDeletion: true },
          ],
        },
        spec: withDefaultTolerations(spec),
        status: { phase: 'Pending' },
      });
    }
  }

  private putStatus(replicaSet: ReplicaSet): void {
    const { store } = this.machine.api;
    const current = store.get('ReplicaSet', objectKey(replicaSet.metadata)) ?? replicaSet;
    const pods = [...(this.podsOf.get(replicaSet.metadata.uid ?? '')?.values() ?? [])].filter(isActive);
    const ready = pods.filter(isPodReady).length;
    // Simplified: [SIM-11] a ready pod is available at once; minReadySeconds is not waited for.
    const status = { replicas: pods.length, readyReplicas: ready, availableReplicas: ready };
    if (JSON.stringify(status) !== JSON.stringify(current.status)) store.put({ ...current, status });
  }
}

/** Upstream: pkg/controller/controller_utils.go IsPodActive (v1.36). */
function isActive({ status, metadata }: Pod): boolean {
  return status.phase !== 'Succeeded' && status.phase !== 'Failed' && metadata.deletionTimestamp === undefined;
}

/** Upstream: plugin/pkg/admission/defaulttolerationseconds (v1.36). */
function withDefaultTolerations(spec: PodSpec): PodSpec {
  const tolerations = [...(spec.tolerations ?? [])];
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    if (tolerations.some((toleration) => toleration.key === key && toleration.effect !== 'NoSchedule')) continue;
    tolerations.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: DEFAULT_TOLERATION_SECONDS });
  }
  return { ...spec, tolerations };
}
