/** The picture behind the scrubber, drawn from the trace. Direction and shape tell the sorts apart, not colour alone. */
import { memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Outcome, Trace } from '../../simulation/trace.ts';
import { outcomeColour } from '../present/outcome-glyph.tsx';
import { binRequests, type Bin } from './bins.ts';
import { marksOf, type Mark } from './marks.ts';
import styles from './Timeline.module.css';

/** The drawing's own measure: a thousand wide, stretched to whatever room there is. */
const WIDTH = 1_000;
const HEIGHT = 40;
/** Requests stand on this line: answered ones above it, failed ones hang below. */
const GROUND = 28;
const HIGHEST = 14;
const LOWEST = 11;
/** Changes of objects hang from the top edge, clear of the bars. */
const CHANGED = 12;
const BINS = 250;
const FAILURES: readonly Outcome[] = ['refused', 'timedOut', 'nameNotFound', 'reset', 'wrongApp'];

interface MarksProps {
  readonly trace: Trace;
}

/** The marks of a trace; hidden from readers, who have the list of requests. */
export const Marks = memo(function Marks({ trace }: MarksProps): ReactElement {
  const bins = binRequests(trace.requests, trace.until, BINS);
  const most = Math.max(1, ...bins.map((bin) => Math.max(bin.answered ?? 0, failures(bin))));
  const marks = marksOf(trace);
  return (
    <svg
      className={styles.marks}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className={styles.changes} d={ticks(marks, 'change', trace.until, 0, CHANGED)} />
      <path fill={outcomeColour('answered')} d={bars(bins, (bin) => [0, -(bin.answered ?? 0)], most, HIGHEST)} />
      {FAILURES.map((outcome, place) => (
        <path
          key={outcome}
          fill={outcomeColour(outcome)}
          d={bars(bins, (bin) => stacked(bin, FAILURES.slice(0, place), outcome), most, LOWEST)}
        />
      ))}
      <path className={styles.ground} d={`M0 ${String(GROUND)}H${String(WIDTH)}`} />
      <path className={styles.commands} d={ticks(marks, 'command', trace.until, 0, HEIGHT)} />
      <path className={styles.lost} d={ticks(marks, 'notReady', trace.until, 0, GROUND)} />
      <path className={styles.found} d={ticks(marks, 'ready', trace.until, 0, GROUND)} />
    </svg>
  );
});

function failures(bin: Bin): number {
  return FAILURES.reduce((sum, outcome) => sum + (bin[outcome] ?? 0), 0);
}

function stacked(bin: Bin, below: readonly Outcome[], outcome: Outcome): readonly [from: number, to: number] {
  const from = below.reduce((sum, each) => sum + (bin[each] ?? 0), 0);
  return [from, from + (bin[outcome] ?? 0)];
}

/** One path for all bars of a sort; `span` gives from and to in requests, downwards from the ground. */
function bars(
  bins: readonly Bin[],
  span: (bin: Bin) => readonly [from: number, to: number],
  most: number,
  height: number,
): string {
  const step = WIDTH / BINS;
  // The square root keeps a single request to be seen beside a hundred.
  const scale = (count: number): number => (Math.sign(count) * Math.sqrt(Math.abs(count)) * height) / Math.sqrt(most);
  return bins
    .map((bin, place) => {
      const [from, to] = span(bin);
      if (from === to) return '';
      const y = GROUND + scale(from);
      return `M${String(place * step)} ${y.toFixed(2)}h${String(step * 0.75)}V${(GROUND + scale(to)).toFixed(2)}h-${String(step * 0.75)}z`;
    })
    .join('');
}

function ticks(marks: readonly Mark[], type: Mark['type'], until: SimTime, top: number, bottom: number): string {
  const places = new Set(
    marks
      .filter((mark) => mark.type === type)
      .map((mark) => Math.round((mark.at / Math.max(until, 1)) * WIDTH * 2) / 2),
  );
  return Array.from(places, (x) => `M${String(x)} ${String(top)}V${String(bottom)}`).join('');
}
