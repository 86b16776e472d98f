// npm run -s simulate -- FILE.yaml [--seed N] [--until 60s] [--json] [--do '20s: power-off node-2']...
// Runs a manifest without a browser and prints what became of every request, hop by hop.
import { existsSync, readFileSync } from 'node:fs';
import { parseDuration, seconds, type SimTime } from '../src/base/sim-time.ts';
import { COMMAND_FORMS, parseCommand } from '../src/simulation/commands/command-text.ts';
import type { Command } from '../src/simulation/session.ts';
import { printTrace, toJson } from './print-trace.ts';
import { runSession } from '../src/worker/run-session.ts';

interface Options {
  readonly file: string;
  readonly seed: number;
  readonly until: SimTime;
  readonly json: boolean;
  readonly commands: readonly Command[];
}

const USAGE = `usage: npm run -s simulate -- FILE.yaml [--seed N] [--until 60s] [--json] [--do '20s: COMMAND']...
  FILE.yaml  the manifests; - reads standard input
  --seed     a whole number (default 1): another one makes other choices of chance
  --until    virtual time at which clients stop (default 60s)
  --do       a command at a moment; may be given several times. A name may end in *: the first that begins so
  --json     the whole result as JSON
commands:
${COMMAND_FORMS.map((form) => `  ${form}`).join('\n')}`;

/** What is wrong with the command line. */
class UsageError extends Error {}

function readOptions(args: readonly string[]): Options {
  let file: string | undefined;
  let seed = 1;
  let until = seconds(60);
  let json = false;
  const commands: Command[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const value = (): string => {
      index += 1;
      const given = args[index];
      if (given === undefined) throw new UsageError(`${arg} needs a value`);
      return given;
    };
    if (arg === '--json') json = true;
    else if (arg === '--seed') seed = readSeed(value());
    else if (arg === '--until') until = readDuration(value());
    else if (arg === '--do') commands.push(readCommand(value()));
    else if (arg.startsWith('--')) throw new UsageError(`unknown option ${arg}`);
    else if (file === undefined) file = arg;
    else throw new UsageError(`one file only: ${arg}`);
  }
  if (file === undefined) throw new UsageError('no file given');
  return { file, seed, until, json, commands: commands.toSorted((left, right) => left.at - right.at) };
}

function readSeed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--seed takes a whole number, not ${text}`);
  return Number(text);
}

function readDuration(text: string): SimTime {
  const duration = parseDuration(text);
  if (duration === undefined) throw new UsageError(`a duration is needed, such as 60s or 5m, not ${text}`);
  return duration;
}

function readCommand(text: string): Command {
  const parsed = parseCommand(text, (name) => (existsSync(name) ? readFileSync(name, 'utf8') : undefined));
  if (!parsed.ok) throw new UsageError(parsed.error);
  return parsed.command;
}

try {
  const { file, seed, until, json, commands } = readOptions(process.argv.slice(2));
  const manifests = readFileSync(file === '-' ? 0 : file, 'utf8');
  const trace = runSession({ manifests, seed, commands }, until);
  const nodes = new Set(trace.revisions.flatMap(({ kind, key }) => (kind === 'Node' ? [key] : [])));
  const stranger = commands
    .flatMap((command) => ('node' in command ? [command.node] : []))
    .find((node) => !node.endsWith('*') && !nodes.has(node));
  if (stranger !== undefined) throw new UsageError(`no node is called ${stranger}: there are ${[...nodes].join(', ')}`);
  const text = json ? JSON.stringify(toJson(trace), undefined, 2) : [...printTrace(trace)].join('\n');
  process.stdout.write(`${text}\n`);
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof Error && 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
