/** Pod, core/v1: the parts that decide where it runs, whether it is ready, and what it listens on. */
import type { Condition, ObjectMeta, Protocol } from './meta.ts';

/** Upstream: core/v1 ContainerPort (v1.36). */
export interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly hostIP?: string;
  readonly protocol?: Protocol;
}

/** Upstream: core/v1 Probe (v1.36). */
export interface Probe {
  readonly httpGet?: { readonly path?: string; readonly port: number | string; readonly scheme?: string };
  readonly tcpSocket?: { readonly port: number | string };
  readonly exec?: { readonly command?: readonly string[] };
  readonly grpc?: { readonly port: number };
  readonly initialDelaySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly periodSeconds?: number;
  readonly successThreshold?: number;
  readonly failureThreshold?: number;
  readonly terminationGracePeriodSeconds?: number;
}

/** Upstream: core/v1 Container (v1.36). */
export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** Of an init container: `Always` makes it run on beside the others. */
  readonly restartPolicy?: string;
  readonly ports?: readonly ContainerPort[];
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly startupProbe?: Probe;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly resources?: ResourceRequirements;
  readonly lifecycle?: { readonly preStop?: LifecycleHandler; readonly postStart?: LifecycleHandler };
}

/** Quantities by resource name, as written: `{cpu: 500m, memory: 1Gi}`. Upstream: core/v1 ResourceList (v1.36). */
export type ResourceList = Readonly<Record<string, string | number>>;

/** Upstream: core/v1 ResourceRequirements (v1.36). */
export interface ResourceRequirements {
  readonly requests?: ResourceList;
  readonly limits?: ResourceList;
}

/** Upstream: core/v1 LifecycleHandler (v1.36). */
export interface LifecycleHandler {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: { readonly path?: string; readonly port: number | string };
  readonly sleep?: { readonly seconds: number };
}

/** Upstream: core/v1 Toleration (v1.36). */
export interface Toleration {
  readonly key?: string;
  readonly operator?: 'Equal' | 'Exists';
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}

/** Upstream: core/v1 NodeSelectorRequirement (v1.36). */
export interface NodeSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  readonly values?: readonly string[];
}

/** Upstream: core/v1 NodeSelectorTerm (v1.36): all of its requirements hold. */
export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorRequirement[];
  readonly matchFields?: readonly NodeSelectorRequirement[];
}

/** Upstream: core/v1 NodeAffinity (v1.36). */
export interface NodeAffinity {
  readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms: readonly NodeSelectorTerm[] };
  readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly {
    readonly weight: number;
    readonly preference: NodeSelectorTerm;
  }[];
}

/** Upstream: core/v1 PodSpec (v1.36). */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly nodeName?: string;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly affinity?: { readonly nodeAffinity?: NodeAffinity };
  readonly schedulerName?: string;
  readonly schedulingGates?: readonly { readonly name: string }[];
  readonly overhead?: ResourceList;
  readonly tolerations?: readonly Toleration[];
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly hostNetwork?: boolean;
  readonly terminationGracePeriodSeconds?: number;
  readonly restartPolicy?: string;
  readonly enableServiceLinks?: boolean;
  readonly readinessGates?: readonly { readonly conditionType: string }[];
}

/** Upstream: core/v1 ContainerStatus (v1.36). */
export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  readonly started?: boolean;
  readonly restartCount: number;
  readonly state: {
    readonly waiting?: { readonly reason: string; readonly message?: string };
    readonly running?: { readonly startedAt: string };
    readonly terminated?: ContainerStateTerminated;
  };
  readonly lastState?: { readonly terminated?: ContainerStateTerminated };
}

/** Upstream: core/v1 ContainerStateTerminated (v1.36). */
export interface ContainerStateTerminated {
  readonly reason: string;
  readonly exitCode: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

/** Upstream: core/v1 PodStatus (v1.36). */
export interface PodStatus {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly podIP?: string;
  readonly podIPs?: readonly { readonly ip: string }[];
  readonly hostIP?: string;
  readonly hostIPs?: readonly { readonly ip: string }[];
  readonly startTime?: string;
  readonly conditions?: readonly Condition[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
}

/** Upstream: core/v1 Pod (v1.36). */
export interface Pod {
  readonly apiVersion: 'v1';
  readonly kind: 'Pod';
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
  readonly status: PodStatus;
}

/** Whether the pod's Ready condition is True. */
export function isPodReady(pod: Pod): boolean {
  return pod.status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
}
