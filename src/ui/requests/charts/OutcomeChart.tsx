/** How requests ended, over time: stacked, in the outcomes' own colours and with their names. */
import { memo, type ReactElement } from 'react';
import { toSeconds } from '../../../base/sim-time.ts';
import { OUTCOMES } from '../../../diagram/flight-batch.ts';
import type { ChartMessages } from '../../i18n/en/charts.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { OutcomeGlyph } from '../../present/outcome-glyph.tsx';
import type { LatencyBin } from '../latency.ts';
import { Axis, HEIGHT, WIDTH, xOf } from './Axis.tsx';
import styles from './charts.module.css';

interface OutcomeChartProps {
  readonly bins: readonly LatencyBin[];
  readonly width: number;
  readonly words: ChartMessages;
}

/** The chart: a column for each stretch of time. */
export const OutcomeChart = memo(function OutcomeChart({ bins, words }: OutcomeChartProps): ReactElement {
  const { playback } = useMessages();
  const totals = bins.map(({ outcomes }) => Array.from(outcomes.values()).reduce((sum, count) => sum + count, 0));
  const most = Math.max(1, ...totals);
  const seen = OUTCOMES.filter((outcome) => bins.some(({ outcomes }) => outcomes.has(outcome)));
  const columns = bins.flatMap(({ from, outcomes }, place) => {
    let height = 0;
    return seen.flatMap((outcome) => {
      const count = outcomes.get(outcome) ?? 0;
      if (count === 0) return [];
      const size = (count / most) * (HEIGHT - 6);
      height += size;
      const x = xOf(place, bins.length) + 0.5;
      const width = Math.max(1, xOf(place + 1, bins.length) - xOf(place, bins.length) - 1);
      return [
        <rect
          key={`${from} ${outcome}`}
          data-outcome={outcome}
          x={x}
          y={HEIGHT - height}
          width={width}
          height={size}
        />,
      ];
    });
  });
  const summary = bins.flatMap(({ from, outcomes }) =>
    outcomes.size === 0
      ? []
      : [
          `${words.seconds(String(toSeconds(from)))}: ${Array.from(outcomes, ([outcome, count]) => `${playback.outcomes[outcome]} ${count}`).join(', ')}`,
        ],
  );
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong>{words.outcomes}</strong>
      </figcaption>
      <svg className={styles.plot} viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} role="img" aria-label={summary.join('; ')}>
        <Axis bins={bins} top={String(most)} words={words} />
        {columns}
      </svg>
      <p className={styles.legend} aria-hidden="true">
        {seen.map((outcome) => (
          <span key={outcome}>
            <OutcomeGlyph outcome={outcome} /> {playback.outcomes[outcome]}
          </span>
        ))}
      </p>
    </figure>
  );
});
