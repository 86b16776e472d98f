/** Facts about an object: what each is called, and its values. */
import { podWord } from '../../diagram/box-status.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import { objectKey, type Kind } from '../../kubernetes/api/objects.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import type { FactName, PlaybackMessages } from '../i18n/en/playback.ts';

/** One value of a fact: text, perhaps leading to another object, perhaps with a word on how that is doing. */
export interface FactValue {
  readonly text: string;
  /** Addresses, labels and names are set in mono; words are not. */
  readonly isMono: boolean;
  readonly object?: { readonly kind: Kind; readonly key: string };
  readonly note?: string;
  readonly isBad?: boolean;
}

/** A fact with its values; none are said to be none. */
export interface Fact {
  readonly name: FactName;
  readonly values: readonly FactValue[];
}

/** A pod that leads to itself, with how it is doing where it is not ready. */
export function podValue(pod: Pod, words: PlaybackMessages): FactValue {
  const key = objectKey(pod.metadata);
  return {
    ...mono(key),
    object: { kind: 'Pod', key },
    ...(!isPodReady(pod) && { note: podWord(pod) === 'Running' ? words.notReady : podWord(pod), isBad: true }),
  };
}

/** Labels, one value each. */
export function labels(map: StringMap | undefined): readonly FactValue[] {
  return Object.entries(map ?? {}).map(([key, value]) => mono(`${key}=${value}`));
}

/** A fact. */
export function fact(name: FactName, values: readonly FactValue[]): Fact {
  return { name, values };
}

/** An address, a label or a name. */
export function mono(text: string): FactValue {
  return { text, isMono: true };
}

/** A word. */
export function word(text: string): FactValue {
  return { text, isMono: false };
}
