/** The failure domains of the cluster: how badly each is hit, and which of its nodes wait to be emptied. */
import type { SimTime } from '../../base/sim-time.ts';
import { computeZoneState, evictionRate, type ZoneState } from '../../kubernetes/nodelifecycle/zone-state.ts';
import { EvictionQueue } from './node-lifecycle-queue.ts';

/** The nodes of a zone, counted. */
export interface ZoneCount {
  readonly nodes: number;
  readonly notReady: number;
}

/** Whether all zones are down since this count, or no longer are. */
export type Disruption = 'entered' | 'left' | undefined;

/** Upstream: pkg/controller/nodelifecycle/node_lifecycle_controller.go handleDisruption (v1.36). */
export class NodeLifecycleZones {
  private readonly queues = new Map<string, EvictionQueue>();
  private readonly states = new Map<string, ZoneState>();
  private isAllDown = false;

  /** The nodes of the zone that wait. */
  queueOf(zone: string, now: SimTime): EvictionQueue {
    const known = this.queues.get(zone);
    if (known !== undefined) return known;
    const made = new EvictionQueue(evictionRate('Normal', 0), now);
    this.queues.set(zone, made);
    return made;
  }

  /** All queues, in the order in which their zones appeared. */
  all(): Iterable<EvictionQueue> {
    return this.queues.values();
  }

  /**
   * Sets how fast nodes are emptied by how many of each zone are ready. When every zone is down none is, for then the fault is
   * likely the controller's own.
   */
  update(counts: ReadonlyMap<string, ZoneCount>, now: SimTime): Disruption {
    const states = new Map([...counts].map(([zone, { nodes, notReady }]) => [zone, computeZoneState(nodes, notReady)]));
    for (const zone of this.states.keys()) if (!states.has(zone)) this.states.delete(zone);
    const isAllDown = [...states.values()].every((state) => state === 'FullDisruption');
    const wasAllDown = this.isAllDown;
    this.isAllDown = isAllDown;
    if (isAllDown) {
      for (const queue of this.queues.values()) queue.setRate(0, now);
      return wasAllDown ? undefined : 'entered';
    }
    for (const [zone, state] of states) {
      if (!wasAllDown && this.states.get(zone) === state) continue;
      this.queueOf(zone, now).setRate(evictionRate(state, counts.get(zone)?.nodes ?? 0), now);
      this.states.set(zone, state);
    }
    return wasAllDown ? 'left' : undefined;
  }
}
