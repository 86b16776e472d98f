/** How long answers took, over time: the middle one as a line, the slowest as dots. */
import { memo, type ReactElement } from 'react';
import { toSeconds } from '../../../base/sim-time.ts';
import type { ChartMessages } from '../../i18n/en/charts.ts';
import { formatMillis } from '../../present/format-time.ts';
import type { LatencyBin } from '../latency.ts';
import { Axis, HEIGHT, WIDTH, xOf } from './Axis.tsx';
import styles from './charts.module.css';

interface LatencyChartProps {
  readonly bins: readonly LatencyBin[];
  readonly width: number;
  readonly words: ChartMessages;
}

/** The chart. Latency grows upwards, by its square root: an answer of a millisecond and one of a second both fit. */
export const LatencyChart = memo(function LatencyChart({ bins, width, words }: LatencyChartProps): ReactElement {
  const most = Math.max(1, ...bins.map(({ longest }) => longest ?? 0));
  const y = (value: number): number => HEIGHT - Math.sqrt(value / most) * (HEIGHT - 6);
  const line = bins.flatMap(({ median }, place) =>
    median === undefined ? [] : [`${xOf(place + 0.5, bins.length).toFixed(1)},${y(median).toFixed(1)}`],
  );
  const summary = bins.flatMap(({ from, median, longest }) =>
    median === undefined || longest === undefined
      ? []
      : [
          `${words.seconds(String(toSeconds(from)))}: ${words.median} ${words.milliseconds(formatMillis(median))}, ${words.longest} ${words.milliseconds(formatMillis(longest))}`,
        ],
  );
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong>{words.latency}</strong>
        <span className={styles.hint}>{words.latencyHint(String(width / 1_000_000))}</span>
      </figcaption>
      <svg className={styles.plot} viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} role="img" aria-label={summary.join('; ')}>
        <Axis bins={bins} top={words.milliseconds(formatMillis(most))} words={words} />
        <polyline className={styles.medianLine} points={line.join(' ')} />
        {bins.map(({ from, longest }, place) =>
          longest === undefined ? undefined : (
            <circle
              key={from}
              className={styles.longestDot}
              cx={xOf(place + 0.5, bins.length)}
              cy={y(longest)}
              r={2.5}
            />
          ),
        )}
      </svg>
      <p className={styles.legend} aria-hidden="true">
        <span data-mark="line">{words.median}</span>
        <span data-mark="dot">{words.longest}</span>
      </p>
    </figure>
  );
});
