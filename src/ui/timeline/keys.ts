/** The keys of time: as in video players, and the two of a lecturer's clicker. */

/** What a key asks for. */
export type TimeAction =
  | 'toggle'
  | 'forward'
  | 'back'
  | 'nextRequest'
  | 'previousRequest'
  | 'nextEvent'
  | 'previousEvent'
  | 'faster'
  | 'slower'
  | 'start'
  | 'loopFrom'
  | 'loopTo';

/** What of a key press matters here. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** The action of a key press, or undefined when it means nothing here. */
export function timeAction({ key, shiftKey, ctrlKey, altKey, metaKey }: KeyPress): TimeAction | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  switch (key) {
    case ' ':
    case 'k':
    case 'K':
      return 'toggle';
    case 'ArrowRight':
      return shiftKey ? 'nextRequest' : 'forward';
    case 'ArrowLeft':
      return shiftKey ? 'previousRequest' : 'back';
    case 'PageDown':
    case '.':
      return 'forward';
    case 'PageUp':
    case ',':
      return 'back';
    case 'l':
      return 'nextRequest';
    case 'j':
      return 'previousRequest';
    case '>':
      return 'faster';
    case '<':
      return 'slower';
    case '0':
    case 'Home':
      return 'start';
    case '[':
      return 'loopFrom';
    case ']':
      return 'loopTo';
    case 'n':
      return 'nextEvent';
    case 'N':
    case 'p':
      return 'previousEvent';
    default:
      return undefined;
  }
}

/** Where keys have a meaning of their own: text, menus, tabs, sliders, dialogs. */
const OWN_KEYS =
  'input, textarea, select, [contenteditable], [role="tablist"], [role="separator"], [role="menu"], [role="dialog"], dialog';
/** Where Space presses what has the focus. */
const PRESSED_BY_SPACE = 'button, a, summary, [role="button"], [role="option"]';

/** Whether a key pressed at `target` is for what stands there rather than for time. */
export function keepsKey(target: Element, key: string): boolean {
  return target.closest(OWN_KEYS) !== null || (key === ' ' && target.closest(PRESSED_BY_SPACE) !== null);
}
