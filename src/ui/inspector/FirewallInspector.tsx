/** The firewall in front of the nodes: what it does now, and what can be done to it. */
import { memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import { snapshotAt } from '../../diagram/snapshot.ts';
import type { Trace } from '../../simulation/trace.ts';
import { firewallOffer } from '../commands/offers.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { useMessages } from '../i18n/use-messages.ts';
import styles from './Inspector.module.css';
import { ObjectActions } from './ObjectActions.tsx';

interface FirewallInspectorProps {
  readonly trace: Trace;
  readonly time: SimTime;
}

/** The firewall as it is at `time`. */
export const FirewallInspector = memo(function FirewallInspector(props: FirewallInspectorProps): ReactElement {
  const { trace, time } = props;
  const { app, playback } = useMessages();
  const { firewall: words } = useActing();
  const { isFirewallOpen } = snapshotAt(trace, time);
  return (
    <>
      <p className={styles.kind}>{app.external}</p>
      <h2 className={styles.name}>{playback.places.firewall}</h2>
      <ObjectActions offers={[firewallOffer(isFirewallOpen)]} />
      <p>{isFirewallOpen ? words.open : words.closed}</p>
      <p className={styles.muted}>{words.whose}</p>
    </>
  );
});
