/** A client: where it sends from, what it calls, and what came of it so far. */
import { memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { ClientInfo, Outcome, Trace } from '../../simulation/trace.ts';
import type { PlaybackMessages } from '../i18n/en/playback.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { OutcomeGlyph } from '../present/outcome-glyph.tsx';
import { statusAt } from '../requests/rows.ts';
import styles from './Inspector.module.css';

interface ClientInspectorProps {
  readonly trace: Trace;
  readonly time: SimTime;
  readonly name: string;
}

/** The client as it is at `time`. */
export const ClientInspector = memo(function ClientInspector({
  trace,
  time,
  name,
}: ClientInspectorProps): ReactElement {
  const { playback: words } = useMessages();
  const client = trace.clients.find((each) => each.name === name);
  const counts = countSent(trace, time, name);
  return (
    <>
      <p className={styles.kind}>{words.places.client}</p>
      <h2 className={styles.name}>{name}</h2>
      {client === undefined ? (
        <p className={styles.muted}>{words.gone}</p>
      ) : (
        <>
          {client.automatic && <p className={styles.muted}>{words.automaticClient}</p>}
          <dl className={styles.facts}>
            <div className={styles.fact}>
              <dt>{words.facts.from}</dt>
              <dd>{fromText(client, words)}</dd>
            </div>
            <div className={styles.fact}>
              <dt>{words.facts.urls}</dt>
              {client.urls.map((url) => (
                <dd key={url}>
                  <code>{url}</code>
                </dd>
              ))}
            </div>
            <div className={styles.fact}>
              <dt>{words.facts.sent}</dt>
              {counts.length === 0 && <dd className={styles.muted}>{words.none}</dd>}
              {counts.map(([status, count]) => (
                <dd key={status}>
                  <OutcomeGlyph outcome={status} /> {words.outcomes[status]} {count}
                </dd>
              ))}
            </div>
          </dl>
        </>
      )}
    </>
  );
});

function countSent(trace: Trace, time: SimTime, name: string): readonly (readonly [Outcome | 'inFlight', number])[] {
  const counts = new Map<Outcome | 'inFlight', number>();
  for (const request of trace.requests) {
    if (request.client !== name || request.startedAt > time) continue;
    const status = statusAt(request, time);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return Array.from(counts);
}

function fromText({ from }: ClientInfo, words: PlaybackMessages): string {
  switch (from.type) {
    case 'internet':
      return from.nat === undefined ? words.fromInternet(from.ip) : words.fromBehind(from.ip, from.nat);
    case 'node':
      return words.fromNode(from.node);
    case 'pod':
      return words.fromPod(from.node);
  }
}
