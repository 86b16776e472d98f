/** The words of a hint that its line has room for: nobody should read the half of a name. */
import type { SelectionHint } from './selection-words.ts';

/** Between the line and the hint, in the hint's own type. */
const SPACE = '\u00A0'.repeat(4);
/** In CSS pixels: measured is what a canvas would draw, shown is what the editor draws. */
const SLACK = 4;

/** What is shown behind a line that leaves `room` pixels; `widthOf` measures a text in the hint's type. */
export function hintText(hint: SelectionHint, room: number, widthOf: (text: string) => number): string {
  const { text, short, isWarning } = hint;
  // The space is text too, so that the caret stands at the end of the line and not beside the hint.
  const whole = SPACE + (isWarning ? `⚠\uFE0E ${text}` : text);
  return short === undefined || widthOf(whole) + SLACK <= room ? whole : SPACE + short;
}
