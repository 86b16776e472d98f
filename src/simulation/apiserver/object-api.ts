/** What clients may ask of the API server. */
import type { JsonObject } from '../../base/json.ts';
import type { ApiResource } from '../../kubernetes/decode/resources.ts';
import type { ApplyMemory } from './apply-memory.ts';
import type { ApiStatus } from './status.ts';
import type { Store } from './store.ts';

/** An answer to a request. */
export type Response = {
  readonly warnings: readonly string[];
} & (
  | { readonly type: 'ok'; readonly object: JsonObject }
  /** `paths` are the fields that the status speaks of where it has no causes. */
  | { readonly type: 'refused'; readonly status: ApiStatus; readonly paths: readonly string[] }
);

/** Upstream: the verbs of the REST API (v1.36). */
export interface ObjectApi {
  readonly store: Store;
  /** What is known already of objects that come again. */
  readonly memory: ApplyMemory;
  /** The stored object as plain JSON, or undefined. */
  read(resource: ApiResource, key: string): JsonObject | undefined;
  create(resource: ApiResource, body: JsonObject, namespace: string, dryRun?: boolean): Response;
  patch(resource: ApiResource, key: string, patch: JsonObject, lenient?: boolean): Response;
}
