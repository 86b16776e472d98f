/** When the text is applied: from the start with every edit, or at the moment shown, when the visitor says so. */
import { Play } from 'lucide-react';
import { memo, useId, type ReactNode } from 'react';
import type { SimTime } from '../../../base/sim-time.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { formatMoment } from '../../present/format-time.ts';
import { usePlayback } from '../../store/playback-store.ts';
import {
  applyModePicked,
  shownText,
  useSession,
  type ApplyMode,
  type SessionState,
} from '../../store/session-store.ts';
import styles from './apply.module.css';
import { applyNow, APPLY_KEYS } from './apply-now.ts';

const MODES = ['start', 'moment'] as const;

const selectMode = (state: SessionState): ApplyMode => state.applyMode;
/** When the very text in the editor was applied last. */
const selectAppliedAt = (state: SessionState): SimTime | undefined => {
  const text = shownText(state);
  return state.commands.findLast((each) => each.type === 'apply' && each.manifests === text)?.at;
};
const selectIsStart = (state: SessionState): boolean => shownText(state) === state.text;
const selectMoment = (state: ReturnType<typeof usePlayback.getState>): string => formatMoment(state.time);

/** The choice, and in the second case the button. */
export const ApplyControls = memo(function ApplyControls(): ReactNode {
  const { commands: words } = useMessages();
  const mode = useSession(selectMode);
  const id = useId();
  return (
    <div className={styles.controls}>
      <fieldset className={styles.modes}>
        <legend className={styles.legendHidden}>{words.applyWhen}</legend>
        {MODES.map((each) => (
          <label key={each} title={each === 'start' ? words.fromStartHint : words.atMomentHint}>
            <input
              type="radio"
              name={`${id}mode`}
              value={each}
              checked={each === mode}
              onChange={() => applyModePicked(each)}
            />
            <span>{each === 'start' ? words.fromStart : words.atMoment}</span>
          </label>
        ))}
      </fieldset>
      {mode === 'moment' && <ApplyButton />}
    </div>
  );
});

function ApplyButton(): ReactNode {
  const { commands: words } = useMessages();
  const moment = usePlayback(selectMoment);
  const appliedAt = useSession(selectAppliedAt);
  const isStart = useSession(selectIsStart);
  const isDraft = appliedAt === undefined && !isStart;
  return (
    <div className={styles.applyRow}>
      <button
        type="button"
        className={styles.applyButton}
        data-draft={isDraft}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        title={APPLY_KEYS}
        onClick={applyNow}
      >
        <Play size={14} aria-hidden />
        {words.applyAt(moment)}
      </button>
      <kbd>{APPLY_KEYS}</kbd>
      <output className={styles.applyState} data-draft={isDraft}>
        {appliedAt !== undefined ? words.isApplied(formatMoment(appliedAt)) : isDraft && words.isDraft}
      </output>
    </div>
  );
}
