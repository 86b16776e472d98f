/** What came of the manifest, in one line that opens to the whole of it. Light by itself: the rest arrives after the first view. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, useId, useState, type ReactNode } from 'react';
import type { TextRange } from '../../../kubernetes/api/document.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { useLazy } from '../../present/use-lazy.ts';
import type { ApplyResults } from './ApplyTabs.tsx';
import styles from './apply.module.css';

const load = (): Promise<typeof import('./ApplyTabs.tsx')> => import('./ApplyTabs.tsx');

interface ApplyPanelProps {
  /** What the newest run said; undefined until there is one. */
  readonly latest: ApplyResults | undefined;
  readonly onPick: (range: TextRange) => void;
}

/** One line, which opens to the two tabs. */
export const ApplyPanel = memo(function ApplyPanel({ latest, onPick }: ApplyPanelProps): ReactNode {
  const { apply: words } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const part = useLazy(load, isOpen);
  const id = useId();
  if (latest === undefined) return undefined;
  const { apply } = latest;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
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
          {part && <part.ApplyTabs latest={latest} onPick={onPick} />}
        </div>
      )}
    </div>
  );
});
