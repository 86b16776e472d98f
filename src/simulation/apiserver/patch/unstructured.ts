/** How the server words what it cannot turn into a typed object after a patch. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { goStruct, type GoType } from '../../../kubernetes/decode/go-types.ts';

/** A value as Go's `%+v` prints it. */
export function goValue(value: JsonValue): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => goValue(item)).join(' ')}]`;
  if (isJsonObject(value)) {
    const entries = Object.keys(value)
      .toSorted()
      .map((key) => `${key}:${goValue(value[key] ?? null)}`);
    return `map[${entries.join(' ')}]`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The first value that does not fit the struct's fields. Upstream: apimachinery/pkg/runtime/converter.go fromUnstructured. */
export function conversionProblem(struct: string, object: JsonObject): string | undefined {
  const fields = goStruct(struct);
  if (fields === undefined) return undefined;
  for (const field of fields.values()) {
    const value = object[field.name];
    if (value === undefined || value === null) continue;
    const problem = valueProblem(field.goType, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function valueProblem(goType: GoType, value: JsonValue): string | undefined {
  switch (goType.type) {
    case 'struct':
      return isJsonObject(value)
        ? conversionProblem(goType.struct, value)
        : `cannot restore struct from: ${kindOf(value)}`;
    case 'list':
      if (!isList(value)) return `cannot restore slice from ${kindOf(value)}`;
      return firstProblem(goType.item, value);
    case 'map':
      if (!isJsonObject(value)) return `cannot restore map from ${kindOf(value)}`;
      return firstProblem(goType.item, Object.values(value));
    case 'scalar':
      return scalarProblem(goType.scalar, value);
  }
}

function firstProblem(goType: GoType, values: readonly JsonValue[]): string | undefined {
  for (const value of values) {
    const problem = value === null ? undefined : valueProblem(goType, value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function scalarProblem(scalar: string, value: JsonValue): string | undefined {
  const kind = kindOf(value);
  switch (scalar) {
    case 'string':
      if (kind === 'string') return undefined;
      return kind === 'int64' ? 'cannot convert int64 to string' : 'unrecognized type: string';
    case 'bool':
      return kind === 'bool' ? undefined : 'unrecognized type: bool';
    case 'int32':
    case 'int64':
      if (kind === 'int64') return undefined;
      return kind === 'float64' ? `cannot convert float64 to ${scalar}` : `unrecognized type: ${scalar}`;
    default:
      return undefined;
  }
}

function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return 'slice';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map';
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
