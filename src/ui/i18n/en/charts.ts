/** English: the charts of requests. */

/** The shape that every other language must have. */
export interface ChartMessages {
  readonly shares: (service: string) => string;
  readonly sharesHint: string;
  readonly sharesInTurn: string;
  readonly noShares: string;
  readonly pod: string;
  readonly answered: string;
  readonly share: string;
  readonly expected: string;
  readonly band: string;
  readonly bandOf: (low: string, high: string) => string;
  readonly outside: string;
  readonly latency: string;
  readonly latencyHint: (width: string) => string;
  readonly median: string;
  readonly longest: string;
  readonly outcomes: string;
  readonly milliseconds: (text: string) => string;
  readonly seconds: (text: string) => string;
  readonly from: string;
}

/** The English words. */
export const charts: ChartMessages = {
  shares: (service) => `Who answered for ${service}`,
  sharesHint: 'The tick is an even share; chance stays within the pale band 95 times in 100.',
  sharesInTurn:
    'The tick is an even share: in the mode ipvs each node gives connections to the pods in turn (rr), and nothing is left to chance.',
  noShares: 'No pod of a Service has answered yet.',
  pod: 'Pod',
  answered: 'Answered',
  share: 'Share',
  expected: 'Even share',
  band: '95% band',
  bandOf: (low, high) => `${low} to ${high}`,
  outside: 'outside the band',
  latency: 'How long answers took',
  latencyHint: (width) => `The middle answer and the slowest one, for each ${width} s.`,
  median: 'Median',
  longest: 'Slowest',
  outcomes: 'How requests ended',
  milliseconds: (text) => `${text} ms`,
  seconds: (text) => `${text} s`,
  from: 'From',
};
