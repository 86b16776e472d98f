/** What a run is made of: the same session gives the same trace, byte for byte. */
import type { SimTime } from '../base/sim-time.ts';
import type { ManifestDocument } from '../kubernetes/api/document.ts';
import type { ApplyMemory } from './apiserver/apply-memory.ts';

/** Something done to the cluster at a moment; the log of them is part of the session. */
export type Command =
  /** The machine loses power: no heartbeat, no kubelet, no proxy, no packet in or out. */
  | { readonly type: 'powerOff'; readonly at: SimTime; readonly node: string }
  /** The machine comes back with its kubelet. */
  | { readonly type: 'powerOn'; readonly at: SimTime; readonly node: string };

/** What a link carries: manifests as text, a seed, and the log of commands in order of time. */
export interface Session {
  readonly manifests: string;
  readonly seed: number;
  readonly commands: readonly Command[];
}

/** A session whose text has been read: what the simulation itself takes. */
export interface SimulationInput {
  readonly documents: readonly ManifestDocument[];
  readonly seed: number;
  readonly commands: readonly Command[];
  /** The most pods that ReplicaSets may make in all; absent: no limit. The page sets one, so that no tab ever freezes. */
  readonly podLimit?: number;
  /** What earlier runs found out about documents that come again: it saves time and changes nothing. */
  readonly memory?: ApplyMemory;
}
