/** Says so when a manifest wants more pods than the page simulates. */
import { isJsonObject } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { Deployment, ReplicaSet, StatefulSet } from '../../kubernetes/api/workloads.ts';
import { message } from '../message.ts';
import type { Diagnostic } from '../trace.ts';

/** The kinds whose controllers make pods. */
const WORKLOADS: readonly unknown[] = ['Deployment', 'ReplicaSet', 'StatefulSet'];

/** A warning at each workload's `replicas` that exceeds the limit by itself, or at the last workload when all of them together do. */
export function podLimitDiagnostics(
  documents: readonly ManifestDocument[],
  workloads: readonly (Deployment | ReplicaSet | StatefulSet)[],
  limit: number,
): readonly Diagnostic[] {
  const wanted = workloads.reduce((total, { spec }) => total + spec.replicas, 0);
  if (wanted <= limit) return [];
  const kinds = documents.filter(({ value }) => isJsonObject(value) && WORKLOADS.includes(value['kind']));
  const greedy = kinds.filter(({ value }) => replicasOf(value) > limit);
  const blamed = greedy.length > 0 ? greedy : kinds.slice(-1);
  return blamed.map(({ values, range }) => ({
    severity: 'warning',
    source: 'kubehops',
    message: message('manifest.tooManyPods', { limit, wanted }),
    range: values['spec.replicas'] ?? range,
    path: 'spec.replicas',
  }));
}

function replicasOf(value: ManifestDocument['value']): number {
  const spec = isJsonObject(value) ? value['spec'] : undefined;
  const replicas = isJsonObject(spec) ? spec['replicas'] : undefined;
  return typeof replicas === 'number' ? replicas : 0;
}
