/** How kubectl prints what went wrong. Upstream: kubectl/pkg/cmd/util/helpers.go checkErr (v1.36). */
import type { ApiStatus } from './status.ts';

/** An error of a command. `nested` comes out of a list, which kubectl prints without the word `error`. */
export type CommandError =
  | { readonly type: 'plain' | 'nested'; readonly message: string }
  | { readonly type: 'status'; readonly status: ApiStatus; readonly message: string };

/** The text for standard error. */
export function printErrors(errors: readonly CommandError[]): string {
  return errors.map((error) => printError(error, errors.length)).join('');
}

/** The part of {@link printErrors} for one of `count` errors: a single one is told in other words than several. */
export function printError(error: CommandError, count: number): string {
  if (count > 1 || error.type === 'nested') return `${standardMessage(error)}\n`;
  if (error.type === 'status' && error.status.reason === 'Invalid') return printInvalid(error.status);
  if (error.type === 'status' && error.status.reason !== '') return `${standardMessage(error)}\n`;
  return `error: ${error.message}\n`;
}

function standardMessage(error: CommandError): string {
  if (error.type !== 'status' || error.status.reason === '') return error.message;
  return `Error from server (${error.status.reason}): ${error.message}`;
}

function printInvalid(status: ApiStatus): string {
  const { kind, name } = status.details;
  const subject = kind === '' && name === '' ? 'The request is invalid' : `The ${kind} "${name}" is invalid`;
  const causes = [...new Set(status.causes.map((cause) => `${cause.field}: ${cause.message}`))];
  if (causes.length === 1) return `${subject}: ${causes.join('')}\n`;
  return `${subject}: \n${causes.map((cause) => `* ${cause}\n`).join('')}`;
}
