/** `kubectl drain`: cordon, then evict pod by pod and wait until they are gone. */
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import { judgeEviction, type PodDisruptionBudget } from '../../kubernetes/disruption/budget.ts';
import type { CommandResult } from '../apiserver/kubectl/request.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import { deleteObject } from '../deletion.ts';
import type { Machine } from '../machine.ts';
import { controllerOf } from '../ownership.ts';
import type { Command } from '../session.ts';
import type { ApplyOutput } from '../trace.ts';
import { cordon } from './cordon.ts';

/** A drain that is not over: plain data, so that it can be copied with everything else. */
export interface Drain {
  readonly node: string;
  readonly command: Command;
  /** The pods still to be evicted, by key. */
  refused: string[];
  /** The evicted ones that are still there, by key, with the uid by which each is known. */
  readonly leaving: Map<string, string>;
}

/** What was printed, and the drain that goes on; none where it could not begin. */
export interface DrainStart {
  readonly result: CommandResult;
  readonly drain: Drain | undefined;
}

/**
 * Cordons the node and begins to evict its pods: all but those of DaemonSets, also those that nobody will make anew
 * (`--ignore-daemonsets --force --delete-emptydir-data`). {@link evictPods} is to follow at once.
 * Upstream: kubectl/pkg/drain (v1.36).
 */
export function startDrain(machine: Machine, node: string, command: Command): DrainStart {
  const result = cordon(machine, node, true);
  if (result.output.exit !== 0) return { result, drain: undefined };
  const pods = [...machine.pods.onNode(node)].toSorted((left, right) =>
    objectKey(left.metadata) < objectKey(right.metadata) ? -1 : 1,
  );
  const kept = pods.filter((pod) => controllerOf(pod.metadata)?.kind === 'DaemonSet');
  const evicted = pods.filter((pod) => !kept.includes(pod));
  const alone = evicted.filter((pod) => controllerOf(pod.metadata) === undefined && !isFinished(pod));
  const warnings = [
    ...(alone.length === 0 ? [] : [`deleting Pods that declare no controller: ${names(alone)}`]),
    ...(kept.length === 0 ? [] : [`ignoring DaemonSet-managed Pods: ${names(kept)}`]),
  ];
  const stderr = warnings.length === 0 ? '' : `Warning: ${warnings.join('; ')}\n`;
  return {
    result: { ...result, output: { ...result.output, stderr } },
    drain: { node, command, refused: evicted.map(({ metadata }) => objectKey(metadata)), leaving: new Map() },
  };
}

/**
 * Asks to evict the pods that have not been evicted yet; those that a PodDisruptionBudget guards stay in `refused`, to be
 * asked for again. Upstream: kubectl/pkg/drain evictPods, pkg/registry/core/pod/storage/eviction.go (v1.36).
 */
export function evictPods(machine: Machine, drain: Drain): ApplyOutput {
  const { store } = machine.api;
  let [stdout, stderr] = ['', ''];
  const refused: string[] = [];
  for (const key of drain.refused) {
    const pod = store.get('Pod', key);
    if (pod?.spec.nodeName !== drain.node) continue;
    stdout += `evicting pod ${key}\n`;
    const problem = refusalOf(machine, pod);
    if (problem === undefined) {
      evict(machine, pod);
      drain.leaving.set(key, pod.metadata.uid ?? '');
    } else {
      refused.push(key);
      stderr += `error when evicting pods/${JSON.stringify(pod.metadata.name)} -n ${JSON.stringify(pod.metadata.namespace)} (will retry after 5s): ${problem}\n`;
    }
  }
  drain.refused = refused;
  return { exit: 0, stdout, stderr };
}

/** What there is to say of the pods that have gone since the last look; empty when none has. */
export function takeLeft(machine: Machine, drain: Drain): ApplyOutput {
  let stdout = '';
  for (const [key, uid] of drain.leaving) {
    if (machine.api.store.get('Pod', key)?.metadata.uid === uid) continue;
    drain.leaving.delete(key);
    stdout += `pod/${key.slice(key.indexOf('/') + 1)} evicted\n`;
  }
  if (isOver(drain)) stdout += `node/${drain.node} drained\n`;
  return { exit: 0, stdout, stderr: '' };
}

/** Whether every pod that had to go has gone. */
export function isOver({ refused, leaving }: Drain): boolean {
  return refused.length === 0 && leaving.size === 0;
}

function refusalOf(machine: Machine, pod: Pod): string | undefined {
  const { store } = machine.api;
  // Nothing else is stored under this kind.
  const budgets = store.list('PodDisruptionBudget') as unknown as readonly PodDisruptionBudget[];
  if (budgets.length === 0) return undefined;
  switch (judgeEviction(pod, store.list('Pod'), budgets, (each) => replicasOf(machine, each))) {
    case 'allowed':
      return undefined;
    case 'wouldViolate':
      return "Cannot evict pod as it would violate the pod's disruption budget.";
    case 'severalBudgets':
      return 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
  }
}

/** How many pods the pod's controller wants; for a Deployment's it is the Deployment that is asked. */
function replicasOf({ api }: Machine, pod: Pod): { readonly uid: string; readonly replicas: number } | undefined {
  const owner = controllerOf(pod.metadata);
  const namespace = pod.metadata.namespace ?? '';
  if (owner?.kind === 'StatefulSet') {
    const set = api.store.get('StatefulSet', `${namespace}/${owner.name}`);
    return set && { uid: owner.uid, replicas: set.spec.replicas };
  }
  const set = owner?.kind === 'ReplicaSet' ? api.store.get('ReplicaSet', `${namespace}/${owner.name}`) : undefined;
  if (set === undefined) return undefined;
  const above = controllerOf(set.metadata);
  const deployment = above && api.store.get('Deployment', `${namespace}/${above.name}`);
  if (above === undefined || deployment === undefined) return { uid: owner?.uid ?? '', replicas: set.spec.replicas };
  return { uid: above.uid, replicas: deployment.spec.replicas };
}

function evict(machine: Machine, pod: Pod): void {
  const { store } = machine.api;
  const { conditions = [] } = pod.status;
  if (pod.metadata.deletionTimestamp === undefined) {
    const target = {
      type: 'DisruptionTarget',
      status: 'True' as const,
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
      lastTransitionTime: toTimestamp(machine.now),
    };
    const others = conditions.filter(({ type }) => type !== target.type);
    store.put({ ...pod, status: { ...pod.status, conditions: [...others, target] } });
  }
  deleteObject(machine, 'Pod', objectKey(pod.metadata));
}

function isFinished({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed';
}

function names(pods: readonly Pod[]): string {
  return pods.map(({ metadata }) => objectKey(metadata)).join(', ');
}
