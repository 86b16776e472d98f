/** unknown -> Session: every field of what a link or the browser's storage held, checked. */
import type { Command, Session } from '../../simulation/session.ts';
import { checkedCommand, isRecord, isWhole } from './checked-command.ts';

/** Commands come from clicks: more than this is no session of a person. */
const MAX_COMMANDS = 1_000;

/** The session in `value` (`{text, seed, commands}`), or undefined where any field is not as it must be. */
export function checkedSession(value: unknown): Session | undefined {
  if (!isRecord(value)) return undefined;
  const { text, seed, commands } = value;
  if (typeof text !== 'string' || !isWhole(seed, 0xffff_ffff) || !Array.isArray(commands)) return undefined;
  if (commands.length > MAX_COMMANDS) return undefined;
  const checked: Command[] = [];
  for (const each of commands) {
    const command = checkedCommand(each);
    if (command === undefined || command.at < (checked.at(-1)?.at ?? 0)) return undefined;
    checked.push(command);
  }
  return { manifests: text, seed, commands: checked };
}
