/** What a new Pod is given on its way in: tolerations, priority, its first status. */
import type { JsonObject } from '../../base/json.ts';
import { readMap, readObject, readObjects, readText } from '../decode/read.ts';
import { parseQuantity } from '../decode/quantity.ts';
import { fillAbsent } from '../defaults/pod-defaults.ts';

const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/**
 * Upstream: plugin/pkg/admission/defaulttolerationseconds, plugin/pkg/admission/priority, pkg/registry/core/pod
 * PrepareForCreate (v1.36). Simplified: no PriorityClass is looked up.
 */
export function podAtAdmission(pod: JsonObject): JsonObject {
  const spec = readObject(pod, 'spec');
  const tolerations = readObjects(spec, 'tolerations');
  const added = TAINTS.filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint))).map(
    (key) => ({
      key,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 300,
    }),
  );
  return {
    ...pod,
    spec: {
      ...fillAbsent(spec, { priority: 0, preemptionPolicy: 'PreemptLowerPriority' }),
      tolerations: [...tolerations, ...added],
    },
    status: { phase: 'Pending', qosClass: qosClass(spec) },
  };
}

function tolerates(toleration: JsonObject, taint: string): boolean {
  const key = readText(toleration, 'key');
  const effect = readText(toleration, 'effect');
  return (key === taint || key === '') && (effect === 'NoExecute' || effect === '');
}

/** Upstream: pkg/apis/core/v1/helper/qos ComputePodQOS. */
export function qosClass(spec: JsonObject): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const containers = [...readObjects(spec, 'initContainers'), ...readObjects(spec, 'containers')];
  let isGuaranteed = true;
  let isBestEffort = true;
  for (const container of containers) {
    const resources = readObject(container, 'resources');
    const limits = readMap(resources, 'limits');
    const requests = readMap(resources, 'requests');
    for (const name of ['cpu', 'memory']) {
      const limit = amount(limits[name]);
      const request = amount(requests[name]);
      if (limit > 0n || request > 0n) isBestEffort = false;
      if (limit === 0n || request !== limit) isGuaranteed = false;
    }
  }
  if (isBestEffort) return 'BestEffort';
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

function amount(text: string | undefined): bigint {
  return text === undefined ? 0n : (parseQuantity(text)?.nano ?? 0n);
}
