/** All kinds that a cluster stores here. */
import type { EndpointSlice } from './endpointslice.ts';
import type { ObjectMeta } from './meta.ts';
import type { Lease, Node } from './node.ts';
import type { Pod } from './pod.ts';
import type { Service } from './service.ts';
import type { Deployment, ReplicaSet } from './workloads.ts';

/** Upstream: core/v1 Namespace (v1.36). */
export interface Namespace {
  readonly apiVersion: 'v1';
  readonly kind: 'Namespace';
  readonly metadata: ObjectMeta;
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: { readonly phase?: 'Active' | 'Terminating' };
}

/** Upstream: core/v1 Event (v1.36); bare `Event` always means this one. */
export interface Event {
  readonly apiVersion: 'v1';
  readonly kind: 'Event';
  readonly metadata: ObjectMeta;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly kind: string; readonly namespace?: string; readonly name: string };
  readonly source: { readonly component: string };
}

/** Every kind that controllers work with, by its name. */
export interface ObjectByKind {
  Deployment: Deployment;
  EndpointSlice: EndpointSlice;
  Event: Event;
  Lease: Lease;
  Namespace: Namespace;
  Node: Node;
  Pod: Pod;
  ReplicaSet: ReplicaSet;
  Service: Service;
}

/** The kinds that controllers work with. */
export type Kind = keyof ObjectByKind;

/** Any object of those kinds. */
export type KubernetesObject = ObjectByKind[Kind];

/** `namespace/name`, or the bare name of what has no namespace. */
export function objectKey(metadata: ObjectMeta): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}
