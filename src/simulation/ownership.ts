/** Who controls an object. */
import type { ObjectMeta, OwnerReference } from '../kubernetes/api/meta.ts';

/** The owner reference of the controller, if there is one. Upstream: apimachinery/pkg/apis/meta/v1 GetControllerOf (v1.36). */
export function controllerOf(metadata: ObjectMeta): OwnerReference | undefined {
  return metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** Whether `owner` controls the object. Upstream: apimachinery/pkg/apis/meta/v1 IsControlledBy (v1.36). */
export function ownedBy(metadata: ObjectMeta, owner: ObjectMeta): boolean {
  return owner.uid !== undefined && controllerOf(metadata)?.uid === owner.uid;
}
