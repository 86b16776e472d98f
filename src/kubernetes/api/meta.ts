/** What every API object has: type, metadata, and the labels that select it. */

/** Labels, annotations and selectors: string to string. */
export type StringMap = Readonly<Record<string, string>>;

/** Upstream: apimachinery/pkg/apis/meta/v1 OwnerReference (v1.36), less what only garbage collection needs. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** Upstream: apimachinery/pkg/apis/meta/v1 ObjectMeta (v1.36). Timestamps are RFC 3339 text made from virtual time. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly generateName?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

/** Upstream: apimachinery/pkg/apis/meta/v1 LabelSelectorRequirement (v1.36). */
export interface LabelSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

/** Upstream: apimachinery/pkg/apis/meta/v1 LabelSelector (v1.36). */
export interface LabelSelector {
  readonly matchLabels?: StringMap;
  readonly matchExpressions?: readonly LabelSelectorRequirement[];
}

/** A condition of a status, as Pods, Nodes and Deployments carry them. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
  readonly lastHeartbeatTime?: string;
}

/** TCP, UDP or SCTP. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';
