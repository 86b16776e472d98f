/** The region Inspector: explains whatever is selected. Light by itself: the explanations arrive after the first view. */
import { MousePointerClick, X } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { Trace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { useLazy } from '../present/use-lazy.ts';
import { useRun } from '../store/run-store.ts';
import { selectionCleared, useView, type Selection } from '../store/view-store.ts';
import styles from './Inspector.module.css';

const selectTrace = (state: ReturnType<typeof useRun.getState>): Trace | undefined => state.trace;
const selectSelection = (state: ReturnType<typeof useView.getState>): Selection | undefined => state.selection;

const load = (): Promise<typeof import('./Explained.tsx')> => import('./Explained.tsx');

/** The region. */
export const Inspector = memo(function Inspector(): ReactElement {
  const { app, playback: words } = useMessages();
  const selection = useView(selectSelection);
  const trace = useRun(selectTrace);
  const part = useLazy(load, selection);
  return (
    <section aria-label={app.inspector} className={styles.inspector}>
      {selection === undefined || trace === undefined ? (
        <div className={styles.nothing}>
          <MousePointerClick size={20} aria-hidden />
          <p className={styles.nothingTitle}>{words.nothingSelected}</p>
          <p className={styles.muted}>{words.nothingSelectedHint}</p>
        </div>
      ) : (
        <>
          <button type="button" className={styles.close} aria-label={words.close} onClick={selectionCleared}>
            <X size={16} aria-hidden />
          </button>
          {part !== undefined && <part.Explained selection={selection} trace={trace} />}
        </>
      )}
    </section>
  );
});
