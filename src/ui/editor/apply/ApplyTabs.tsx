/** The two tabs of what came of the manifest. This file and what it imports arrives after the first view. */
import { memo, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { TextRange } from '../../../kubernetes/api/document.ts';
import type { AppliedDocument } from '../../../simulation/applied.ts';
import type { ApplyOutput } from '../../../simulation/trace.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { identityOf } from './applied-name.ts';
import { PrintedTab } from './PrintedTab.tsx';
import { StoredTab } from './StoredTab.tsx';
import styles from './apply.module.css';

type Tab = 'printed' | 'stored';
const TABS: readonly Tab[] = ['printed', 'stored'];

const NONE: readonly AppliedDocument[] = [];

/** What is known of a text: of one that was applied later, only kubectl's words. */
export interface ApplyResults {
  readonly apply: ApplyOutput;
  readonly applied?: readonly AppliedDocument[];
}

interface ApplyTabsProps {
  readonly latest: ApplyResults;
  readonly onPick: (range: TextRange) => void;
}

/** What kubectl printed, object by object, and how the API server stored each. */
export const ApplyTabs = memo(function ApplyTabs({ latest, onPick }: ApplyTabsProps): ReactNode {
  const { apply: words } = useMessages();
  const [tab, setTab] = useState<Tab>('printed');
  const [picked, setPicked] = useState<string>();
  const id = useId();
  const { apply, applied = NONE } = latest;
  const tabs = latest.applied === undefined ? TABS.slice(0, 1) : TABS;
  const shown = tabs.includes(tab) ? tab : 'printed';

  const move = (event: KeyboardEvent): void => {
    if ((event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') || tabs.length === 1) return;
    event.preventDefault();
    const other = tab === 'printed' ? 'stored' : 'printed';
    setTab(other);
    document.getElementById(`${id}${other}`)?.focus();
  };

  return (
    <>
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
    </>
  );
});
