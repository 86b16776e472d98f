/** What both editors, the full one and the plain one, are given. */
import type { Ref } from 'react';
import type { TextEdit, TextRange } from '../../kubernetes/api/document.ts';
import type { Problem } from './problem.ts';

/** What the page may ask of the editor on the screen. */
export interface EditorHandle {
  /** Selects the range, scrolls there and takes the focus. */
  reveal(range: TextRange): void;
  /** Carries the edit out as if the visitor had typed it, and takes the focus. */
  apply(edit: TextEdit): void;
}

/** Props of both editors. */
export interface EditorProps {
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Filled in by the editor on the screen. */
  readonly handle: Ref<EditorHandle | undefined>;
  readonly onEdit: (text: string) => void;
}
