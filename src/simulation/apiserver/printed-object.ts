/** A stored object as clients read it back: with the empty lists that Go always writes. */
import type { JsonObject } from '../../base/json.ts';
import { readText } from '../../kubernetes/decode/read.ts';

/** Upstream: discovery/v1 EndpointSlice writes `endpoints` and `ports` even when there are none. */
export function printedObject(object: JsonObject): JsonObject {
  if (readText(object, 'kind') !== 'EndpointSlice') return object;
  return { ...object, endpoints: object['endpoints'] ?? null, ports: object['ports'] ?? null };
}
