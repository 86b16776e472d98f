/** Which nodes a pod wants by their labels: nodeSelector and nodeAffinity. */
import type { Node } from '../api/node.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../api/pod.ts';

/**
 * Whether the node has every label of the nodeSelector and satisfies one of the required terms, where there are any.
 * Upstream: component-helpers/scheduling/corev1/nodeaffinity GetRequiredNodeAffinity (v1.36).
 */
export function matchesNodeAffinity({ nodeSelector, affinity }: PodSpec, node: Node): boolean {
  if (nodeSelector !== undefined) {
    const labels = node.metadata.labels ?? {};
    for (const [key, value] of Object.entries(nodeSelector)) if (labels[key] !== value) return false;
  }
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => matchesTerm(term, node));
}

/**
 * The weights of the preferred terms that the node satisfies, added up.
 * Upstream: component-helpers/scheduling/corev1/nodeaffinity PreferredSchedulingTerms.Score (v1.36).
 */
export function preferredWeight({ affinity }: PodSpec, node: Node): number {
  const preferred = affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  let sum = 0;
  for (const { weight, preference } of preferred) if (matchesTerm(preference, node)) sum += weight;
  return sum;
}

/** Upstream: nodeaffinity nodeSelectorTerm.match (v1.36): a term that asks for nothing matches nothing. */
function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: Node): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  const labels = node.metadata.labels ?? {};
  return (
    matchExpressions.every((requirement) => matchesRequirement(requirement, labels[requirement.key])) &&
    matchFields.every(
      (requirement) => requirement.key === 'metadata.name' && matchesRequirement(requirement, node.metadata.name),
    )
  );
}

/** Upstream: apimachinery/pkg/labels Requirement.Matches (v1.36). */
function matchesRequirement({ operator, values = [] }: NodeSelectorRequirement, label: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return label !== undefined && values.includes(label);
    case 'NotIn':
      return label === undefined || !values.includes(label);
    case 'Exists':
      return label !== undefined;
    case 'DoesNotExist':
      return label === undefined;
    case 'Gt':
    case 'Lt': {
      const [left, right] = [toInteger(label), toInteger(values[0])];
      if (left === undefined || right === undefined) return false;
      return operator === 'Gt' ? left > right : left < right;
    }
  }
}

function toInteger(text: string | undefined): bigint | undefined {
  return text !== undefined && /^[+-]?[0-9]{1,19}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
}
