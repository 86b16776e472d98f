/** Which labels a selector selects. */
import type { LabelSelector, LabelSelectorRequirement, StringMap } from '../api/meta.ts';

/**
 * Whether a Service's selector selects these labels: every pair must be there. No selector, or an empty one, selects nothing.
 * Upstream: pkg/controller/endpointslice getPodServiceMemberships (v1.36).
 */
export function matchesServiceSelector(selector: StringMap | undefined, labels: StringMap | undefined): boolean {
  return selector !== undefined && !isEmpty(selector) && hasAll(labels, selector);
}

/**
 * Whether a workload's selector selects these labels: all of matchLabels and all of matchExpressions.
 * Upstream: apimachinery/pkg/apis/meta/v1 LabelSelectorAsSelector (v1.36). An empty selector selects everything.
 */
export function matchesLabelSelector(selector: LabelSelector, labels: StringMap | undefined): boolean {
  return (
    (selector.matchLabels === undefined || hasAll(labels, selector.matchLabels)) &&
    (selector.matchExpressions ?? []).every((requirement) => matchesRequirement(requirement, labels))
  );
}

function matchesRequirement(requirement: LabelSelectorRequirement, labels: StringMap | undefined): boolean {
  const value = own(labels, requirement.key);
  switch (requirement.operator) {
    case 'In':
      return value !== undefined && (requirement.values ?? []).includes(value);
    case 'NotIn':
      return value === undefined || !(requirement.values ?? []).includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Asked of every pod at every change: it makes nothing. */
function hasAll(labels: StringMap | undefined, pairs: StringMap): boolean {
  for (const key in pairs) if (own(labels, key) !== pairs[key]) return false;
  return true;
}

function isEmpty(pairs: StringMap): boolean {
  for (const _key in pairs) return false;
  return true;
}

function own(labels: StringMap | undefined, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}
