/** The region Inspector: explains whatever is selected, at the moment that the page shows. */
import { MousePointerClick, X } from 'lucide-react';
import { memo, type ReactElement, type ReactNode } from 'react';
import type { Trace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useRun } from '../store/run-store.ts';
import { selectionCleared, useView, type Selection } from '../store/view-store.ts';
import { useLazy } from '../present/use-lazy.ts';
import { indexRequests } from '../timeline/request-index.ts';
import { ClientInspector } from './ClientInspector.tsx';
import styles from './Inspector.module.css';
import { RequestInspector } from './RequestInspector.tsx';

const selectTrace = (state: ReturnType<typeof useRun.getState>): Trace | undefined => state.trace;
const selectTime = (state: ReturnType<typeof usePlayback.getState>): ReturnType<typeof usePlayback.getState>['time'] =>
  state.time;
const selectSelection = (state: ReturnType<typeof useView.getState>): Selection | undefined => state.selection;

/** The region. */
export const Inspector = memo(function Inspector(): ReactElement {
  const { app, playback: words } = useMessages();
  const selection = useView(selectSelection);
  const trace = useRun(selectTrace);
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
          <Explained selection={selection} trace={trace} />
        </>
      )}
    </section>
  );
});

const loadObjects = (): Promise<typeof import('./ObjectInspector.tsx')> => import('./ObjectInspector.tsx');

interface ExplainedProps {
  readonly selection: Selection;
  readonly trace: Trace;
}

function Explained({ selection, trace }: ExplainedProps): ReactNode {
  const { playback: words } = useMessages();
  const time = usePlayback(selectTime);
  const objects = useLazy(loadObjects, selection);
  switch (selection.type) {
    case 'request': {
      const request = indexRequests(trace.requests).byId.get(selection.id);
      if (request !== undefined) return <RequestInspector key={request.id} request={request} time={time} />;
      return (
        <>
          <p className={styles.kind}>{words.request(selection.id)}</p>
          <p className={styles.muted}>{words.gone}</p>
        </>
      );
    }
    case 'object':
      return (
        objects !== undefined && (
          <objects.ObjectInspector trace={trace} time={time} kind={selection.kind} objectKey={selection.key} />
        )
      );
    case 'client':
      return <ClientInspector trace={trace} time={time} name={selection.name} />;
  }
}
