/** The list of requests up to the playhead, as in a packet capture: filtered, followed, of any length. */
import { X } from 'lucide-react';
import { memo, useCallback, useMemo, useState, type ReactElement } from 'react';
import type { Outcome, RequestTrace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useRun } from '../store/run-store.ts';
import { selected, useView } from '../store/view-store.ts';
import { indexRequests } from '../timeline/request-index.ts';
import { OutcomeCounts } from './OutcomeCounts.tsx';
import { RequestGrid } from './RequestGrid.tsx';
import styles from './RequestTable.module.css';
import { countRows, filterRows } from './rows.ts';

const NO_REQUESTS: readonly RequestTrace[] = [];
const NO_OUTCOMES: readonly Outcome[] = [];

const selectRequests = (state: ReturnType<typeof useRun.getState>): readonly RequestTrace[] =>
  state.trace?.requests ?? NO_REQUESTS;
const selectTime = (state: ReturnType<typeof usePlayback.getState>): ReturnType<typeof usePlayback.getState>['time'] =>
  state.time;
const selectRequestId = (state: ReturnType<typeof useView.getState>): string | undefined =>
  state.selection?.type === 'request' ? state.selection.id : undefined;

/** The region Requests. */
export const RequestTable = memo(function RequestTable(): ReactElement {
  const { app, playback: words } = useMessages();
  const [text, setText] = useState('');
  const [outcomes, setOutcomes] = useState(NO_OUTCOMES);
  const [follow, setFollow] = useState(true);
  const index = indexRequests(useRun(selectRequests));
  const time = usePlayback(selectTime);
  const selectedId = useView(selectRequestId);
  const rows = useMemo(() => filterRows(index, { text, outcomes }), [index, text, outcomes]);
  const count = countRows(rows, time);
  const isFiltered = text.trim() !== '' || outcomes.length > 0;
  const clear = (): void => {
    setText('');
    setOutcomes(NO_OUTCOMES);
  };
  const pick = useCallback((request: RequestTrace) => selected({ type: 'request', id: request.id }), []);
  return (
    <section aria-label={app.requests} className={styles.region}>
      <div className={styles.bar}>
        <OutcomeCounts index={index} time={time} picked={outcomes} onPick={setOutcomes} />
        <input
          type="search"
          className={styles.search}
          aria-label={words.filter}
          placeholder={words.filter}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {isFiltered && (
          <button type="button" className={styles.clear} onClick={clear}>
            <X size={14} aria-hidden />
            {words.clearFilter}
          </button>
        )}
        <label className={styles.follow}>
          <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} />
          {words.follow}
        </label>
      </div>
      <RequestGrid
        rows={rows}
        count={count}
        time={time}
        selectedId={selectedId}
        follow={follow}
        onFollow={setFollow}
        onPick={pick}
        emptyText={isFiltered ? words.noneMatch : app.noRequestsYet}
      />
    </section>
  );
});
