/** Sets the run on the stage aside to be compared with, or ends that. */
import { Columns2, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { useMessages } from '../../i18n/use-messages.ts';
import { comparisonEnded, runPinned, useCompare, type Pinned } from '../../store/compare-store.ts';
import { useRun } from '../../store/run-store.ts';

const selectPinned = (state: { pinned: Pinned | undefined }): boolean => state.pinned !== undefined;
const selectIsEmpty = (state: ReturnType<typeof useRun.getState>): boolean => state.trace === undefined;

/** One button with two states. */
export function CompareButton({ className }: { readonly className: string }): ReactElement {
  const { compare } = useMessages();
  const isComparing = useCompare(selectPinned);
  const isEmpty = useRun(selectIsEmpty);
  const Icon = isComparing ? X : Columns2;
  return (
    <button
      type="button"
      className={className}
      aria-label={isComparing ? compare.unpin : compare.pin}
      title={isComparing ? compare.unpin : compare.pinHint}
      aria-pressed={isComparing}
      disabled={isEmpty}
      onClick={isComparing ? comparisonEnded : runPinned}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
