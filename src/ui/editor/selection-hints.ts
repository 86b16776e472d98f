/** Words after the end of a line of the editor, about what is selected there. They are not in the text: nobody copies them. */
import type { SelectionPlace } from '../../simulation/selections.ts';
import { hintText } from './hint-text.ts';
import { monaco } from './monaco.ts';
import type { SelectionHint } from './selection-words.ts';
import styles from './selection-hints.module.css';

/** The hints of one editor. */
export interface SelectionHints {
  /** Shows these and no others. A place that was edited away since its run stays bare until the next run. */
  show(hints: readonly SelectionHint[]): void;
  dispose(): void;
}

/** A hint on the screen; its decoration has the same position in the collection. */
interface PlacedHint {
  readonly hint: SelectionHint;
  /** The line as it was when the hint was placed. */
  readonly line: string;
  /** Of the hint, what the line had room for. */
  readonly text: string;
}

const KEYS: Readonly<Record<SelectionPlace['type'], string>> = { selector: 'selector', podLabels: 'labels' };

/** Hints for the text in `editor`, none at first. */
export function createSelectionHints(editor: monaco.editor.ICodeEditor): SelectionHints {
  const decorations = editor.createDecorationsCollection();
  let placed: readonly PlacedHint[] = [];
  /** The places of the last call, also those that were edited away. */
  let known: ReadonlySet<SelectionPlace> = new Set();

  /** What there is room for in the width that the editor has now. */
  function textAt(hint: SelectionHint, line: string): string {
    const { contentWidth, verticalScrollbarWidth } = editor.getLayoutInfo();
    const { typicalHalfwidthCharacterWidth } = editor.getOption(monaco.editor.EditorOption.fontInfo);
    const room = contentWidth - verticalScrollbarWidth - line.length * typicalHalfwidthCharacterWidth;
    return hintText(hint, room, (text) => widthOf(text, editor.getContainerDomNode()));
  }

  function put(hints: readonly { readonly hint: SelectionHint; readonly lineNumber: number | undefined }[]): void {
    const model = editor.getModel();
    const next = hints.flatMap(({ hint, lineNumber }) => {
      if (model === null || lineNumber === undefined || lineNumber > model.getLineCount()) return [];
      const line = model.getLineContent(lineNumber);
      const text = textAt(hint, line);
      return [{ hint, line, text, decoration: toDecoration(hint, lineNumber, line, text) }];
    });
    decorations.set(next.map(({ decoration }) => decoration));
    placed = next;
  }

  /** Where the text has taken the placed hints since, as long as their lines are what they were. */
  function lineNumbers(): ReadonlyMap<SelectionPlace, number> {
    const model = editor.getModel();
    const found = new Map<SelectionPlace, number>();
    for (const [index, { hint, line }] of placed.entries()) {
      const lineNumber = decorations.getRange(index)?.startLineNumber;
      if (lineNumber !== undefined && model?.getLineContent(lineNumber) === line) found.set(hint.place, lineNumber);
    }
    return found;
  }

  function putAgain(still: ReadonlyMap<SelectionPlace, number>): void {
    put(placed.map(({ hint }) => ({ hint, lineNumber: still.get(hint.place) })));
  }

  const listening = [
    editor.onDidChangeModelContent(() => {
      const still = lineNumbers();
      if (still.size !== placed.length) putAgain(still);
    }),
    editor.onDidLayoutChange(() => {
      if (placed.some(({ hint, line, text }) => textAt(hint, line) !== text)) putAgain(lineNumbers());
    }),
  ];

  return {
    show(hints) {
      const still = lineNumbers();
      const model = editor.getModel();
      put(
        hints.map((hint) => {
          const { place } = hint;
          const isNew = !known.has(place);
          return { hint, lineNumber: isNew && isThere(place, model) ? place.range.startLine : still.get(place) };
        }),
      );
      known = new Set(hints.map(({ place }) => place));
    },
    dispose() {
      for (const each of listening) each.dispose();
      decorations.clear();
    },
  };
}

/** Whether the key still stands at its place: the visitor may have typed on since the run. */
function isThere({ type, range }: SelectionPlace, model: monaco.editor.ITextModel | null): boolean {
  if (model === null || range.startLine > model.getLineCount()) return false;
  const line = model.getLineContent(range.startLine);
  return line.slice(range.startColumn - 1, range.endColumn - 1).replaceAll(/["']/g, '') === KEYS[type];
}

let canvas: CanvasRenderingContext2D | null | undefined;

/** In the hints' type, in CSS pixels; `host` has the page's properties. */
function widthOf(text: string, host: Element): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (canvas === null) return 0;
  const style = getComputedStyle(host);
  canvas.font = `${style.getPropertyValue('--size-small')} ${style.getPropertyValue('--font-sans')}`;
  return canvas.measureText(text).width;
}

function toDecoration(
  hint: SelectionHint,
  line: number,
  content: string,
  text: string,
): monaco.editor.IModelDeltaDecoration {
  const startColumn = content.length - content.trimStart().length + 1;
  return {
    range: new monaco.Range(line, startColumn, line, content.length + 1),
    options: {
      after: {
        content: text,
        inlineClassName: hint.isWarning ? `${styles.hint ?? ''} ${styles.warning ?? ''}` : (styles.hint ?? ''),
        inlineClassNameAffectsLetterSpacing: true,
        cursorStops: monaco.editor.InjectedTextCursorStops.Left,
      },
      hoverMessage: { value: hint.hover },
      showIfCollapsed: true,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    },
  };
}
