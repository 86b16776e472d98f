/** What components said of an object, the newest first. */
import { TriangleAlert } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Event } from '../../kubernetes/api/objects.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { ageOf, humanDuration, momentOf } from '../present/age.ts';
import styles from './details.module.css';

/** So many are listed; nobody reads more. */
const MOST = 50;

interface EventListProps {
  readonly events: readonly Event[];
  readonly time: SimTime;
}

/** The list; one that was said again is counted, as `kubectl get events` counts it. */
export const EventList = memo(function EventList({ events, time }: EventListProps): ReactElement {
  const words = useActing();
  return (
    <section className={styles.section} aria-label={words.events}>
      <h3>{words.events}</h3>
      {events.length === 0 && <p className={styles.muted}>{words.noEvents}</p>}
      <ol className={styles.events}>
        {events.slice(0, MOST).map((event) => (
          <li key={event.metadata.name} data-type={event.type}>
            {event.type === 'Warning' && <TriangleAlert size={14} role="img" aria-label={words.warning} />}
            <strong>{event.reason}</strong>
            <span className={styles.age}>{words.ago(ageOf(event.lastTimestamp, time) ?? '')}</span>
            <p lang="en">{event.message}</p>
            <small>
              {event.source.component}
              {(event.count ?? 1) > 1 && ` · ${words.times(event.count ?? 1, spanOf(event))}`}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
});

/** How long it went on being said. */
function spanOf({ firstTimestamp, lastTimestamp }: Event): string {
  return humanDuration((momentOf(lastTimestamp) ?? 0) - (momentOf(firstTimestamp) ?? 0));
}
