/** What is selected, explained at the moment that the page shows. This file and what it imports arrives after the first view. */
import { memo, useEffect, useRef, type ReactNode } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Trace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { usePlayback } from '../store/playback-store.ts';
import type { Selection } from '../store/view-store.ts';
import { indexRequests } from '../timeline/request-index.ts';
import { ClientInspector } from './ClientInspector.tsx';
import { FirewallInspector } from './FirewallInspector.tsx';
import styles from './Inspector.module.css';
import { NodeList } from './NodeList.tsx';
import { ObjectInspector } from './ObjectInspector.tsx';
import { RequestInspector } from './RequestInspector.tsx';

const selectTime = (state: ReturnType<typeof usePlayback.getState>): SimTime => state.time;

interface ExplainedProps {
  readonly selection: Selection;
  readonly trace: Trace;
}

/** A request, an object, a client, the firewall, or nodes one by one. */
export const Explained = memo(function Explained(props: ExplainedProps): ReactNode {
  const { selection } = props;
  const place = useRef<HTMLDivElement>(null);
  const leadsOn = useRef(false);
  // What was pressed in here to get there is gone by now: without this, keys would begin again at the top of the page.
  useEffect(() => {
    if (leadsOn.current && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    leadsOn.current = false;
  }, [selection]);
  // A request leads to its own current hop; of anything else the name is read first.
  useEffect(() => {
    if (selection.type !== 'request') place.current?.parentElement?.scrollTo({ top: 0 });
  }, [selection]);
  return (
    <div ref={place} tabIndex={-1} onClickCapture={() => (leadsOn.current = true)}>
      <Explanation {...props} />
    </div>
  );
});

function Explanation({ selection, trace }: ExplainedProps): ReactNode {
  const { playback: words } = useMessages();
  const time = usePlayback(selectTime);
  switch (selection.type) {
    case 'request': {
      const request = indexRequests(trace.requests).byId.get(selection.id);
      if (request !== undefined)
        return <RequestInspector key={request.id} trace={trace} request={request} time={time} />;
      return (
        <>
          <p className={styles.kind}>{words.request(selection.id)}</p>
          <p className={styles.muted}>{words.gone}</p>
        </>
      );
    }
    case 'object':
      return <ObjectInspector trace={trace} time={time} kind={selection.kind} objectKey={selection.key} />;
    case 'firewall':
      return <FirewallInspector trace={trace} time={time} />;
    case 'nodes':
      return <NodeList trace={trace} time={time} first={selection.first} last={selection.last} />;
    case 'client':
      return <ClientInspector trace={trace} time={time} name={selection.name} />;
  }
}
