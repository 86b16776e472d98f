/** What a run is made of: the same session gives the same trace, byte for byte. */
import type { SimTime } from '../base/sim-time.ts';
import type { ManifestDocument } from '../kubernetes/api/document.ts';
import type { ApplyMemory } from './apiserver/apply-memory.ts';

/** An object by its kind and name; without `namespace` where its kind has none. */
export interface ObjectReference {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** What somebody does to the cluster. Pods are named by `namespace/name`. */
export type Action =
  /** `kubectl apply -f` with this text. */
  | { readonly type: 'apply'; readonly manifests: string }
  /** `kubectl delete`. */
  | { readonly type: 'delete'; readonly object: ObjectReference }
  /** `kubectl scale` of a Deployment, ReplicaSet or StatefulSet. */
  | { readonly type: 'scale'; readonly object: ObjectReference; readonly replicas: number }
  /** `kubectl rollout restart`. */
  | { readonly type: 'rolloutRestart'; readonly object: ObjectReference }
  /** `kubectl rollout undo`: to the revision before. */
  | { readonly type: 'rolloutUndo'; readonly object: ObjectReference }
  /** `kubectl label --overwrite`; null takes the label away. */
  | {
      readonly type: 'label';
      readonly object: ObjectReference;
      readonly labels: Readonly<Record<string, string | null>>;
    }
  /** `kubectl cordon`: no new pods. */
  | { readonly type: 'cordon'; readonly node: string }
  | { readonly type: 'uncordon'; readonly node: string }
  /** `kubectl drain --ignore-daemonsets --force --delete-emptydir-data`: cordon, and every pod evicted. */
  | { readonly type: 'drain'; readonly node: string }
  /** The machine loses power: no heartbeat, no kubelet, no proxy, no packet in or out. */
  | { readonly type: 'powerOff'; readonly node: string }
  /** The machine comes back with its kubelet. */
  | { readonly type: 'powerOn'; readonly node: string }
  /** The machine is shut down as a systemd unit would: its kubelet ends the pods first, then the power goes. */
  | { readonly type: 'shutDown'; readonly node: string }
  /** The machine runs on, but no packet leaves or reaches it. */
  | { readonly type: 'cutNetwork'; readonly node: string }
  | { readonly type: 'restoreNetwork'; readonly node: string }
  /** The pod's first container ends with an error. */
  | { readonly type: 'crash'; readonly pod: string }
  /** The pod's program begins, or ceases, to fail its readiness probe. */
  | { readonly type: 'setReady'; readonly pod: string; readonly isReady: boolean }
  /** Whether the cluster has a cloud that makes load balancers. */
  | { readonly type: 'setLoadBalancerProvider'; readonly isOn: boolean }
  /** Whether the cloud's firewall lets traffic from the internet through to the nodes' own addresses. */
  | { readonly type: 'setFirewall'; readonly isOpen: boolean };

/** Something done to the cluster at a moment; the log of them is part of the session. */
export type Command = Action & { readonly at: SimTime };

/** What a link carries: manifests as text, a seed, and the log of commands in order of time. */
export interface Session {
  readonly manifests: string;
  readonly seed: number;
  readonly commands: readonly Command[];
}

/** A command whose text has been read. */
export type ReadCommand = Command & {
  /** Of an `apply`: the documents of its manifests. */
  readonly documents?: readonly ManifestDocument[];
};

/** How long a stand-in kubelet takes for each thing. */
export interface FixedKubelet {
  /** From binding to a running and ready pod. */
  readonly start: SimTime;
  /** From the mark of deletion to the pod's removal. */
  readonly stop: SimTime;
}

/** A session whose text has been read: what the simulation itself takes. */
export interface SimulationInput {
  readonly documents: readonly ManifestDocument[];
  readonly seed: number;
  readonly commands: readonly ReadCommand[];
  /** The most pods that controllers may make in all; absent: no limit. The page sets one, so that no tab ever freezes. */
  readonly podLimit?: number;
  /** Kubelets that only keep to these times, as recordings with a stand-in kubelet need them; absent: they do what kubelets do. */
  readonly kubelet?: FixedKubelet;
  /** What earlier runs found out about documents that come again: it saves time and changes nothing. */
  readonly memory?: ApplyMemory;
}
