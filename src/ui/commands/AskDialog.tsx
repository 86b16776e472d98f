/** A small modal form; it closes on Escape, and the focus goes back to where it was. */
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useActing } from '../i18n/acting-catalogues.ts';
import { dialogClosed } from '../store/command-store.ts';
import styles from './commands.module.css';

interface AskDialogProps {
  readonly title: string;
  /** The word of the button that does it. */
  readonly word: string;
  readonly isReady: boolean;
  readonly onDo: () => void;
  readonly children: ReactNode;
}

/** The form with its title, its two buttons, and whatever it asks. */
export function AskDialog({ title, word, isReady, onDo, children }: AskDialogProps): ReactNode {
  const words = useActing();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector('input')?.select();
  }, []);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId} onClose={dialogClosed}>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          onDo();
          dialog.current?.close();
        }}
      >
        <h2 id={titleId}>{title}</h2>
        {children}
        <div className={styles.dialogButtons}>
          <button type="button" onClick={() => dialog.current?.close()}>
            {words.cancel}
          </button>
          <button type="submit" className={styles.primary} disabled={!isReady}>
            {word}
          </button>
        </div>
      </form>
    </dialog>
  );
}
