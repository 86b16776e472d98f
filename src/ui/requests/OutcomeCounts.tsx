/** How many requests have come to each outcome so far; pressing one shows only those. */
import { memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Outcome } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { OutcomeGlyph } from '../present/outcome-glyph.tsx';
import type { RequestIndex } from '../timeline/request-index.ts';
import styles from './RequestTable.module.css';
import { countOutcomes } from './rows.ts';

const OUTCOMES: readonly Outcome[] = ['answered', 'refused', 'timedOut', 'nameNotFound', 'reset', 'wrongApp'];

interface OutcomeCountsProps {
  readonly index: RequestIndex;
  readonly time: SimTime;
  readonly picked: readonly Outcome[];
  readonly onPick: (outcomes: readonly Outcome[]) => void;
}

/** The strip of counts. An outcome that has not come up yet is not named, unless it is picked. */
export const OutcomeCounts = memo(function OutcomeCounts(props: OutcomeCountsProps): ReactElement {
  const { index, time, picked, onPick } = props;
  const { playback: words } = useMessages();
  const counts = countOutcomes(index, time);
  const shown = OUTCOMES.filter((outcome) => counts.has(outcome) || picked.includes(outcome));
  return (
    <fieldset className={styles.counts} aria-label={words.filterByOutcome}>
      {shown.map((outcome) => {
        const isPicked = picked.includes(outcome);
        return (
          <button
            key={outcome}
            type="button"
            className={styles.count}
            title={words.outcomes[outcome]}
            aria-pressed={isPicked}
            onClick={() => onPick(isPicked ? picked.filter((each) => each !== outcome) : [...picked, outcome])}
          >
            <OutcomeGlyph outcome={outcome} />
            <span className={styles.word}>{words.outcomes[outcome]}</span>
            <span className={styles.number}>{counts.get(outcome) ?? 0}</span>
          </button>
        );
      })}
    </fieldset>
  );
});
