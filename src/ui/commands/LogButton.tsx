/** Opens the log of commands, and says how many there are. */
import { ListOrdered } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { useLazy } from '../present/use-lazy.ts';
import { logToggled, useCommands } from '../store/command-store.ts';
import { useSession, type SessionState } from '../store/session-store.ts';

const load = (): Promise<typeof import('./LogDialog.tsx')> => import('./LogDialog.tsx');
const selectIsOpen = (state: { readonly isLogOpen: boolean }): boolean => state.isLogOpen;
const selectCount = (state: SessionState): number => state.commands.length;

/** The button, and the log while it is open. */
export const LogButton = memo(function LogButton({ className }: { readonly className: string }): ReactNode {
  const { commands: words } = useMessages();
  const count = useSession(selectCount);
  const isOpen = useCommands(selectIsOpen);
  const log = useLazy(load, isOpen);
  return (
    <>
      <button
        type="button"
        className={className}
        aria-label={words.logOf(count)}
        aria-haspopup="dialog"
        title={words.log}
        onClick={() => logToggled(true)}
      >
        <ListOrdered size={16} aria-hidden />
        {count > 0 && <span>{count}</span>}
      </button>
      {isOpen && log !== undefined && <log.LogDialog />}
    </>
  );
});
