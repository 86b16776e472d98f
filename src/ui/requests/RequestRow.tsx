/** One request in the list. */
import { memo, type KeyboardEvent, type ReactElement } from 'react';
import type { RequestTrace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { formatSeconds } from '../present/format-time.ts';
import { OutcomeGlyph, type Status } from '../present/outcome-glyph.tsx';
import type { KeptRun } from './kept/KeptRun.tsx';
import styles from './RequestTable.module.css';

/** Said of nearly every URL; where room is short it is left out, and any other scheme is not. */
const HTTP = 'http://';

interface RequestRowProps {
  readonly request: RequestTrace;
  readonly kept: KeptRun | undefined;
  /** Its place in the list, from 0. */
  readonly place: number;
  readonly status: Status;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  readonly onPick: (request: RequestTrace) => void;
  readonly onActive: (place: number) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** The row. What is not known yet at the playhead stays empty. */
export const RequestRow = memo(function RequestRow(props: RequestRowProps): ReactElement {
  const { request, kept, place, status, isSelected, isTabStop, onPick, onActive, onKey } = props;
  const { playback: words } = useMessages();
  const isPlainHttp = request.url.startsWith(HTTP);
  const isOver = status !== 'inFlight';
  return (
    <tr
      className={styles.row}
      aria-rowindex={place + 2}
      aria-current={isSelected}
      onClick={() => {
        onActive(place);
        onPick(request);
      }}
    >
      <td className={styles.id}>
        {/* The button is for keys and readers; it stands for the row, and a click on either comes to the row. */}
        <button
          type="button"
          className={styles.open}
          aria-label={words.request(request.id)}
          tabIndex={isTabStop ? 0 : -1}
          onKeyDown={onKey}
        >
          {request.id}
        </button>
      </td>
      <td className={styles.time}>{words.seconds(formatSeconds(request.startedAt))}</td>
      <td className={styles.client} title={request.client}>
        {request.client}
      </td>
      <td className={styles.url} title={request.url}>
        {isPlainHttp && <span className={styles.scheme}>{HTTP}</span>}
        {isPlainHttp ? request.url.slice(HTTP.length) : request.url}
      </td>
      <td className={styles.outcome}>
        <OutcomeGlyph outcome={status} /> {words.outcomes[status]}
      </td>
      <td className={styles.answeredBy} title={isOver ? request.answeredBy : undefined}>
        {isOver && request.answeredBy !== undefined && <PodName name={request.answeredBy} />}
      </td>
      <td className={styles.source} title={isOver ? request.sourceSeenByPod : undefined}>
        {isOver ? request.sourceSeenByPod : undefined}
      </td>
      {kept && <kept.Cell request={request} other={kept.others.get(request.id)} />}
    </tr>
  );
});

/** Pods of one app differ by their last few letters: those never give way. */
function PodName({ name }: { readonly name: string }): ReactElement {
  const tailAt = Math.max(0, name.lastIndexOf('-'));
  return (
    <span className={styles.podName}>
      <span>{name.slice(0, tailAt)}</span>
      {name.slice(tailAt)}
    </span>
  );
}
