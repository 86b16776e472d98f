/** One object as the API server stored it, beside the text: what was filled in, picked, changed and dropped. */
import { memo, useMemo, useState, type ReactNode } from 'react';
import { storedView, type MarkType } from '../../../kubernetes/readback/stored-view.ts';
import type { AppliedDocument } from '../../../simulation/applied.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { identityOf, nameOf } from './applied-name.ts';
import { countMarks, toStoredLines, type StoredLine } from './stored-lines.ts';
import styles from './apply.module.css';

/** So many lines are shown; nobody reads more. */
const MAX_LINES = 2_000;

/** A line of more characters is cut after two rows: kubectl's memory of the text is the text once more. */
const LONG_LINE = 160;

/** A sign for each mark, so that none is told by its colour alone. */
const SIGNS: Readonly<Record<MarkType, string>> = {
  default: '+',
  allocated: '*',
  server: '·',
  kubectl: '·',
  changed: '~',
  dropped: '−',
};

/** The marks of what the text may ask for, in the order of the legend; the others are bookkeeping. */
const TELLING = ['default', 'allocated', 'changed', 'dropped'] as const;
const BOOKKEEPING: ReadonlySet<MarkType | undefined> = new Set<MarkType>(['server', 'kubectl']);

interface StoredTabProps {
  readonly applied: readonly AppliedDocument[];
  /** The identity of an object; of another one, or undefined, the first is shown. */
  readonly picked: string | undefined;
  readonly onPicked: (identity: string) => void;
}

/** A choice of the objects, and the chosen one. */
export const StoredTab = memo(function StoredTab({ applied, picked, onPicked }: StoredTabProps): ReactNode {
  const { apply: words } = useMessages();
  // An object that is applied twice is stored as the last one left it.
  const stored = useMemo(
    () => [
      ...new Map(applied.flatMap((each) => (each.readBack === undefined ? [] : [[identityOf(each), each] as const]))),
    ],
    [applied],
  );
  const [, document] = stored.find(([identity]) => identity === picked) ?? stored[0] ?? [];
  if (document === undefined) return <p>{words.nothingStored}</p>;
  return (
    <>
      <select
        className={styles.picker}
        aria-label={words.object}
        value={identityOf(document)}
        onChange={(event) => onPicked(event.target.value)}
      >
        {stored.map(([identity, each]) => (
          <option key={identity} value={identity}>
            {nameOf(each)}
          </option>
        ))}
      </select>
      <StoredObject document={document} />
    </>
  );
});

const StoredObject = memo(function StoredObject({ document }: { readonly document: AppliedDocument }): ReactNode {
  const { apply: words } = useMessages();
  const { readBack } = document;
  const [isWhole, setWhole] = useState(false);
  const shown = useMemo(() => {
    if (readBack === undefined) return undefined;
    const view = storedView(readBack.written, readBack.stored);
    return { counts: countMarks(view.marks), lines: toStoredLines(view) };
  }, [readBack]);
  if (shown === undefined) return undefined;
  const { counts } = shown;
  const telling = TELLING.filter((type) => counts.has(type));
  const bookkeeping = (counts.get('server') ?? 0) + (counts.get('kubectl') ?? 0);
  const lines = isWhole ? shown.lines : shown.lines.filter(({ mark }) => !BOOKKEEPING.has(mark));
  const hidden = lines.length - MAX_LINES;
  return (
    <>
      <div className={styles.facts}>
        {telling.length === 0 ? (
          <p>{words.asWritten}</p>
        ) : (
          <ul className={styles.legend}>
            {telling.map((type) => (
              <li key={type} data-mark={type} title={words.meanings[type]}>
                <i aria-hidden>{SIGNS[type]}</i> {counts.get(type)} {words.marks[type]}
              </li>
            ))}
          </ul>
        )}
        {bookkeeping > 0 && (
          <label className={styles.whole}>
            <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.target.checked)} />
            {words.bookkeeping(bookkeeping)}
          </label>
        )}
      </div>
      <ol className={styles.lines}>
        {lines.slice(0, MAX_LINES).map((line, index) => (
          // Lines may be alike; their place tells them apart.
          <Line key={index} line={line} />
        ))}
      </ol>
      {hidden > 0 && <p>{words.moreLines(hidden)}</p>}
    </>
  );
});

const Line = memo(function Line({ line }: { readonly line: StoredLine }): ReactNode {
  const { apply: words } = useMessages();
  const { text, mark, isFirst, written } = line;
  const indent = text.length - text.trimStart().length;
  return (
    <li data-mark={mark} style={{ paddingInlineStart: `${indent + 4}ch` }}>
      {mark !== undefined && <i aria-hidden>{SIGNS[mark]}</i>}
      <code data-long={text.length > LONG_LINE || undefined}>{text.trimStart()}</code>{' '}
      {mark !== undefined && (
        <span className={isFirst ? styles.word : styles.unseen} title={words.meanings[mark]}>
          {words.marks[mark]}
          {written !== undefined && ` · ${words.writtenAs(written)}`}
        </span>
      )}
    </li>
  );
});
