/** What a kubectl command asked of the API server and what it printed. */
import type { JsonObject } from '../../../base/json.ts';
import type { ApiResource } from '../../../kubernetes/decode/resources.ts';
import type { ApplyOutput } from '../../trace.ts';
import { type CommandError, printErrors } from '../print-errors.ts';
import type { ApiStatus } from '../status.ts';

/** A request that wrote, or tried to. */
export interface WriteRequest {
  readonly resource: ApiResource;
  readonly name: string;
  readonly key: string;
  readonly verdict: 'created' | 'configured' | 'deleted' | 'rejected';
  readonly status?: ApiStatus;
  /** Set when not the object itself was written but its `scale`. */
  readonly subresource?: 'scale';
}

/** What came of a command. */
export interface CommandResult {
  readonly output: ApplyOutput;
  readonly requests: readonly WriteRequest[];
}

/** The parts of a command's answer, put together. */
export function finish(
  stdout: string,
  errors: readonly CommandError[],
  requests: readonly WriteRequest[] = [],
  warnings: readonly string[] = [],
): CommandResult {
  const warned = [...new Set(warnings)].map((warning) => `Warning: ${warning}\n`).join('');
  return {
    output: { exit: errors.length === 0 ? 0 : 1, stdout, stderr: warned + printErrors(errors) },
    requests,
  };
}

/** A command that could not even ask. */
export function failed(message: string): CommandResult {
  return finish('', [{ type: 'plain', message }]);
}

/** A command's words: what stands by itself, and the flags. */
export interface Arguments {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

/** Flags that need no value. */
const SWITCHES: ReadonlySet<string> = new Set([
  'overwrite',
  'all',
  'all-namespaces',
  'A',
  'no-headers',
  'force',
  'wait',
]);

/** Splits an argv: `--name=value`, `--name value`, `-f value`. */
export function parseArguments(argv: readonly string[]): Arguments {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    const [, name, value] = /^--?([A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (name === undefined) words.push(word);
    else if (value !== undefined || SWITCHES.has(name)) flags.set(LONG_NAMES.get(name) ?? name, value ?? 'true');
    else flags.set(LONG_NAMES.get(name) ?? name, argv[++i] ?? '');
  }
  return { words, flags };
}

const LONG_NAMES: ReadonlyMap<string, string> = new Map([
  ['n', 'namespace'],
  ['f', 'filename'],
  ['o', 'output'],
  ['p', 'patch'],
  ['l', 'selector'],
  ['A', 'all-namespaces'],
]);

/** An object that a command found, or the words why not. */
export type Found =
  | { readonly type: 'found'; readonly object: JsonObject; readonly key: string }
  | { readonly type: 'missing'; readonly result: CommandResult };
