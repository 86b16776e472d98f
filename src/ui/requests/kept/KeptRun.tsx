/** The kept run's requests beside those of the list: a column, and a button for those that differ. Arrives after the first view. */
import { EqualNot } from 'lucide-react';
import { memo, useMemo, type ReactElement } from 'react';
import { counterparts, differ, seenFrom } from '../../../diagram/differences.ts';
import type { RequestTrace, Trace } from '../../../simulation/trace.ts';
import { useActing } from '../../i18n/acting-catalogues.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { OutcomeGlyph, type Status } from '../../present/outcome-glyph.tsx';
import { usePlayback } from '../../store/playback-store.ts';
import { countRows, statusAt, type RowSource } from '../rows.ts';
import styles from './kept.module.css';

/** What the list needs of the run beside. */
export interface KeptRun {
  /** The kept run's request for each of the list's that has one, by id. */
  readonly others: ReadonlyMap<string, RequestTrace>;
  /** Of the rows those that ended differently, in the order in which that was seen, and not before it was. */
  readonly differing: (rows: RowSource) => RowSource;
  readonly Toggle: typeof DiffersButton;
  readonly Column: typeof KeptColumn;
  readonly Head: typeof KeptHead;
  readonly Cell: typeof KeptCell;
}

/** The run `other` beside `trace`. */
export function keptRun(trace: Trace, other: Trace): KeptRun {
  const others = counterparts(trace, other);
  return {
    others,
    differing: (rows) => onlyDiffering(rows, others),
    Toggle: DiffersButton,
    Column: KeptColumn,
    Head: KeptHead,
    Cell: KeptCell,
  };
}

/** Of the rows those that differ, each from the moment at which both ends have been seen. */
export function onlyDiffering(rows: RowSource, others: ReadonlyMap<string, RequestTrace>): RowSource {
  const kept = rows.requests.flatMap((request) => {
    const other = others.get(request.id);
    if (other === undefined || !differ(request, other)) return [];
    return [{ request, from: seenFrom(request, other) }];
  });
  kept.sort((a, b) => a.from - b.from);
  return { requests: kept.map(({ request }) => request), shownFrom: kept.map(({ from }) => from) };
}

interface DiffersButtonProps {
  readonly kept: KeptRun;
  readonly rows: RowSource;
  readonly isPressed: boolean;
  readonly onPress: (isPressed: boolean) => void;
}

/** How many differ by now; pressed, only they are listed. */
const DiffersButton = memo(function DiffersButton(props: DiffersButtonProps): ReactElement {
  const { kept, rows, isPressed, onPress } = props;
  const { kept: words } = useActing();
  const differing = useMemo(() => kept.differing(rows), [kept, rows]);
  const count = usePlayback((state) => countRows(differing, state.time));
  return (
    <button type="button" className={styles.toggle} aria-pressed={isPressed} onClick={() => onPress(!isPressed)}>
      <NotEqual />
      {words.differing(count)}
    </button>
  );
});

const KeptColumn = memo(function KeptColumn(): ReactElement {
  return <col className={styles.kept} />;
});

const KeptHead = memo(function KeptHead(): ReactElement {
  const { compare } = useMessages();
  return (
    <th scope="col" className={styles.kept} title={compare.pinnedOutcome}>
      {compare.pinnedOutcome}
    </th>
  );
});

interface KeptCellProps {
  readonly request: RequestTrace;
  /** The kept run's, where it has one. */
  readonly other: RequestTrace | undefined;
}

/** What came of the same request there; lit where that is something else. */
const KeptCell = memo(function KeptCell({ request, other }: KeptCellProps): ReactElement {
  const { playback } = useMessages();
  const { kept: words } = useActing();
  const status = usePlayback((state): Status | undefined => other && statusAt(other, state.time));
  const isOver = usePlayback((state) => statusAt(request, state.time) !== 'inFlight');
  const hasBegun = usePlayback((state) => other === undefined || other.startedAt <= state.time);
  if (other === undefined || status === undefined || !hasBegun) {
    return (
      <td className={styles.kept}>{other === undefined && <span className={styles.absent}>{words.notSent}</span>}</td>
    );
  }
  const differs = isOver && status !== 'inFlight' && differ(request, other);
  // Where both ended alike, it is the source that the pod saw which tells them apart.
  const source = differs && status === request.outcome ? (other.sourceSeenByPod ?? '') : '';
  return (
    <td className={styles.kept} data-differs={differs} title={`${playback.outcomes[status]} ${source}`.trim()}>
      {differs && <NotEqual label={words.differs} />} <OutcomeGlyph outcome={status} /> {playback.outcomes[status]}{' '}
      {source !== '' && <span className={styles.source}>{source}</span>}
    </td>
  );
});

function NotEqual({ label }: { readonly label?: string }): ReactElement {
  return (
    <EqualNot size={13} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })} />
  );
}
