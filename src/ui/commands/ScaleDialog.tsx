/** Asks how many replicas a workload is to have. */
import { Minus, Plus } from 'lucide-react';
import { memo, useId, useState, type ReactNode } from 'react';
import type { ObjectReference } from '../../simulation/session.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { acted } from '../store/command-store.ts';
import { AskDialog } from './AskDialog.tsx';
import styles from './commands.module.css';

interface ScaleDialogProps {
  readonly object: ObjectReference;
  readonly replicas: number;
}

/** A stepper on the number that the workload has now. */
export const ScaleDialog = memo(function ScaleDialog({ object, replicas }: ScaleDialogProps): ReactNode {
  const words = useActing();
  const [text, setText] = useState(String(replicas));
  const id = useId();
  const wanted = Number(text);
  const isReady = /^\d{1,5}$/.test(text);
  const step = (by: number): void => setText(String(Math.max(0, (isReady ? wanted : replicas) + by)));
  return (
    <AskDialog
      title={words.scaleTitle(`${object.kind} ${object.name}`)}
      word={words.scaleDo(isReady ? wanted : replicas)}
      isReady={isReady}
      onDo={() => acted({ type: 'scale', object, replicas: wanted })}
    >
      <div className={styles.stepper}>
        <label htmlFor={id}>{words.replicas}</label>
        <button type="button" aria-label={words.fewer} disabled={isReady && wanted === 0} onClick={() => step(-1)}>
          <Minus size={16} aria-hidden />
        </button>
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          aria-invalid={!isReady}
          onChange={(event) => setText(event.target.value.trim())}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
            event.preventDefault();
            step(event.key === 'ArrowUp' ? 1 : -1);
          }}
        />
        <button type="button" aria-label={words.more} onClick={() => step(1)}>
          <Plus size={16} aria-hidden />
        </button>
      </div>
    </AskDialog>
  );
});
