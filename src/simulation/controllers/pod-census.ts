/** The pods of one ReplicaSet, counted. A sync looks only at the pods that have changed since the last one. */
import type { SimTime } from '../../base/sim-time.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import type { PodTemplateSpec, ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { matchesLabelSelector } from '../../kubernetes/labels/selector.ts';
import { availableFrom, isPodActive, isPodAvailable, isPodTerminating } from './pod-availability.ts';

/** What a ReplicaSet reports. */
export interface PodCounts {
  readonly active: number;
  readonly fullyLabeled: number;
  readonly ready: number;
  readonly available: number;
  readonly terminating: number;
}

const ACTIVE = 1;
const LABELED = 2;
const READY = 4;
const AVAILABLE = 8;
const TERMINATING = 16;

/** Counts kept up to date by looking again at what was touched. */
export class PodCensus {
  private readonly flags = new Map<string, number>();
  /** With the pod as it is now; without it, it is to be looked up. */
  private readonly touched = new Map<string, Pod | undefined>();
  /** Ready pods that are not available yet, and when they will be. */
  private readonly maturing = new Map<string, SimTime>();
  private template: PodTemplateSpec | undefined;
  private minReadySeconds = 0;
  private active = 0;
  private fullyLabeled = 0;
  private ready = 0;
  private available = 0;
  private terminating = 0;

  /** The pod has changed, come or gone. */
  touch(key: string, pod: Pod | undefined): void {
    this.touched.set(key, pod);
  }

  /** The pods to be looked at now, each once, where it is known as it is now; all of them when the ReplicaSet counts in another way than before. */
  take({ spec }: ReplicaSet, now: SimTime): readonly (readonly [string, Pod | undefined])[] {
    const { template, minReadySeconds = 0 } = spec;
    if (template !== this.template || minReadySeconds !== this.minReadySeconds) {
      for (const key of this.flags.keys()) this.lookAgain(key);
      this.template = template;
      this.minReadySeconds = minReadySeconds;
    }
    for (const [key, from] of this.maturing) if (from <= now) this.lookAgain(key);
    const pods = [...this.touched];
    this.touched.clear();
    return pods;
  }

  private lookAgain(key: string): void {
    if (!this.touched.has(key)) this.touched.set(key, undefined);
  }

  /** Counts the pod as what it is now; undefined: it is not among the ReplicaSet's any more. */
  count(key: string, pod: Pod | undefined, now: SimTime): void {
    this.add(this.flags.get(key) ?? 0, -1);
    this.maturing.delete(key);
    const flags = pod === undefined ? 0 : this.flagsOf(pod, now);
    if (flags === 0) this.flags.delete(key);
    else this.flags.set(key, flags);
    this.add(flags, 1);
    if (pod === undefined || (flags & READY) === 0 || (flags & AVAILABLE) !== 0) return;
    const from = availableFrom(pod, this.minReadySeconds);
    if (from !== undefined) this.maturing.set(key, from);
  }

  /** The counts as of the last `count`. */
  get counts(): PodCounts {
    const { active, fullyLabeled, ready, available, terminating } = this;
    return { active, fullyLabeled, ready, available, terminating };
  }

  /** When the next ready pod becomes available. */
  get nextAvailable(): SimTime | undefined {
    let next: SimTime | undefined;
    for (const from of this.maturing.values()) if (next === undefined || from < next) next = from;
    return next;
  }

  private flagsOf(pod: Pod, now: SimTime): number {
    if (isPodTerminating(pod)) return TERMINATING;
    if (!isPodActive(pod)) return 0;
    const wanted = this.template?.metadata?.labels;
    const isLabeled = wanted === undefined || matchesLabelSelector({ matchLabels: wanted }, pod.metadata.labels);
    return (
      ACTIVE |
      (isLabeled ? LABELED : 0) |
      (isPodReady(pod) ? READY : 0) |
      (isPodAvailable(pod, this.minReadySeconds, now) ? AVAILABLE : 0)
    );
  }

  private add(flags: number, by: 1 | -1): void {
    if ((flags & ACTIVE) !== 0) this.active += by;
    if ((flags & LABELED) !== 0) this.fullyLabeled += by;
    if ((flags & READY) !== 0) this.ready += by;
    if ((flags & AVAILABLE) !== 0) this.available += by;
    if ((flags & TERMINATING) !== 0) this.terminating += by;
  }
}
