/** The facts of what makes pods, and who made what. */
import type { Snapshot } from '../../diagram/snapshot.ts';
import { objectKey, type KubernetesObject } from '../../kubernetes/api/objects.ts';
import { ownedBy, ownerOf, type Workload } from '../commands/relations.ts';
import type { PlaybackMessages } from '../i18n/en/playback.ts';
import { fact, labels, mono, podValue, word, type Fact, type FactValue } from './fact.ts';

/** The facts of a Deployment, ReplicaSet or StatefulSet. */
export function workloadFacts(workload: Workload, snapshot: Snapshot, words: PlaybackMessages): readonly Fact[] {
  const { replicas, selector, template } = workload.spec;
  const ready = workload.status?.readyReplicas ?? 0;
  return [
    fact('replicas', [{ ...word(words.ready(ready, replicas)), isBad: ready < replicas }]),
    ...ownerFacts(workload, snapshot),
    fact('owned', ownedValues(workload, snapshot, words)),
    ...strategyFacts(workload),
    fact('selector', labels(selector.matchLabels)),
    fact('labels', labels(template.metadata?.labels)),
    fact('image', template.spec.containers.flatMap(({ image }) => image ?? []).map(mono)),
  ];
}

/** Who made the object, where that is in the cluster; of others none. */
export function ownerFacts(object: KubernetesObject, snapshot: Snapshot): readonly Fact[] {
  const owner = ownerOf(object, snapshot);
  if (owner === undefined) return [];
  const key = objectKey(owner.metadata);
  return [fact('owner', [{ ...mono(`${owner.kind} ${key}`), object: { kind: owner.kind, key } }])];
}

function ownedValues(workload: Workload, snapshot: Snapshot, words: PlaybackMessages): readonly FactValue[] {
  if (workload.kind !== 'Deployment') {
    return ownedBy(workload, 'Pod', snapshot).map((pod) => podValue(pod, words));
  }
  return ownedBy(workload, 'ReplicaSet', snapshot).map(({ metadata, spec, status }) => {
    const key = objectKey(metadata);
    const note = words.ready(status?.readyReplicas ?? 0, spec.replicas);
    return { ...mono(key), object: { kind: 'ReplicaSet', key }, note };
  });
}

function strategyFacts(workload: Workload): readonly Fact[] {
  if (workload.kind === 'ReplicaSet') return [];
  if (workload.kind === 'StatefulSet') {
    const { serviceName = '', updateStrategy } = workload.spec;
    const type = updateStrategy?.type;
    return [
      ...(serviceName === '' ? [] : [fact('serviceName', [serviceValue(workload, serviceName)])]),
      ...(type === undefined ? [] : [fact('strategy', [word(type)])]),
    ];
  }
  const { type, rollingUpdate } = workload.spec.strategy ?? {};
  const limits = Object.entries(rollingUpdate ?? {}).map(([name, value]) => mono(`${name}: ${String(value)}`));
  return type === undefined ? [] : [fact('strategy', [word(type), ...limits])];
}

function serviceValue({ metadata }: Workload, name: string): FactValue {
  const key = `${metadata.namespace ?? 'default'}/${name}`;
  return { ...mono(name), object: { kind: 'Service', key } };
}
