/** What came of the manifest: what `kubectl apply` printed, object by object, and how the API server stored each. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { TextRange } from '../../../kubernetes/api/document.ts';
import type { ApplyOutput } from '../../../simulation/trace.ts';
import type { AppliedDocument } from '../../../simulation/applied.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { identityOf } from './applied-name.ts';
import { PrintedTab } from './PrintedTab.tsx';
import { StoredTab } from './StoredTab.tsx';
import styles from './apply.module.css';

type Tab = 'printed' | 'stored';
const TABS: readonly Tab[] = ['printed', 'stored'];

const NONE: readonly AppliedDocument[] = [];

interface ApplyPanelProps {
  /** Of the newest run, or of a text applied later, of which only the words are known; undefined while nothing has run. */
  readonly latest: { readonly apply: ApplyOutput; readonly applied?: readonly AppliedDocument[] } | undefined;
  readonly onPick: (range: TextRange) => void;
}

/** One line, which opens to the two tabs. */
export const ApplyPanel = memo(function ApplyPanel({ latest, onPick }: ApplyPanelProps): ReactNode {
  const { apply: words } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const [tab, setTab] = useState<Tab>('printed');
  const [picked, setPicked] = useState<string>();
  const id = useId();
  if (latest === undefined) return undefined;
  const { apply, applied = NONE } = latest;
  const tabs = latest.applied === undefined ? TABS.slice(0, 1) : TABS;
  const shown = tabs.includes(tab) ? tab : 'printed';
  const Chevron = isOpen ? ChevronDown : ChevronRight;

  const move = (event: KeyboardEvent): void => {
    if ((event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') || tabs.length === 1) return;
    event.preventDefault();
    const other = tab === 'printed' ? 'stored' : 'printed';
    setTab(other);
    document.getElementById(`${id}${other}`)?.focus();
  };

  return (
    <div className={styles.panel} data-open={isOpen}>
      <button
        type="button"
        className={styles.bar}
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}body` : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron size={14} aria-hidden />
        <code>{words.title}</code>
        <span data-failed={apply.exit !== 0 || undefined}>{words.exit(apply.exit)}</span>
      </button>
      {isOpen && (
        <div id={`${id}body`} className={styles.body}>
          <div role="tablist" className={styles.tabs} aria-label={words.tabs}>
            {tabs.map((each) => (
              <button
                key={each}
                type="button"
                role="tab"
                id={`${id}${each}`}
                aria-selected={each === shown}
                aria-controls={`${id}page`}
                tabIndex={each === shown ? 0 : -1}
                onClick={() => setTab(each)}
                onKeyDown={move}
              >
                {words[each]}
              </button>
            ))}
          </div>
          <div id={`${id}page`} role="tabpanel" className={styles.page} aria-labelledby={`${id}${shown}`} tabIndex={0}>
            {shown === 'printed' ? (
              <PrintedTab
                apply={apply}
                applied={applied}
                onPick={onPick}
                onStored={(document) => {
                  setPicked(identityOf(document));
                  setTab('stored');
                }}
              />
            ) : (
              <StoredTab applied={applied} picked={picked} onPicked={setPicked} />
            )}
          </div>
        </div>
      )}
    </div>
  );
});
