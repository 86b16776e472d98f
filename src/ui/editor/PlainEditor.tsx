/** A plain text field: the editor until the full one has arrived, and where it cannot be had. */
import { memo, useImperativeHandle, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { caretLeft } from './caret-handover.ts';
import type { EditorProps } from './editor-props.ts';
import { offsetOf } from './offset.ts';
import styles from './editor.module.css';

interface PlainEditorProps extends EditorProps {
  /** Told when the visitor begins and ends composing a syllable, as Korean is typed. */
  readonly onComposing: (isComposing: boolean) => void;
}

/** The manifest in a text field. */
export const PlainEditor = memo(function PlainEditor(props: PlainEditorProps): ReactNode {
  const { text, handle, onEdit, onComposing } = props;
  const { editor: words } = useMessages();
  const field = useRef<HTMLTextAreaElement>(null);

  useImperativeHandle(
    handle,
    () => ({
      reveal(range) {
        const start = offsetOf(field.current?.value ?? '', range.startLine, range.startColumn);
        const end = offsetOf(field.current?.value ?? '', range.endLine, range.endColumn);
        field.current?.focus();
        field.current?.setSelectionRange(start, end);
      },
      apply({ range, text: replacement }) {
        const now = field.current?.value ?? '';
        const start = offsetOf(now, range.startLine, range.startColumn);
        const end = offsetOf(now, range.endLine, range.endColumn);
        field.current?.focus();
        onEdit(now.slice(0, start) + replacement + now.slice(end));
      },
    }),
    [onEdit],
  );
  // The editor that takes this one's place goes on where the visitor was typing.
  useLayoutEffect(() => {
    const element = field.current;
    return () => {
      if (element === null || element !== document.activeElement) return;
      caretLeft({ start: element.selectionStart, end: element.selectionEnd });
    };
  }, []);

  return (
    <textarea
      ref={field}
      className={`${styles.plain ?? ''} nokey`}
      aria-label={words.label}
      value={text}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      wrap="off"
      onChange={(event) => onEdit(event.target.value)}
      onCompositionStart={() => onComposing(true)}
      onCompositionEnd={() => onComposing(false)}
    />
  );
});
