/** What a place of the text selects, in the visitor's words. */
import type { Selected } from '../../diagram/selection-counts.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import type { SelectionPlace } from '../../simulation/selections.ts';
import type { SelectionMessages } from '../i18n/en/selection.ts';

/** A few words for the end of a line of the text, and more for whoever points at it. */
export interface SelectionHint {
  readonly place: SelectionPlace;
  readonly text: string;
  /** Fewer words, for a line that leaves no room for `text`; absent where there are none. */
  readonly short?: string;
  /** Nothing is selected where something should be. */
  readonly isWarning: boolean;
  /** In Markdown. */
  readonly hover: string;
}

const LISTED_PODS = 12;
const NAMED_SERVICES = 3;

/** The hint for the place when `selected` is what it selects. */
export function toSelectionHint(place: SelectionPlace, selected: Selected, words: SelectionMessages): SelectionHint {
  if (selected.type === 'services') {
    const { services } = selected;
    const named = services.slice(0, NAMED_SERVICES);
    const isNone = services.length === 0;
    return {
      place,
      text: isNone ? words.selectedByNone : words.selectedBy(named, services.length - named.length),
      short: words.services(services.length),
      isWarning: false,
      hover: isNone
        ? words.noServiceTitle(code(place.namespace))
        : list(words.servicesTitle, services.map(code), words),
    };
  }
  const { pods, ready } = selected;
  if (pods.length === 0) {
    const pairs = place.type === 'selector' ? pairsOf(place.selector) : pairsOf(place.labels);
    const hover = words.noPodTitle(code(place.namespace), pairs);
    return { place, text: words.noPod, isWarning: true, hover };
  }
  const lines = pods.map(({ name, state, isReady }) => `${code(name)} ${words.podState(state, isReady)}`);
  return { place, text: words.pods(pods.length, ready), isWarning: false, hover: list(words.podsTitle, lines, words) };
}

/** Whether the visitor would see no difference between the two. */
export function sameHint(a: SelectionHint, b: SelectionHint): boolean {
  return a.place === b.place && a.text === b.text && a.hover === b.hover;
}

function list(title: string, lines: readonly string[], words: SelectionMessages): string {
  const more = lines.length - LISTED_PODS;
  const shown = [...lines.slice(0, LISTED_PODS), ...(more > 0 ? [words.more(more)] : [])];
  return `${title}\n\n${shown.map((line) => `- ${line}`).join('\n')}`;
}

function pairsOf(pairs: StringMap): string {
  return Object.entries(pairs)
    .map(([key, value]) => code(`${key}=${value}`))
    .join(', ');
}

/** Names and labels that were stored hold no backtick. */
function code(text: string): string {
  return `\`${text}\``;
}
