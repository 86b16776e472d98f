/** What was just done, and what came of it, in the place of the caption for a while. */
import { X } from 'lucide-react';
import { memo, useEffect, useState, type ReactNode } from 'react';
import type { Command } from '../../simulation/session.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { useRun } from '../store/run-store.ts';
import { droppingUndone, useSession, type SessionState } from '../store/session-store.ts';
import { commandText, isKubectl } from './command-text.ts';
import styles from './commands.module.css';
import { outcomeOf, printedText, type CommandEvent } from './outcome-of.ts';

/** How long it stays when all went well; what failed stays until it is dismissed. */
const STAY_MS = 8_000;

const selectLast = (state: SessionState): Command | undefined => state.lastCommand;
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
  const outcome = useRun((state): CommandEvent | undefined => outcomeOf(state.trace, command));
  const dropped = useSession(selectDropped);
  const output = outcome?.output;
  const hasFailed = output !== undefined && output.exit !== 0;
  const stays = outcome === undefined || hasFailed || dropped > 0;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(onDone, STAY_MS);
    return () => clearTimeout(timer);
  }, [stays, onDone]);
  const line = commandText(command, words.said);
  return (
    <div className={styles.notice} data-failed={hasFailed} data-testid="command-notice">
      <code className={styles.command}>{isKubectl(command) ? `kubectl ${line}` : line}</code>
      <p className={styles.printed}>{output === undefined ? '' : printedText(output)}</p>
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
