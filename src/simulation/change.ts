/** A change in the store, as components are told of it. */
import type { SimTime } from '../base/sim-time.ts';
import type { Kind, KubernetesObject } from '../kubernetes/api/objects.ts';

/** A change in the store: without `object` it was removed, without `previous` it is new. */
export interface Change {
  readonly at: SimTime;
  readonly kind: Kind;
  readonly key: string;
  readonly object: KubernetesObject | undefined;
  readonly previous: KubernetesObject | undefined;
}
