/** The log of commands: what was done when, what came of it, and a way to take each back. */
import { Trash2, X } from 'lucide-react';
import { memo, useEffect, useId, useRef, type ReactNode } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Command } from '../../simulation/session.ts';
import type { Trace } from '../../simulation/trace.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { formatMoment } from '../present/format-time.ts';
import { logToggled } from '../store/command-store.ts';
import { soughtTo, usePlayback } from '../store/playback-store.ts';
import { useRun } from '../store/run-store.ts';
import { commandRemoved, droppingUndone, useSession, type SessionState } from '../store/session-store.ts';
import { commandText, isKubectl } from './command-text.ts';
import styles from './commands.module.css';
import { outcomeOf } from './outcome-of.ts';

const selectCommands = (state: SessionState): readonly Command[] => state.commands;
const selectFormer = (state: SessionState): readonly Command[] | undefined => state.formerCommands;
const selectTime = (state: ReturnType<typeof usePlayback.getState>): SimTime => state.time;
const selectTrace = (state: ReturnType<typeof useRun.getState>): Trace | undefined => state.trace;

/** A modal dialog. */
export const LogDialog = memo(function LogDialog(): ReactNode {
  const { commands: words } = useMessages();
  const acting = useActing();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const commands = useSession(selectCommands);
  const former = useSession(selectFormer);
  const dropped = former?.filter((each) => !commands.includes(each)).length ?? 0;
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={styles.log} aria-labelledby={titleId} onClose={() => logToggled(false)}>
      <header>
        <h2 id={titleId}>{words.log}</h2>
        <form method="dialog">
          <button className={styles.quiet} aria-label={words.dismiss} title={words.dismiss}>
            <X size={16} aria-hidden />
          </button>
        </form>
      </header>
      <p className={styles.hint}>{commands.length === 0 ? acting.logEmpty : acting.logHint}</p>
      {dropped > 0 && (
        <div className={styles.dropped} role="status">
          {acting.logGone(dropped)}
          <button type="button" onClick={droppingUndone}>
            {words.undo}
          </button>
        </div>
      )}
      {commands.length > 0 && (
        <ol className={styles.entries}>
          {commands.map((command, place) => (
            // The same thing may be done twice at one moment.
            <Entry key={`${JSON.stringify(command)} ${String(place)}`} command={command} />
          ))}
        </ol>
      )}
    </dialog>
  );
});

function Entry({ command }: { readonly command: Command }): ReactNode {
  const { commands: words } = useMessages();
  const acting = useActing();
  const trace = useRun(selectTrace);
  const now = usePlayback(selectTime);
  const time = formatMoment(command.at);
  const line = commandText(command, words.said);
  const { printed = '', hasFailed } = outcomeOf(trace, command, now) ?? {};
  return (
    <li data-future={now < command.at}>
      <button type="button" className={styles.when} aria-label={acting.goTo(time)} onClick={() => soughtTo(command.at)}>
        {time}
      </button>
      <div className={styles.what}>
        {isKubectl(command) ? <code>kubectl {line}</code> : line}
        {printed !== '' && <pre data-failed={hasFailed}>{printed}</pre>}
      </div>
      <button
        type="button"
        className={styles.quiet}
        aria-label={acting.removeCommand(line, time)}
        title={acting.removeCommand(line, time)}
        onClick={() => commandRemoved(command)}
      >
        <Trash2 size={16} aria-hidden />
      </button>
    </li>
  );
}
