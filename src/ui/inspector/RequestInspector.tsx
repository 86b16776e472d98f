/** A request: how it ended and why, then hop by hop what happened to the packet. */
import { memo, useEffect, useRef, useState, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { RequestTrace, Trace } from '../../simulation/trace.ts';
import { renderMessage } from '../i18n/render-message.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { formatMillis, formatSeconds } from '../present/format-time.ts';
import { OutcomeGlyph } from '../present/outcome-glyph.tsx';
import { presentedEnd, presentedHops } from '../timeline/presented.ts';
import { countUpTo } from '../timeline/sorted.ts';
import { HopItem } from './HopItem.tsx';
import { KeptOutcome } from './KeptOutcome.tsx';
import styles from './Inspector.module.css';

interface RequestInspectorProps {
  readonly trace: Trace;
  readonly request: RequestTrace;
  readonly time: SimTime;
}

/**
 * The request as far as it has been seen: in a lecture one step must not give the next away. What was seen once stays,
 * also when one goes back to a hop. Give it the request's id as `key`.
 */
export const RequestInspector = memo(function RequestInspector({
  trace,
  request,
  time,
}: RequestInspectorProps): ReactElement {
  const { playback: words, simulation } = useMessages();
  const [seenUpTo, setSeenUpTo] = useState(time);
  if (time > seenUpTo) setSeenUpTo(time);
  const shownAt = presentedHops(request);
  const seen = countUpTo(shownAt, Math.max(seenUpTo, time));
  const current = countUpTo(shownAt, time) - 1;
  const isOver = Math.max(seenUpTo, time) >= presentedEnd(request);
  const isOverNow = time >= presentedEnd(request);
  const headline = useRef<HTMLHeadingElement>(null);
  // While it flies the list follows it; once it is over, the reason is what one wants to read.
  useEffect(() => {
    if (isOverNow) headline.current?.scrollIntoView({ block: 'nearest' });
  }, [isOverNow]);
  const there = request.hops.length;
  const hopItem = (place: number): ReactElement | undefined => {
    const hop = place < there ? request.hops[place] : request.reply[place - there];
    const at = shownAt[place];
    if (hop === undefined || at === undefined) return undefined;
    return (
      <HopItem
        key={place}
        hop={hop}
        trace={trace}
        {...(place < there && { request })}
        number={place + 1}
        shownAt={at}
        sinceStart={hop.at - request.startedAt}
        state={isOverNow || place < current ? 'past' : place === current ? 'current' : 'future'}
      />
    );
  };
  const status = isOver ? request.outcome : 'inFlight';
  return (
    <>
      <p className={styles.kind}>{words.request(request.id)}</p>
      <h2 ref={headline} className={styles.headline}>
        <OutcomeGlyph outcome={status} />
        <span>{words.outcomes[status]}</span>
      </h2>
      <p className={styles.cause}>{isOver ? renderMessage(request.cause, simulation) : words.underway}</p>
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>{words.columns.client}</dt>
          <dd>{request.client}</dd>
        </div>
        <div className={styles.fact}>
          <dt>{words.columns.url}</dt>
          <dd>
            <code>{request.url}</code>
          </dd>
        </div>
        <div className={styles.fact}>
          <dt>{words.startedAt}</dt>
          <dd>{words.seconds(formatSeconds(request.startedAt))}</dd>
        </div>
        {isOver && (
          <div className={styles.fact}>
            <dt>{words.took}</dt>
            <dd>{words.milliseconds(formatMillis(request.finishedAt - request.startedAt))}</dd>
          </div>
        )}
        {isOver && request.answeredBy !== undefined && (
          <div className={styles.fact}>
            <dt>{words.answeredBy}</dt>
            <dd>
              <code>{request.answeredBy}</code>
            </dd>
          </div>
        )}
        {isOver && request.sourceSeenByPod !== undefined && (
          <div className={styles.fact}>
            <dt>{words.sourceSeenByPod}</dt>
            <dd>
              <code>{request.sourceSeenByPod}</code>
            </dd>
          </div>
        )}
      </dl>
      <KeptOutcome trace={trace} request={request} />
      <h3 className={styles.subheading}>{words.hops}</h3>
      <ol className={styles.hops}>{request.hops.slice(0, seen).map((_, place) => hopItem(place))}</ol>
      {request.reply.length > 0 && seen > there && (
        <Reply count={request.reply.length} isCurrent={current >= there && !isOverNow}>
          {request.reply.slice(0, seen - there).map((_, place) => hopItem(there + place))}
        </Reply>
      )}
      {isOver && request.outcome === 'timedOut' && request.reply.length === 0 && (
        <p className={styles.muted}>{words.noReply}</p>
      )}
    </>
  );
});

interface ReplyProps {
  readonly count: number;
  /** Whether the playhead is on the way back: then it is open by itself. */
  readonly isCurrent: boolean;
  readonly children: readonly (ReactElement | undefined)[];
}

function Reply({ count, isCurrent, children }: ReplyProps): ReactElement {
  const { playback: words } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details
      className={styles.reply}
      open={isOpen || isCurrent}
      onToggle={(event) => {
        if (!isCurrent) setIsOpen(event.currentTarget.open);
      }}
    >
      <summary>{words.reply(count)}</summary>
      <ol className={styles.hops}>{children}</ol>
    </details>
  );
}
