/** Where the visitor was typing when the full editor took the plain one's place. */

/** A selection by offsets in the text. */
export interface Caret {
  readonly start: number;
  readonly end: number;
}

let left: Caret | undefined;

/** An editor that had the focus goes away. */
export function caretLeft(caret: Caret): void {
  left = caret;
}

/** What the editor before left, once. */
export function takeCaret(): Caret | undefined {
  const taken = left;
  left = undefined;
  return taken;
}
