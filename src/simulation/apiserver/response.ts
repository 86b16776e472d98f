/** What the API server answers. */
import type { JsonObject } from '../../base/json.ts';
import type { ApiStatus } from './status.ts';

/** An answer to a request. */
export type Response = {
  readonly warnings: readonly string[];
} & (
  | { readonly type: 'ok'; readonly object: JsonObject }
  /** `paths` are the fields that the status speaks of where it has no causes. */
  | { readonly type: 'refused'; readonly status: ApiStatus; readonly paths: readonly string[] }
);
