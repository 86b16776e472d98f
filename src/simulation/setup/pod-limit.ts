/** Says so when a manifest wants more pods than the page simulates. */
import { isJsonObject } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { Deployment } from '../../kubernetes/api/workloads.ts';
import { message } from '../message.ts';
import type { Diagnostic } from '../trace.ts';

/** A warning at each Deployment's `replicas` that exceeds the limit by itself, or at the last Deployment when all of them together do. */
export function podLimitDiagnostics(
  documents: readonly ManifestDocument[],
  deployments: readonly Deployment[],
  limit: number,
): readonly Diagnostic[] {
  const wanted = deployments.reduce((total, { spec }) => total + spec.replicas, 0);
  if (wanted <= limit) return [];
  const kinds = documents.filter(({ value }) => isJsonObject(value) && value['kind'] === 'Deployment');
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
