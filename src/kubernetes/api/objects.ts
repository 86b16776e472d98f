/** All kinds that a cluster stores here. */
import type { EndpointSlice } from './endpointslice.ts';
import type { Ingress } from './ingress.ts';
import type { Condition, ObjectMeta } from './meta.ts';
import type { Lease, Node } from './node.ts';
import type { Pod } from './pod.ts';
import type { Service } from './service.ts';
import type { Deployment, ReplicaSet, StatefulSet } from './workloads.ts';

/** Upstream: core/v1 Namespace (v1.36). */
export interface Namespace {
  readonly apiVersion: 'v1';
  readonly kind: 'Namespace';
  readonly metadata: ObjectMeta;
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: { readonly phase?: 'Active' | 'Terminating'; readonly conditions?: readonly Condition[] };
}

/** Upstream: core/v1 Event (v1.36); bare `Event` always means this one. */
export interface Event {
  readonly apiVersion: 'v1';
  readonly kind: 'Event';
  readonly metadata: ObjectMeta;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: {
    readonly apiVersion?: string;
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
    readonly uid?: string;
  };
  readonly source: { readonly component: string; readonly host?: string };
  /** How often it happened; the scheduler's events, which use the newer API, have none. */
  readonly count?: number;
  readonly firstTimestamp?: string;
  readonly lastTimestamp?: string;
}

/** Every kind that controllers work with, by its name. */
export interface ObjectByKind {
  Deployment: Deployment;
  EndpointSlice: EndpointSlice;
  Event: Event;
  Ingress: Ingress;
  Lease: Lease;
  Namespace: Namespace;
  Node: Node;
  Pod: Pod;
  ReplicaSet: ReplicaSet;
  Service: Service;
  StatefulSet: StatefulSet;
}

/** The kinds that controllers work with. */
export type Kind = keyof ObjectByKind;

/** Any object of those kinds. */
export type KubernetesObject = ObjectByKind[Kind];

/** `namespace/name`, or the bare name of what has no namespace. */
export function objectKey(metadata: ObjectMeta): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}
