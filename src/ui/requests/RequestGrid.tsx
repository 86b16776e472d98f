/** The rows near the view, and the keys that walk them. One row takes part in tabbing; the arrow keys go on from it. */
import {
  memo,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type UIEvent,
} from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { RequestTrace } from '../../simulation/trace.ts';
import type { RequestColumn } from '../i18n/en/playback.ts';
import { useMedia } from '../app/use-media.ts';
import { useMessages } from '../i18n/use-messages.ts';
import type { KeptRun } from './kept/KeptRun.tsx';
import { RequestRow } from './RequestRow.tsx';
import styles from './RequestTable.module.css';
import { nextRow } from './row-keys.ts';
import { statusAt, type RowSource } from './rows.ts';
import { rowWindow, scrollToRow } from './window.ts';

const COLUMNS: readonly RequestColumn[] = ['id', 'time', 'client', 'url', 'outcome', 'answeredBy', 'source'];
/** Pixels, on a desk and in the hand; the style sheet has the same. */
const ROW_HEIGHT = 24;
const FINGER_HEIGHT = 40;
const IN_THE_HAND = '(max-width: 719px)';

interface RequestGridProps {
  readonly rows: RowSource;
  /** The run beside, where one is kept to be compared with. */
  readonly kept: KeptRun | undefined;
  /** How many of the rows are to be seen. */
  readonly count: number;
  readonly time: SimTime;
  readonly selectedId: string | undefined;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onPick: (request: RequestTrace) => void;
  readonly emptyText: string;
}

/** The list itself. */
export const RequestGrid = memo(function RequestGrid(props: RequestGridProps): ReactElement {
  const { rows, kept, count, time, selectedId, follow, onFollow, onPick, emptyText } = props;
  const { app, playback: words } = useMessages();
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 300 });
  const [active, setActive] = useState(0);
  const rowHeight = useMedia(IN_THE_HAND) ? FINGER_HEIGHT : ROW_HEIGHT;
  const wantsFocus = useRef(false);
  const shownId = useRef<string>(undefined);
  // Following, the view is at the end whatever the browser has told of it so far.
  const { first, end } = rowWindow(count, rowHeight, view.height, follow ? count * rowHeight : view.top);
  const tabStop = active >= first && active < end ? active : first;

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setView({ top: element.scrollTop, height: rowsHeight(element) }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && follow) element.scrollTop = count === 0 ? 0 : element.scrollHeight;
  }, [follow, count, view.height]);

  // Not before the row is there: the key that moves may have to scroll first.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    scroller.current?.querySelector<HTMLElement>('tbody button[tabindex="0"]')?.focus({ preventScroll: true });
  });

  // A request that was picked elsewhere (in the picture, by a step) is brought into view.
  useEffect(() => {
    const element = scroller.current;
    if (shownId.current === selectedId || element === null) return;
    shownId.current = selectedId;
    const place = rows.requests.findLastIndex((request) => request.id === selectedId);
    if (place >= 0) element.scrollTop = scrollToRow(place, rowHeight, rowsHeight(element), element.scrollTop);
  }, [selectedId, rows, rowHeight]);

  const scrolled = (event: UIEvent<HTMLDivElement>): void => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    const isAtEnd = scrollTop + clientHeight >= scrollHeight - rowHeight / 2;
    if (scrollTop < view.top && !isAtEnd && follow) onFollow(false);
    setView({ top: scrollTop, height: rowsHeight(event.currentTarget) });
  };

  const pressed = (event: KeyboardEvent): void => {
    const element = scroller.current;
    const next = nextRow(event.key, tabStop, count, Math.floor(view.height / rowHeight));
    if (element === null || next === undefined) return;
    event.preventDefault();
    onFollow(next === count - 1);
    element.scrollTop = scrollToRow(next, rowHeight, view.height, element.scrollTop);
    setView({ top: element.scrollTop, height: view.height });
    setActive(next);
    wantsFocus.current = true;
  };

  return (
    <div ref={scroller} className={styles.scroller} onScroll={scrolled}>
      <table
        className={styles.table}
        data-compared={kept !== undefined}
        aria-label={app.requests}
        aria-rowcount={count + 1}
      >
        <colgroup>
          {COLUMNS.map((column) => (
            <col key={column} className={styles[column]} />
          ))}
          {kept && <kept.Column />}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={styles[column]} title={words.columns[column]}>
                {words.columns[column]}
              </th>
            ))}
            {kept && <kept.Head />}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <tr aria-hidden="true" style={{ height: first * rowHeight }} />}
          {rows.requests.slice(first, end).map((request, offset) => (
            <RequestRow
              key={request.id}
              request={request}
              kept={kept}
              place={first + offset}
              status={statusAt(request, time)}
              isSelected={request.id === selectedId}
              isTabStop={first + offset === tabStop}
              onPick={onPick}
              onActive={setActive}
              onKey={pressed}
            />
          ))}
          {end < count && <tr aria-hidden="true" style={{ height: (count - end) * rowHeight }} />}
        </tbody>
      </table>
      {count === 0 && <p className={styles.empty}>{emptyText}</p>}
    </div>
  );
});

/** What the scroller's height leaves for rows below the head, which stays in view (or gives way where it is tight). */
function rowsHeight(scroller: HTMLElement): number {
  return scroller.clientHeight - (scroller.querySelector('thead')?.offsetHeight ?? 0);
}
