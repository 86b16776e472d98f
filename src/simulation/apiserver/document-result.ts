/** What became of one object of a manifest that was applied. */
import type { JsonObject } from '../../base/json.ts';
import type { ApiResource } from '../../kubernetes/decode/resources.ts';
import type { CommandError } from './print-errors.ts';
import type { ApiStatus } from './status.ts';

/** What became of one object of the manifest; the items of a List count one by one. */
export interface DocumentResult {
  /** Position of its document, and the path to it there (empty, or `items[0]`). */
  readonly document: number;
  readonly path: string;
  readonly verdict: 'created' | 'configured' | 'unchanged' | 'rejected' | 'unreadable';
  readonly phase?: 'yaml' | 'validate' | 'decode' | 'not-reached' | 'mapping' | 'client' | 'server';
  readonly resource?: ApiResource;
  /** Key in the store. */
  readonly key?: string;
  /** The server's own refusal. */
  readonly status?: ApiStatus;
  /** The object as the text has it, where there is one. */
  readonly written?: JsonObject;
  /** The object as it was stored right then. */
  readonly stored?: JsonObject;
  /** What kubectl says of it: its warnings, its line on standard output, its error. */
  readonly warnings?: readonly string[];
  readonly line?: string;
  readonly error?: CommandError;
}
