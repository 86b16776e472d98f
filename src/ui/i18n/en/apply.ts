/** English: what `kubectl apply` printed, and how the objects are stored. */
import type { MarkType } from '../../../kubernetes/readback/stored-view.ts';
import type { AppliedVerdict } from '../../../simulation/applied.ts';

/** The shape that every other language must have. */
export interface ApplyMessages {
  readonly title: string;
  readonly exit: (code: number) => string;
  readonly tabs: string;
  readonly printed: string;
  readonly stored: string;
  readonly quiet: string;
  readonly document: (line: number) => string;
  readonly toText: (what: string, line: number) => string;
  readonly toStored: (what: string) => string;
  readonly more: (count: number) => string;
  readonly moreLines: (count: number) => string;
  readonly verdicts: Readonly<Record<AppliedVerdict, string>>;
  readonly notReached: string;
  readonly object: string;
  readonly nothingStored: string;
  readonly asWritten: string;
  /** Fields of the marks `server` and `kubectl`. */
  readonly bookkeeping: (count: number) => string;
  readonly marks: Readonly<Record<MarkType, string>>;
  readonly meanings: Readonly<Record<MarkType, string>>;
  readonly writtenAs: (value: string) => string;
}

/** The English words. */
export const apply: ApplyMessages = {
  title: 'kubectl apply',
  exit: (code) => `exit ${code}`,
  tabs: 'What came of the manifest',
  printed: 'Printed',
  stored: 'Stored',
  quiet: 'kubectl printed nothing.',
  document: (line) => `Document at line ${line}`,
  toText: (what, line) => `${what}: go to line ${line}`,
  toStored: (what) => `${what} as it is stored`,
  more: (count) => `and ${count} more`,
  moreLines: (count) => (count === 1 ? 'and 1 more line' : `and ${count} more lines`),
  verdicts: {
    created: 'created',
    configured: 'configured',
    unchanged: 'unchanged',
    rejected: 'rejected',
    unreadable: 'unreadable',
    notReached: 'not reached',
  },
  notReached: 'kubectl stops reading at a document that it cannot read.',
  object: 'Object',
  nothingStored: 'No object of this text was stored.',
  asWritten: 'Stored just as it is written.',
  bookkeeping: (count) => `bookkeeping (${count})`,
  marks: {
    default: 'default',
    allocated: 'allocated',
    server: 'server',
    kubectl: 'kubectl',
    changed: 'changed',
    dropped: 'dropped',
  },
  meanings: {
    default: 'Not in the text: the API server filled it in.',
    allocated: 'Not in the text: the API server picked one that was free.',
    server: 'The API server keeps its books with it.',
    kubectl: 'kubectl remembers the text with it, for the next apply.',
    changed: 'Stored in another form than it is written.',
    dropped: 'In the text, but not stored.',
  },
  writtenAs: (value) => `written: ${value}`,
};
