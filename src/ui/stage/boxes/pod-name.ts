/** The parts of a pod's name, for boxes too narrow for all of it. */

/** What a name is shortened by: `rest` gives way first, then `hash`; who reads `stem` and `tail` still knows the pod. */
export interface PodName {
  /** The workload's name. */
  readonly stem: string;
  /** What tells one template of the workload from another: the hash's first letters, and the others. */
  readonly hash: string;
  readonly rest: string;
  /** What tells the pods of one template apart. */
  readonly tail: string;
}

/** A longer stem would have to be cut itself, and would then be cut twice. */
const LONGEST_STEM = 5;

/** As a ReplicaSet names its pods; the letters are those that Kubernetes makes names of. Upstream: apimachinery util/rand (v1.36). */
const OF_REPLICA_SET = /^(.+)(-[bcdfghjklmnpqrstvwxz2456789]{3})([bcdfghjklmnpqrstvwxz2456789]{2,7})(-[^-]{5})$/;

/** The parts; put together they are the name. */
export function splitPodName(name: string): PodName {
  const [, stem = '', hash = '', rest = '', tail = ''] = OF_REPLICA_SET.exec(name) ?? [];
  if (stem !== '' && stem.length <= LONGEST_STEM) return { stem, hash, rest, tail };
  const tailAt = Math.max(0, name.lastIndexOf('-'));
  return { stem: name.slice(0, tailAt), hash: '', rest: '', tail: name.slice(tailAt) };
}
