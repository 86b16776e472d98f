/** What is selected, explained at the moment that the page shows. This file and what it imports arrives after the first view. */
import { memo, type ReactNode } from 'react';
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

/** A request, an object, a client or the firewall. */
export const Explained = memo(function Explained({ selection, trace }: ExplainedProps): ReactNode {
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
});
