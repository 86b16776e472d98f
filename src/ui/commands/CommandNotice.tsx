/** What was just done, and what came of it, in the place of the caption for a while. */
import { X } from 'lucide-react';
import { memo, useEffect, useState, type ReactNode } from 'react';
import { micros } from '../../base/sim-time.ts';
import type { Command } from '../../simulation/session.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useRun, type RunState } from '../store/run-store.ts';
import { droppingUndone, useSession, type SessionState } from '../store/session-store.ts';
import { commandText, isKubectl } from './command-text.ts';
import styles from './commands.module.css';
import { outcomeOf } from './outcome-of.ts';

/** How long it stays when all went well; what failed stays until it is dismissed. */
const STAY_MS = 8_000;

const selectLast = (state: SessionState): Command | undefined => state.lastCommand;
const selectTrace = (state: RunState): RunState['trace'] => state.trace;
const selectDropped = (state: SessionState): number =>
  state.formerCommands === undefined || state.lastCommand === undefined
    ? 0
    : state.formerCommands.filter((each) => !state.commands.includes(each)).length;

/** The notice, or else `children`. */
export const CommandNotice = memo(function CommandNotice({ children }: { readonly children: ReactNode }): ReactNode {
  const command = useSession(selectLast);
  const [dismissed, setDismissed] = useState<Command>();
  const isShown = command !== undefined && command !== dismissed;
  return (
    <>
      <div aria-live="polite">
        {isShown && <Notice key={JSON.stringify(command)} command={command} onDone={() => setDismissed(command)} />}
      </div>
      {!isShown && children}
    </>
  );
});

interface NoticeProps {
  readonly command: Command;
  readonly onDone: () => void;
}

function Notice({ command, onDone }: NoticeProps): ReactNode {
  const { commands: words } = useMessages();
  const trace = useRun(selectTrace);
  // The coarse time may lie a little before the moment of acting.
  const time = usePlayback((state) => micros(Math.max(state.time, command.at)));
  const outcome = outcomeOf(trace, command, time);
  const dropped = useSession(selectDropped);
  const hasFailed = outcome?.hasFailed ?? false;
  const stays = outcome === undefined || hasFailed || dropped > 0;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(onDone, STAY_MS);
    return () => clearTimeout(timer);
  }, [stays, onDone]);
  const line = commandText(command, words.said);
  return (
    <div className={styles.notice} data-failed={hasFailed} data-testid="command-notice">
      {isKubectl(command) ? (
        <code className={styles.command}>kubectl {line}</code>
      ) : (
        <span className={styles.command}>{line}</span>
      )}
      <p className={styles.printed}>{outcome?.printed}</p>
      {dropped > 0 && (
        <>
          <span>{words.dropped(dropped)}</span>
          <button type="button" onClick={droppingUndone}>
            {words.undo}
          </button>
        </>
      )}
      <button type="button" className={styles.quiet} aria-label={words.dismiss} title={words.dismiss} onClick={onDone}>
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}
