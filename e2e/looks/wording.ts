/** Whether words are there, and in the language that was asked for. */
import type { Language } from '../../src/ui/store/view-store.ts';
import { WORDS } from '../words.ts';
import type { SeenText } from './seen-text.ts';

/** Whether the words are what a program says that has none. */
export function isMissing(words: string): boolean {
  return /\bundefined\b|\bNaN\b|\[object |\$\{|=>/.test(words) || words in WORDS.en.simulation;
}

/** Whether the text should be in `language` and is not. What Kubernetes says itself is English everywhere. */
export function isUntranslated({ words, isQuoted }: SeenText, language: Language): boolean {
  // The picker names each language in its own words.
  if (language === 'en') return /[\u1100-\u11FF\uAC00-\uD7AF]/.test(words) && words !== '한국어';
  if (isQuoted || /[\uAC00-\uD7AF]/.test(words)) return false;
  // Names and addresses may be made of English words.
  return ENGLISH_ALONE.has(words) || ENGLISH_PROSE.test(words.replaceAll(/\S*[-./:_]\w\S*/g, ''));
}

/** A few words in a row, one of which only a sentence has. */
const ENGLISH_PROSE =
  /^(?=.*\b(?:the|of|is|are|and|to|from|with|this|that|for|not|no|an|in|on|has|was|will)\b)(?=(?:.*?\b[a-z]{2,}\b){3})/;

/** Kubernetes' own words stand for themselves in every language. */
const KUBERNETES: ReadonlySet<string> = new Set([
  ...['Cluster', 'Deployment', 'Event', 'Local', 'Namespace', 'Node', 'None', 'Pod', 'ReplicaSet', 'Service'],
  ...['StatefulSet', 'EndpointSlice', 'Ingress', 'Running', 'Pending', 'Status'],
]);

/** What is said in English only: the same place in the other catalogue says something else. */
const ENGLISH_ALONE: ReadonlySet<string> = (() => {
  const english = new Set<string>();
  const korean = new Set<string>();
  collect(WORDS.en, english);
  collect(WORDS.ko, korean);
  return new Set([...english].filter((words) => !korean.has(words) && !KUBERNETES.has(words)));
})();

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) collect(each, into);
}
