/** What came of the same request in the run that is kept to be compared with. */
import { memo, type ReactElement } from 'react';
import { counterparts, differ } from '../../diagram/differences.ts';
import type { RequestTrace, Trace } from '../../simulation/trace.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { renderMessage } from '../i18n/render-message.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { OutcomeGlyph } from '../present/outcome-glyph.tsx';
import { useCompare, type Pinned } from '../store/compare-store.ts';
import { usePlayback } from '../store/playback-store.ts';
import { presentedEnd } from '../timeline/presented.ts';
import styles from './Inspector.module.css';

interface KeptOutcomeProps {
  readonly trace: Trace;
  readonly request: RequestTrace;
}

const selectPinned = (state: { pinned: Pinned | undefined }): Pinned | undefined => state.pinned;

/** Nothing while no run is kept, or while the request is under way in either. */
export const KeptOutcome = memo(function KeptOutcome(props: KeptOutcomeProps): ReactElement | undefined {
  const { trace, request } = props;
  const { compare, playback, simulation } = useMessages();
  const { kept: words } = useActing();
  const pinned = useCompare(selectPinned);
  const other = pinned && counterparts(trace, pinned.trace).get(request.id);
  const isOver = usePlayback(
    ({ time }) => other !== undefined && Math.max(presentedEnd(request), presentedEnd(other)) <= time,
  );
  if (other === undefined || !isOver) return undefined;
  return (
    <section aria-label={compare.pinnedOutcome}>
      <h3 className={styles.subheading}>{compare.pinnedOutcome}</h3>
      <p>
        <OutcomeGlyph outcome={other.outcome} /> {playback.outcomes[other.outcome]}
      </p>
      <p className={differ(request, other) ? styles.cause : styles.muted}>
        {differ(request, other) ? renderMessage(other.cause, simulation) : words.same}
      </p>
    </section>
  );
});
