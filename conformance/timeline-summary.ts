/** How an object of ours is written in the form of timeline.json. */
import type { EndpointSlice } from '../src/kubernetes/api/endpointslice.ts';
import type { Node } from '../src/kubernetes/api/node.ts';
import type { Event, KubernetesObject } from '../src/kubernetes/api/objects.ts';
import type { Pod } from '../src/kubernetes/api/pod.ts';
import type { Deployment, ReplicaSet } from '../src/kubernetes/api/workloads.ts';
import type { Summary } from './timeline-form.ts';

/** An object of ours in the recording's form; undefined for a kind that was not recorded. */
export function summaryOf(object: KubernetesObject): Summary | undefined {
  if (object.kind === 'Deployment') return deploymentSummary(object);
  if (object.kind === 'ReplicaSet') return replicaSetSummary(object);
  if (object.kind === 'Pod') return podSummary(object);
  if (object.kind === 'Node') return nodeSummary(object);
  if (object.kind === 'EndpointSlice') return sliceSummary(object);
  if (object.kind === 'Event') return eventSummary(object);
  return undefined;
}

function deploymentSummary({ spec, status = {}, metadata }: Deployment): Summary {
  return {
    specReplicas: spec.replicas,
    replicas: status.replicas ?? 0,
    updated: status.updatedReplicas ?? 0,
    ready: status.readyReplicas ?? 0,
    available: status.availableReplicas ?? 0,
    unavailable: status.unavailableReplicas ?? 0,
    terminating: status.terminatingReplicas ?? null,
    conditions: conditionsOf(status.conditions, ['reason', 'message']),
    observedGeneration: status.observedGeneration ?? metadata.generation ?? null,
  };
}

function replicaSetSummary({ spec, status, metadata }: ReplicaSet): Summary {
  return {
    specReplicas: spec.replicas,
    replicas: status?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    terminating: status?.terminatingReplicas ?? null,
    revision: metadata.annotations?.['deployment.kubernetes.io/revision'] ?? null,
    image: spec.template.spec.containers[0]?.image ?? null,
  };
}

function nodeSummary({ spec, status }: Node): Summary {
  return {
    conditions: conditionsOf(status.conditions, ['reason', 'message']),
    taints: (spec.taints ?? []).map(({ key, effect }) => ({ key, effect })),
    unschedulable: spec.unschedulable ?? false,
  };
}

function sliceSummary({ ports = [], endpoints = [] }: EndpointSlice): Summary {
  const shownPorts = ports.map(({ name, protocol, port }) => ({ name: name ?? '', protocol, port }));
  return {
    ports: shownPorts.length === 0 ? null : shownPorts,
    endpoints: endpoints.map(({ addresses, nodeName, targetRef, conditions }) => ({
      pod: targetRef?.kind === 'Pod' ? targetRef.name : null,
      address: addresses[0] ?? null,
      nodeName: nodeName ?? null,
      conditions: { ...conditions },
    })),
  };
}

function eventSummary({ involvedObject, type, reason, message, source, count }: Event): Summary {
  return {
    regarding: `${involvedObject.kind}/${involvedObject.name}`,
    type,
    reason,
    message,
    source: source.component,
    count: count ?? null,
  };
}

function podSummary({ metadata, spec, status }: Pod): Summary {
  return {
    nodeName: spec.nodeName ?? null,
    phase: status.phase ?? null,
    podIP: status.podIP ?? null,
    conditions: conditionsOf(status.conditions, ['reason']),
    terminating: metadata.deletionTimestamp !== undefined,
    deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds ?? null,
    image: spec.containers[0]?.image ?? null,
    owner: metadata.ownerReferences?.find(({ controller }) => controller === true)?.name ?? null,
  };
}

interface ShownCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** Conditions by type; `reason` and `message` only where they say something. */
function conditionsOf(
  conditions: readonly ShownCondition[] | undefined,
  shown: readonly ('reason' | 'message')[],
): Summary {
  return Object.fromEntries(
    (conditions ?? []).map((condition) => {
      const words = shown.flatMap((key) => {
        const word = condition[key];
        return word === undefined || word === '' ? [] : [[key, word] as const];
      });
      return [condition.type, { status: condition.status, ...Object.fromEntries(words) }];
    }),
  );
}
