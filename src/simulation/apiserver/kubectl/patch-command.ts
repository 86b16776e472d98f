/** `kubectl patch`: strategic, merge and JSON patches. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { readText } from '../../../kubernetes/decode/read.ts';
import { sameJson } from '../../../kubernetes/decode/same-json.ts';
import type { ApiResource } from '../../../kubernetes/decode/resources.ts';
import type { ApiServer } from '../api-server.ts';
import { resourceWord } from '../apply-documents.ts';
import { badRequest } from '../status.ts';
import { jsonProblem } from './json-problem.ts';
import { type Arguments, type CommandResult, finish } from './request.ts';

/** Upstream: kubectl/pkg/cmd/patch (v1.36): validation only warns of unknown fields. */
export function applyPatchCommand(
  server: ApiServer,
  given: Arguments,
  resource: ApiResource,
  key: string,
  object: JsonObject,
): CommandResult {
  const text = given.flags.get('patch') ?? '';
  const name = key.slice(key.indexOf('/') + 1);
  const request = { resource, name, key };
  const problem = jsonProblem(text);
  if (problem !== undefined) {
    const status = badRequest(problem);
    return finish('', [{ type: 'status', status, message: problem }], [{ ...request, verdict: 'rejected', status }]);
  }
  // jsonProblem has found it to be JSON.
  const patch = JSON.parse(text) as JsonValue;
  const asMerge = given.flags.get('type') === 'json' ? fromOperations(object, patch) : patch;
  const response = server.patch(resource, key, isJsonObject(asMerge) ? asMerge : {}, true);
  if (response.type === 'refused') {
    const { status } = response;
    const error = { type: 'status', status, message: status.message } as const;
    return finish('', [error], [{ ...request, verdict: 'rejected', status }], response.warnings);
  }
  const note = sameJson(response.object, object) ? ' (no change)' : '';
  const line = `${resourceWord(resource)}/${name} patched${note}\n`;
  return finish(line, [], [{ ...request, verdict: 'configured' }], response.warnings);
}

/** A JSON patch as the merge patch of the same effect. Simplified: add, replace and remove, within mappings. */
function fromOperations(object: JsonObject, operations: JsonValue): JsonObject {
  let patch: JsonObject = {};
  if (!Array.isArray(operations)) return patch;
  for (const operation of operations as readonly JsonValue[]) {
    if (!isJsonObject(operation)) continue;
    const path = readText(operation, 'path').split('/').slice(1);
    const value = operation['op'] === 'remove' ? null : (operation['value'] ?? null);
    patch = put(patch, object, path, value);
  }
  return patch;
}

function put(patch: JsonObject, object: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [head, ...rest] = path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (head === undefined) return patch;
  if (rest.length === 0) return { ...patch, [head]: value };
  const inner = patch[head];
  const known = object[head];
  const next = put(isJsonObject(inner) ? inner : {}, isJsonObject(known) ? known : {}, rest, value);
  return { ...patch, [head]: next };
}
