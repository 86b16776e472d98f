/** What clients may ask of the API server. */
import type { JsonObject } from '../../base/json.ts';
import type { ApiResource } from '../../kubernetes/decode/resources.ts';
import type { ApplyMemory } from './apply-memory.ts';
import type { Response } from './response.ts';
import type { Store } from './store.ts';

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
