/** What kubectl printed, word for word: object by object, then how the command ended. */
import {
  CircleDashed,
  CircleDot,
  CircleEqual,
  CirclePlus,
  CircleQuestionMark,
  CircleX,
  FileSearch,
  type LucideIcon,
} from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { TextRange } from '../../../kubernetes/api/document.ts';
import type { AppliedDocument, AppliedVerdict } from '../../../simulation/applied.ts';
import type { ApplyOutput } from '../../../simulation/trace.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { nameOf } from './applied-name.ts';
import styles from './apply.module.css';

/** So many are listed; nobody reads more. */
const MAX_LISTED = 200;

const GLYPHS: Readonly<Record<AppliedVerdict, LucideIcon>> = {
  created: CirclePlus,
  configured: CircleDot,
  unchanged: CircleEqual,
  rejected: CircleX,
  unreadable: CircleQuestionMark,
  notReached: CircleDashed,
};

interface PrintedTabProps {
  readonly apply: ApplyOutput;
  readonly applied: readonly AppliedDocument[];
  readonly onPick: (range: TextRange) => void;
  readonly onStored: (document: AppliedDocument) => void;
}

/** The list; what kubectl says of no object in particular stands by itself. */
export const PrintedTab = memo(function PrintedTab({ apply, applied, onPick, onStored }: PrintedTabProps): ReactNode {
  const { apply: words } = useMessages();
  const hidden = applied.length - MAX_LISTED;
  const rest = applied.length === 0 ? apply.stdout + apply.stderr : '';
  return (
    <>
      {applied.length > 0 && (
        <ul className={styles.documents}>
          {applied.slice(0, MAX_LISTED).map((document, index) => (
            // The same object may be applied twice, so their place in the list tells them apart.
            <DocumentItem key={index} document={document} onPick={onPick} onStored={onStored} />
          ))}
        </ul>
      )}
      {hidden > 0 && <p>{words.more(hidden)}</p>}
      {rest !== '' && <pre className={styles.printed}>{rest}</pre>}
      {applied.length === 0 && rest === '' && <p>{words.quiet}</p>}
      <p className={styles.exit} data-failed={apply.exit !== 0 || undefined}>
        {words.exit(apply.exit)}
      </p>
    </>
  );
});

interface DocumentItemProps {
  readonly document: AppliedDocument;
  readonly onPick: (range: TextRange) => void;
  readonly onStored: (document: AppliedDocument) => void;
}

const DocumentItem = memo(function DocumentItem({ document, onPick, onStored }: DocumentItemProps): ReactNode {
  const { apply: words } = useMessages();
  const { verdict, range, printed, readBack } = document;
  const Glyph = GLYPHS[verdict];
  const name = nameOf(document) ?? words.document(range.startLine);
  return (
    <li data-verdict={verdict}>
      <Glyph size={16} aria-hidden />
      <div className={styles.heading}>
        <button type="button" aria-label={words.toText(name, range.startLine)} onClick={() => onPick(startOf(range))}>
          {name}
        </button>{' '}
        <span className={styles.verdict}>{words.verdicts[verdict]}</span>
        {readBack !== undefined && (
          <button
            type="button"
            className={styles.toStored}
            aria-label={words.toStored(name)}
            title={words.toStored(name)}
            onClick={() => onStored(document)}
          >
            <FileSearch size={14} aria-hidden />
          </button>
        )}
      </div>
      {printed === '' ? (
        verdict === 'notReached' && <p>{words.notReached}</p>
      ) : (
        <pre className={styles.printed}>{printed.trimEnd()}</pre>
      )}
    </li>
  );
});

/** Only where it begins: a whole selected document would go with the next key. */
function startOf({ startLine, startColumn }: TextRange): TextRange {
  return { startLine, startColumn, endLine: startLine, endColumn: startColumn };
}
