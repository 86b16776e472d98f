/** Every end that a packet may come to, with its probability. */
import type { Packet, PacketFate } from './packet.ts';
import type { IptablesRuleSet } from './rule-set.ts';
import { followPacket } from './walk.ts';

/** One possible end; packets that differ in where they go or in being masqueraded end differently. */
export interface PossibleFate {
  readonly fate: PacketFate;
  /** In (0, 1]; those of one packet add up to 1 (to the ten digits that rules have). */
  readonly probability: number;
}

/**
 * Walks the packet once for every way in which the rules' chances may fall. The client is a fresh one: no session
 * affinity chooses for it.
 */
export function enumerateFates(ruleSet: IptablesRuleSet, packet: Packet): readonly PossibleFate[] {
  const byEnd = new Map<string, PossibleFate>();
  const untried: (readonly boolean[])[] = [[]];
  for (let script = untried.pop(); script !== undefined; script = untried.pop()) {
    const { fate, probability, alternatives } = followScript(ruleSet, packet, script);
    untried.push(...alternatives);
    if (probability === 0) continue;
    const key = endKey(fate);
    const known = byEnd.get(key);
    byEnd.set(key, { fate: known?.fate ?? fate, probability: (known?.probability ?? 0) + probability });
  }
  return Array.from(byEnd.values());
}

/** Lets chance fall as the script says and, beyond its end, always on yes; each such yes has an alternative script. */
function followScript(
  ruleSet: IptablesRuleSet,
  packet: Packet,
  script: readonly boolean[],
): { readonly fate: PacketFate; readonly probability: number; readonly alternatives: readonly (readonly boolean[])[] } {
  const taken: boolean[] = [];
  const alternatives: (readonly boolean[])[] = [];
  let total = 1;
  const fate = followPacket(ruleSet, packet, {
    isChosen: (probability) => {
      const scripted = script[taken.length];
      if (scripted === undefined) alternatives.push([...taken, false]);
      const isChosen = scripted ?? true;
      taken.push(isChosen);
      total *= isChosen ? probability : 1 - probability;
      return isChosen;
    },
    recentlySeen: () => false,
  });
  return { fate, probability: total, alternatives };
}

function endKey({ verdict, destination, masquerade }: PacketFate): string {
  return `${verdict} ${destination?.address ?? ''}:${destination?.port ?? ''} ${masquerade}`;
}
