/** English: two runs side by side. */

/** The shape that every other language must have. */
export interface CompareMessages {
  readonly pin: string;
  readonly pinHint: string;
  readonly unpin: string;
  readonly live: string;
  readonly pinned: string;
  readonly same: (compared: number) => string;
  readonly different: (different: number, compared: number) => string;
  readonly pinnedOutcome: string;
}

/** The English words. */
export const compare: CompareMessages = {
  pin: 'Compare',
  pinHint: 'Keep this run beside the next one: change something and look at both on one clock',
  unpin: 'End the comparison',
  live: 'Now',
  pinned: 'Kept for comparison',
  same: (compared) => `All ${String(compared)} requests ended alike.`,
  different: (different, compared) => `${String(different)} of ${String(compared)} requests ended differently.`,
  pinnedOutcome: 'In the kept run',
};
