/** Conditions of pods as controllers write them. */
import type { Condition } from '../kubernetes/api/meta.ts';
import type { Pod } from '../kubernetes/api/pod.ts';

/**
 * The pod with the condition in the place of the one of its type; undefined when that says all of it already. The time of the
 * transition, `now` as RFC 3339 text, is that of the status, not of the message.
 * Upstream: pkg/api/v1/pod UpdatePodCondition (v1.36).
 */
export function withPodCondition(pod: Pod, condition: Condition, now: string): Pod | undefined {
  const all = pod.status.conditions ?? [];
  const old = all.find(({ type }) => type === condition.type);
  const isSame =
    old?.status === condition.status && old.reason === condition.reason && old.message === condition.message;
  if (isSame) return undefined;
  const since = old?.status === condition.status ? (old.lastTransitionTime ?? now) : now;
  const fresh = { ...condition, lastTransitionTime: since };
  const conditions = old === undefined ? [...all, fresh] : all.map((each) => (each === old ? fresh : each));
  return { ...pod, status: { ...pod.status, conditions } };
}
