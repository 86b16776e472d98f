/** What the charts over time share: their size, where a stretch of time stands, and the lines at the edges. */
import type { ReactElement } from 'react';
import { toSeconds } from '../../../base/sim-time.ts';
import type { ChartMessages } from '../../i18n/en/charts.ts';
import type { LatencyBin } from '../latency.ts';
import styles from './charts.module.css';

/** The plot in its own units. */
export const WIDTH = 480;
export const HEIGHT = 96;
const LEFT = 48;

/** Where stretch `place` of `count` begins. */
export function xOf(place: number, count: number): number {
  return LEFT + (place / count) * (WIDTH - LEFT);
}

/** So much room a moment's words need. */
const FOOT = 36;

/** Where a moment stands below the axis: from its place on, or at the end where there is no room for that. */
function footAt(x: number): { readonly x: number; readonly textAnchor?: 'end' } {
  return x > WIDTH - FOOT ? { x: WIDTH, textAnchor: 'end' } : { x };
}

interface AxisProps {
  readonly bins: readonly LatencyBin[];
  /** The word at the top of the scale. */
  readonly top: string;
  readonly words: ChartMessages;
}

/** The foot with a few moments, and the top of the scale. */
export function Axis({ bins, top, words }: AxisProps): ReactElement {
  const every = Math.max(1, Math.ceil(bins.length / 6));
  return (
    <g className={styles.axis}>
      <line x1={LEFT} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      <line x1={LEFT} x2={WIDTH} y1={6} y2={6} data-faint="true" />
      <text x={LEFT - 6} y={10} textAnchor="end">
        {top}
      </text>
      <text x={LEFT - 6} y={HEIGHT} textAnchor="end">
        0
      </text>
      {bins.map(({ from }, place) =>
        place % every === 0 ? (
          <text key={from} {...footAt(xOf(place, bins.length))} y={HEIGHT + 14}>
            {words.seconds(String(toSeconds(from)))}
          </text>
        ) : undefined,
      )}
    </g>
  );
}
