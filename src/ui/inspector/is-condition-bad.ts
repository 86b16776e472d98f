/** Which conditions tell of trouble by being true. */
import type { Condition } from '../../kubernetes/api/meta.ts';

const TROUBLE: ReadonlySet<string> = new Set([
  'MemoryPressure',
  'DiskPressure',
  'PIDPressure',
  'NetworkUnavailable',
  'ReplicaFailure',
  'DisruptionTarget',
]);

/** Whether the condition is not as one would have it; what is unknown never is. */
export function isConditionBad({ type, status }: Condition): boolean {
  return status !== (TROUBLE.has(type) ? 'False' : 'True');
}
