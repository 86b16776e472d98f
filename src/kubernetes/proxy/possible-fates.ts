/** Every end that a packet may come to, with its probability. */
import type { Decisions } from './decisions.ts';
import type { PacketFate } from './packet.ts';

/** One possible end; packets that differ in where they go or in being masqueraded end differently. */
export interface PossibleFate {
  readonly fate: PacketFate;
  /** In (0, 1]; those of one packet add up to 1 (to the digits that rules have). */
  readonly probability: number;
}

/**
 * Follows the packet once for every way in which chance may fall. The client is a fresh one: no session affinity
 * chooses for it.
 */
export function enumeratePossibleFates(follow: (decisions: Decisions) => PacketFate): readonly PossibleFate[] {
  const byEnd = new Map<string, PossibleFate>();
  const untried: (readonly number[])[] = [[]];
  for (let script = untried.pop(); script !== undefined; script = untried.pop()) {
    const { fate, probability, alternatives } = followScript(follow, script);
    untried.push(...alternatives);
    if (probability === 0) continue;
    const key = endKey(fate);
    const known = byEnd.get(key);
    byEnd.set(key, { fate: known?.fate ?? fate, probability: (known?.probability ?? 0) + probability });
  }
  return Array.from(byEnd.values());
}

/** Chooses as the script says and, beyond its end, always the first; each other choice there is an alternative script. */
function followScript(
  follow: (decisions: Decisions) => PacketFate,
  script: readonly number[],
): { readonly fate: PacketFate; readonly probability: number; readonly alternatives: readonly (readonly number[])[] } {
  const taken: number[] = [];
  const alternatives: (readonly number[])[] = [];
  let probability = 1;
  const choose = (chances: readonly number[]): number => {
    const scripted = script[taken.length];
    if (scripted === undefined) chances.forEach((_, i) => i > 0 && alternatives.push([...taken, i]));
    const chosen = scripted ?? 0;
    taken.push(chosen);
    probability *= chances[chosen] ?? 0;
    return chosen;
  };
  const pick = (count: number): number => choose(Array.from({ length: count }, () => 1 / count));
  const fate = follow({
    choose,
    pick,
    rotate: (_virtualServer, servers) => pick(servers.length),
    recentlySeen: () => false,
  });
  return { fate, probability, alternatives };
}

function endKey({ verdict, destination, masquerade }: PacketFate): string {
  return `${verdict} ${destination?.address ?? ''}:${destination?.port ?? ''} ${masquerade}`;
}
