/** The list of requests up to the playhead, as in a packet capture: filtered, followed, of any length. */
import { ChartColumn, Download, List, ScrollText, X, type LucideIcon } from 'lucide-react';
import { lazy, memo, Suspense, useCallback, useId, useMemo, useState, type ReactElement } from 'react';
import type { Outcome, RequestTrace, Trace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { useLazy } from '../present/use-lazy.ts';
import { useCompare, type Pinned } from '../store/compare-store.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useRun } from '../store/run-store.ts';
import { requestViewPicked, selected, useView, type RequestView } from '../store/view-store.ts';
import { indexRequests } from '../timeline/request-index.ts';
import { download, toCsv, toJson, type ExportForm } from './export.ts';
import { OutcomeCounts } from './OutcomeCounts.tsx';
import { RequestGrid } from './RequestGrid.tsx';
import styles from './RequestTable.module.css';
import { countRows, filterRows, FILTER_COLUMNS } from './rows.ts';

const Charts = lazy(async () => ({ default: (await import('./charts/Charts.tsx')).Charts }));
const Transcript = lazy(async () => ({ default: (await import('./Transcript.tsx')).Transcript }));
const loadKept = (): Promise<typeof import('./kept/KeptRun.tsx')> => import('./kept/KeptRun.tsx');
/** The ways to look at the requests; the last two arrive when they are first asked for. */
const VIEWS = [
  { name: 'list', Icon: List },
  { name: 'charts', Icon: ChartColumn },
  { name: 'transcript', Icon: ScrollText },
] as const satisfies readonly { name: RequestView; Icon: LucideIcon }[];
const EXPORTS = [
  { form: 'csv', type: 'text/csv', write: toCsv },
  { form: 'json', type: 'application/json', write: toJson },
] as const satisfies readonly {
  form: ExportForm;
  type: string;
  write: (requests: readonly RequestTrace[]) => string;
}[];
const NO_REQUESTS: readonly RequestTrace[] = [];
const NO_OUTCOMES: readonly Outcome[] = [];

const selectRequests = (state: ReturnType<typeof useRun.getState>): readonly RequestTrace[] =>
  state.trace?.requests ?? NO_REQUESTS;
const selectTrace = (state: ReturnType<typeof useRun.getState>): Trace | undefined => state.trace;
const selectTime = (state: ReturnType<typeof usePlayback.getState>): ReturnType<typeof usePlayback.getState>['time'] =>
  state.time;
const selectView = (state: { requestView: RequestView }): RequestView => state.requestView;
const selectPinned = (state: { pinned: Pinned | undefined }): Pinned | undefined => state.pinned;
const selectRequestId = (state: ReturnType<typeof useView.getState>): string | undefined =>
  state.selection?.type === 'request' ? state.selection.id : undefined;

/** The region Requests. */
export const RequestTable = memo(function RequestTable(): ReactElement {
  const { app, playback: words } = useMessages();
  const [text, setText] = useState('');
  const [outcomes, setOutcomes] = useState(NO_OUTCOMES);
  const [follow, setFollow] = useState(true);
  const view = useView(selectView);
  const suggestions = useId();
  const trace = useRun(selectTrace);
  const index = indexRequests(useRun(selectRequests));
  const time = usePlayback(selectTime);
  const selectedId = useView(selectRequestId);
  const pinned = useCompare(selectPinned);
  const part = useLazy(loadKept, pinned);
  const [isDiffering, setDiffering] = useState(false);
  const kept = useMemo(() => trace && pinned && part?.keptRun(trace, pinned.trace), [trace, pinned, part]);
  const found = useMemo(() => filterRows(index, { text, outcomes }), [index, text, outcomes]);
  const rows = useMemo(() => (isDiffering && kept?.differing(found)) || found, [isDiffering, kept, found]);
  const suggested = useMemo(() => suggest(index.byStart), [index]);
  const count = countRows(rows, time);
  const isFiltered = text.trim() !== '' || outcomes.length > 0 || rows !== found;
  const clear = (): void => {
    setText('');
    setOutcomes(NO_OUTCOMES);
    setDiffering(false);
  };
  const pick = useCallback((request: RequestTrace) => selected({ type: 'request', id: request.id }), []);
  return (
    <section aria-label={app.requests} className={styles.region}>
      <div className={styles.bar}>
        <OutcomeCounts index={index} time={time} picked={outcomes} onPick={setOutcomes} />
        {kept && <kept.Toggle kept={kept} rows={found} isPressed={isDiffering} onPress={setDiffering} />}
        <div className={styles.tools}>
          <input
            type="search"
            className={styles.search}
            aria-label={words.filter}
            placeholder={words.filter}
            value={text}
            list={suggestions}
            onChange={(event) => setText(event.target.value)}
          />
          <datalist id={suggestions}>
            {suggested.map((word) => (
              <option key={word} value={word}>
                {word}
              </option>
            ))}
          </datalist>
          {isFiltered && (
            <button type="button" className={styles.clear} title={words.clearFilter} onClick={clear}>
              <X size={14} aria-hidden />
              <span className={styles.word}>{words.clearFilter}</span>
            </button>
          )}
          {EXPORTS.map(({ form, type, write }) => (
            <button
              key={form}
              type="button"
              className={`${styles.clear ?? ''} ${styles.export ?? ''}`}
              aria-label={words.exportAs(form.toUpperCase())}
              title={words.exportAs(form.toUpperCase())}
              disabled={count === 0}
              onClick={() => download(write(rows.requests.slice(0, count)), `kubehops-requests.${form}`, type)}
            >
              <Download size={14} aria-hidden />
              {form.toUpperCase()}
            </button>
          ))}
          <span className={styles.views} role="group" aria-label={words.requestViews}>
            {VIEWS.map(({ name, Icon }) => (
              <button
                key={name}
                type="button"
                className={styles.clear}
                aria-label={words[name]}
                title={words[name]}
                aria-pressed={view === name}
                onClick={() => requestViewPicked(name)}
              >
                <Icon size={14} aria-hidden />
              </button>
            ))}
          </span>
          <label className={styles.follow}>
            <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} />
            {words.follow}
          </label>
        </div>
      </div>
      {view !== 'list' && trace !== undefined ? (
        <Suspense fallback={undefined}>
          {view === 'charts' ? <Charts trace={trace} /> : <Transcript trace={trace} />}
        </Suspense>
      ) : (
        <RequestGrid
          rows={rows}
          kept={kept}
          count={count}
          time={time}
          selectedId={selectedId}
          follow={follow}
          onFollow={setFollow}
          onPick={pick}
          emptyText={isFiltered ? words.noneMatch : app.noRequestsYet}
        />
      )}
    </section>
  );
});

/** What can be asked for by column: each value once, as far as a list of them helps. */
function suggest(requests: readonly RequestTrace[]): readonly string[] {
  const words = new Set<string>();
  for (const { client, service, answeredBy } of requests) {
    words.add(`${FILTER_COLUMNS[0]}:${client}`);
    if (service !== undefined) words.add(`${FILTER_COLUMNS[1]}:${service.name}`);
    if (answeredBy !== undefined) words.add(`${FILTER_COLUMNS[2]}:${answeredBy.slice(answeredBy.indexOf('/') + 1)}`);
    if (words.size >= MOST_SUGGESTIONS) break;
  }
  return Array.from(words).toSorted();
}

const MOST_SUGGESTIONS = 40;
