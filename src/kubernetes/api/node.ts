/** Node (core/v1) and the Lease (coordination.k8s.io/v1) by which its kubelet shows that it lives. */
import type { Condition, ObjectMeta } from './meta.ts';
import type { ResourceList } from './pod.ts';

/** Upstream: core/v1 Taint (v1.36). */
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  readonly timeAdded?: string;
}

/** Upstream: core/v1 Node (v1.36). */
export interface Node {
  readonly apiVersion: 'v1';
  readonly kind: 'Node';
  readonly metadata: ObjectMeta;
  readonly spec: {
    readonly podCIDR?: string;
    readonly podCIDRs?: readonly string[];
    readonly unschedulable?: boolean;
    readonly taints?: readonly Taint[];
    readonly providerID?: string;
  };
  readonly status: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly Condition[];
    /** Quantities by resource name. */
    readonly capacity?: ResourceList;
    /** What pods may ask for: the capacity less what the machine keeps for itself. */
    readonly allocatable?: ResourceList;
    /** What runs the machine: kernel, container runtime, versions. */
    readonly nodeInfo?: Readonly<Record<string, string>>;
  };
}

/** Upstream: coordination.k8s.io/v1 Lease (v1.36). */
export interface Lease {
  readonly apiVersion: 'coordination.k8s.io/v1';
  readonly kind: 'Lease';
  readonly metadata: ObjectMeta;
  readonly spec: { readonly holderIdentity: string; readonly leaseDurationSeconds: number; readonly renewTime: string };
}

/** The node's InternalIP, or undefined before its kubelet has reported one. */
export function internalIP(node: Node): string | undefined {
  return node.status.addresses?.find((address) => address.type === 'InternalIP')?.address;
}

/** Whether the node's Ready condition is True. */
export function isNodeReady(node: Node): boolean {
  return (
    node.status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false
  );
}
