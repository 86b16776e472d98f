/** What the page has to tell about the session and the simulation: one line each, to be dismissed. */
import { X } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { runNoticeDismissed, useRun, type RunState } from '../store/run-store.ts';
import {
  sessionNoticeDismissed,
  setAsideDismissed,
  useSession,
  workRestored,
  type SessionState,
} from '../store/session-store.ts';
import styles from './session.module.css';

const selectSessionNotice = (state: SessionState): SessionState['notice'] => state.notice;
const selectRunNotice = (state: RunState): RunState['notice'] => state.notice;
const selectHasSetAside = (state: SessionState): boolean => state.setAside !== undefined;

/** Every notice of the moment; nothing to see while there is none. Screen readers hear them as they come. */
export const Notices = memo(function Notices(): ReactNode {
  const { editor: words } = useMessages();
  const sessionNotice = useSession(selectSessionNotice);
  const runNotice = useRun(selectRunNotice);
  const hasSetAside = useSession(selectHasSetAside);

  return (
    <div aria-live="polite">
      {sessionNotice !== undefined && <Notice text={words.notices[sessionNotice]} onDismiss={sessionNoticeDismissed} />}
      {runNotice !== undefined && <Notice text={words.notices[runNotice]} onDismiss={runNoticeDismissed} />}
      {hasSetAside && (
        <Notice text={words.workSetAside} onDismiss={setAsideDismissed}>
          <button type="button" className={styles.button} onClick={() => workRestored()}>
            {words.bringBack}
          </button>
        </Notice>
      )}
    </div>
  );
});

interface NoticeProps {
  readonly text: string;
  readonly onDismiss: () => void;
  readonly children?: ReactNode;
}

function Notice({ text, onDismiss, children }: NoticeProps): ReactNode {
  const { editor: words } = useMessages();
  return (
    <div className={styles.notice}>
      <p>{text}</p>
      {children}
      <button
        type="button"
        className={styles.icon}
        aria-label={words.dismiss}
        title={words.dismiss}
        onClick={onDismiss}
      >
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  );
}
