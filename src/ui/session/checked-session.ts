/** unknown -> Session: every field of what a link or the browser's storage held, checked. */
import { micros, seconds } from '../../base/sim-time.ts';
import type { Command, Session } from '../../simulation/session.ts';

/** Commands come from clicks: more than this is no session of a person. */
const MAX_COMMANDS = 1_000;
/** No command is later than a day of virtual time. */
const LATEST_COMMAND = seconds(86_400);
/** The longest name that Kubernetes gives a node (a DNS subdomain). */
const MAX_NAME_LENGTH = 253;

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

/** Whether `value` is an object with fields to look at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkedCommand(value: unknown): Command | undefined {
  if (!isRecord(value)) return undefined;
  const { type, at, node } = value;
  if (type !== 'powerOff' && type !== 'powerOn') return undefined;
  if (!isWhole(at, LATEST_COMMAND) || typeof node !== 'string') return undefined;
  if (node.length === 0 || node.length > MAX_NAME_LENGTH) return undefined;
  return { type, at: micros(at), node };
}

function isWhole(value: unknown, limit: number): value is number {
  return Number.isInteger(value) && typeof value === 'number' && value >= 0 && value <= limit;
}
