/** Each outcome's own shape, so that colour is never the only difference. */
import { memo, type CSSProperties, type ReactElement } from 'react';
import type { Outcome } from '../../simulation/trace.ts';

/** An outcome, or a request that has none yet. */
export type Status = Outcome | 'inFlight';

const COLOURS: Readonly<Record<Status, string>> = {
  answered: 'var(--outcome-answered)',
  refused: 'var(--outcome-refused)',
  timedOut: 'var(--outcome-timed-out)',
  nameNotFound: 'var(--outcome-name-not-found)',
  reset: 'var(--outcome-reset)',
  wrongApp: 'var(--outcome-wrong-app)',
  inFlight: 'var(--text-muted)',
};

const SHAPES: Readonly<Record<Status, ReactElement>> = {
  // A filled circle.
  answered: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  // A cross.
  refused: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" strokeWidth="2.6" />,
  // A clock: a hollow circle with its hands.
  timedOut: <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 1 0 0-11zM8 5v3.2h2.6" strokeWidth="1.6" />,
  // A diamond that asks.
  nameNotFound: (
    <>
      <path d="M8 1.2L14.8 8 8 14.8 1.2 8z" strokeWidth="1.4" />
      <path d="M6.3 6.6a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.1M8 11.2v.1" strokeWidth="1.4" />
    </>
  ),
  // A square torn in two.
  reset: <path d="M9.5 2.5H2.5v11h4l2-3.2-2.4-2 3.4-2.5zM12 2.5h1.5v11H9.6" strokeWidth="1.5" />,
  // A filled triangle.
  wrongApp: <path d="M8 2l6.5 11.5h-13z" fill="currentColor" strokeWidth="1" />,
  // A small dot under way.
  inFlight: <path d="M2 8h1.5M6 8h1.5M10 8h3.5M11.2 5.7L13.5 8l-2.3 2.3" strokeWidth="1.6" />,
};

/** The shape of `outcome` in its colour, as big as the text around it. The word stands beside it, so it is hidden from readers. */
export const OutcomeGlyph = memo(function OutcomeGlyph({ outcome }: { readonly outcome: Status }): ReactElement {
  const style: CSSProperties = { color: COLOURS[outcome], flex: 'none', verticalAlign: '-0.125em' };
  return (
    <svg
      viewBox="0 0 16 16"
      width="1em"
      height="1em"
      style={style}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      data-outcome={outcome}
    >
      {SHAPES[outcome]}
    </svg>
  );
});

/** The colour of `outcome` as a CSS value. */
export function outcomeColour(outcome: Status): string {
  return COLOURS[outcome];
}
