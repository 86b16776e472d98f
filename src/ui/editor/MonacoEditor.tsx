/** The full editor. This file and what it imports is the chunk that arrives after the first view. */
import { memo, useEffect, useImperativeHandle, useRef, type ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { takeCaret } from './caret-handover.ts';
import type { EditorProps } from './editor-props.ts';
import { followSelections } from './follow-selections.ts';
import { createManifestEditor, type ManifestEditor } from './manifest-editor.ts';
import { TAB_FOCUS_KEYS } from './tab-focus-keys.ts';
import { useResolvedTheme } from './use-resolved-theme.ts';
import styles from './editor.module.css';

/** Monaco with the manifest in it. */
export const MonacoEditor = memo(function MonacoEditor(props: EditorProps): ReactNode {
  const { text, problems, handle, onEdit } = props;
  const { editor: words } = useMessages();
  const theme = useResolvedTheme();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<ManifestEditor>(undefined);

  useEffect(() => {
    if (host.current === null) return undefined;
    const made = createManifestEditor(host.current, onEdit);
    editor.current = made;
    return () => {
      editor.current = undefined;
      made.dispose();
    };
  }, [onEdit]);
  useImperativeHandle(
    handle,
    () => ({
      reveal: (range) => editor.current?.reveal(range),
      apply: (edit) => editor.current?.apply(edit),
    }),
    [],
  );
  useEffect(() => editor.current?.setTheme(theme), [theme]);
  useEffect(() => editor.current?.setLabel(`${words.label}. ${words.tabHint(TAB_FOCUS_KEYS)}`), [words]);
  useEffect(() => editor.current?.replaceText(text), [text]);
  useEffect(() => editor.current?.markProblems(problems), [problems]);
  useEffect(() => followSelections((hints) => editor.current?.showSelections(hints)), []);
  useEffect(() => {
    const caret = takeCaret();
    if (caret !== undefined) editor.current?.focusAt(caret.start, caret.end);
  }, []);

  // React Flow leaves keys alone below an element of the class "nokey"; else it takes the space bar from the editor.
  return <div ref={host} className={`${styles.monaco ?? ''} nokey`} />;
});
