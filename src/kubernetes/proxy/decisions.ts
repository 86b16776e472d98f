/** What rules leave to chance and to memory, as the walkers ask for it. */
import type { PacketContext } from './packet.ts';

/** Answers of chance and memory; a trial may script them. */
export interface Decisions {
  /** The index of one of the chances, which are in (0, 1] and add up to 1. */
  choose(chances: readonly number[]): number;
  /** One of so many, each as likely as the others. */
  pick(count: number): number;
  /** Whose turn it is among the servers of a virtual server that takes them in rotation. */
  rotate(virtualServer: string, servers: readonly string[]): number;
  /** Whether the source has been put on the list within the last `seconds`. */
  recentlySeen(list: string, source: string, seconds: number): boolean;
}

/** Decides by the context's random numbers, one for each choice, and by its memory. */
export function decideByContext(context: PacketContext): Decisions {
  return {
    choose: (chances) => {
      const random = context.random();
      let upTo = 0;
      const chosen = chances.findIndex((chance) => random < (upTo += chance));
      // Chances that have been rounded may add up to a little less than 1.
      return chosen < 0 ? chances.length - 1 : chosen;
    },
    pick: (count) => Math.floor(context.random() * count),
    rotate: (virtualServer, servers) =>
      context.rotate?.(virtualServer, servers) ?? Math.floor(context.random() * servers.length),
    recentlySeen: (list, source, seconds) => context.recentlySeen(list, source, seconds),
  };
}
