/** Who controls an object. */
import type { ObjectMeta, OwnerReference } from '../kubernetes/api/meta.ts';

/** An object that may own others, as references name it. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** The owner reference of the controller, if there is one. Upstream: apimachinery/pkg/apis/meta/v1 GetControllerOf (v1.36). */
export function controllerOf(metadata: ObjectMeta): OwnerReference | undefined {
  return metadata.ownerReferences?.find((owner) => owner.controller === true);
}

/** Whether `owner` controls the object. Upstream: apimachinery/pkg/apis/meta/v1 IsControlledBy (v1.36). */
export function ownedBy(metadata: ObjectMeta, owner: ObjectMeta): boolean {
  return owner.uid !== undefined && controllerOf(metadata)?.uid === owner.uid;
}

/** The reference by which a controller marks what it controls. Upstream: apimachinery/pkg/apis/meta/v1 NewControllerRef (v1.36). */
export function controllerRef({ apiVersion, kind, metadata: { name, uid = '' } }: Owner): OwnerReference {
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** The object as its new controller's. Upstream: pkg/controller/controller_ref_manager.go AdoptPod (v1.36). */
export function adopted<T extends { readonly metadata: ObjectMeta }>(object: T, owner: Owner): T {
  const ownerReferences = [...(object.metadata.ownerReferences ?? []), controllerRef(owner)];
  return { ...object, metadata: { ...object.metadata, ownerReferences } };
}

/** The object let go by the owner of this uid. Upstream: pkg/controller/controller_ref_manager.go ReleasePod (v1.36). */
export function released<T extends { readonly metadata: ObjectMeta }>(object: T, uid: string): T {
  const { ownerReferences = [], ...metadata } = object.metadata;
  const left = ownerReferences.filter((reference) => reference.uid !== uid);
  return { ...object, metadata: left.length === 0 ? metadata : { ...metadata, ownerReferences: left } };
}
