/** What rules leave to chance and to memory, as the walkers ask for it, and what else differs between packets to one place. */
import type { PacketContext } from './packet.ts';
import type { SenderQuestion } from './sender.ts';

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
  /** Is told what has been asked about the packet's sender, where anybody wants to know. */
  senderAsked?(question: SenderQuestion, isSo: boolean): void;
}

/** Decides by the context's random numbers, one for each choice, and by its memory. */
export function decideByContext(context: PacketContext): Decisions {
  return {
    choose: (chances) => choose(context, chances),
    pick: (count) => pick(context, count),
    rotate: (virtualServer, servers) => rotate(context, virtualServer, servers),
    recentlySeen: (list, source, seconds) => context.recentlySeen(list, source, seconds),
  };
}

/** As Decisions.choose, by the context's next random number. */
export function choose(context: PacketContext, chances: readonly number[]): number {
  const random = context.random();
  let upTo = 0;
  const chosen = chances.findIndex((chance) => random < (upTo += chance));
  // Chances that have been rounded may add up to a little less than 1.
  return chosen < 0 ? chances.length - 1 : chosen;
}

/** As Decisions.pick, by the context's next random number. */
export function pick(context: PacketContext, count: number): number {
  return Math.floor(context.random() * count);
}

/** As Decisions.rotate, by the context's memory or else its next random number. */
export function rotate(context: PacketContext, virtualServer: string, servers: readonly string[]): number {
  return context.rotate?.(virtualServer, servers) ?? pick(context, servers.length);
}
