/**
 * JSON to a typed object, as strictly as the API server: the first type error wins over everything; then all unknown
 * fields; what is left has just the known fields, without the empty ones.
 * Upstream: sigs.k8s.io/json UnmarshalStrict, apimachinery/pkg/runtime/serializer/json (v1.36).
 */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { type GoField, type GoStruct, type GoType, goStruct, goStructName } from './go-types.ts';
import { formatQuantity, parseQuantity, quantityProblem } from './quantity.ts';

/** What decoding found. */
export interface Decoded {
  readonly object: JsonObject;
  /** The first value of a wrong type: Go's own words, and the field path. */
  readonly typeError: { readonly message: string; readonly path: string } | undefined;
  /** Field paths, in the order of the sorted JSON. */
  readonly unknownFields: readonly string[];
}

/** Decodes a value into the struct of that name (see go-types.ts); an unknown struct takes everything. */
export function decodeObject(struct: string, value: JsonObject): Decoded {
  const decoder = new Decoder();
  const object = decoder.struct(struct, value, '');
  return {
    object,
    typeError: decoder.fatal ?? decoder.typeError,
    unknownFields: decoder.unknownFields,
  };
}

/** What Go calls the JSON value. */
function jsonKind(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return typeof value;
}

class Decoder {
  typeError: Decoded['typeError'] = undefined;
  /** An error of a type that reads itself, at which Go's decoder gives up. */
  fatal: Decoded['typeError'] = undefined;
  readonly unknownFields: string[] = [];
  private structName = '';
  private readonly stack: string[] = [];

  struct(name: string, value: JsonObject, path: string): JsonObject {
    const fields = goStruct(name);
    if (fields === undefined) return value;
    const object = emptyObject();
    const outer = this.structName;
    for (const key of Object.keys(value).toSorted()) {
      const fieldPath = path === '' ? key : `${path}.${key}`;
      const field = fields.get(key);
      if (field === undefined) {
        this.unknownFields.push(fieldPath);
        continue;
      }
      this.structName = goStructName(name);
      this.stack.push(key);
      const decoded = this.field(field, value[key] ?? null, fieldPath);
      this.stack.pop();
      if (decoded !== undefined) object[key] = decoded;
    }
    for (const [field, zero] of zerosOf(name, fields)) object[field] ??= zero;
    this.structName = outer;
    return object;
  }

  /** The value to keep, or undefined when the field is not written out. */
  private field(field: GoField, value: JsonValue, path: string): JsonValue | undefined {
    const decoded = this.value(field.goType, value, path);
    if (decoded === undefined || value === null) return undefined;
    const { goType } = field;
    // A pointer keeps zero; a list or map, and what is no pointer, does not.
    if (goType.type === 'list' || goType.type === 'map') return isEmpty(decoded) ? undefined : decoded;
    if (field.isPointer || field.isAlways || goType.type === 'struct') return decoded;
    return decoded === '' || decoded === 0 || decoded === false ? undefined : decoded;
  }

  private value(goType: GoType, value: JsonValue, path: string): JsonValue | undefined {
    if (value === null) return this.null(goType);
    switch (goType.type) {
      case 'struct':
        if (!isJsonObject(value)) return this.mismatch(value, goType.goName, path);
        return this.struct(goType.struct, value, path);
      case 'list': {
        if (!isArray(value)) return this.mismatch(value, goType.goName, path);
        return value.map((item, index) => this.item(goType.item, item, `${path}[${index}]`));
      }
      case 'map': {
        if (!isJsonObject(value)) return this.mismatch(value, goType.goName, path);
        const object = emptyObject();
        for (const key of Object.keys(value).toSorted()) {
          const item = value[key] ?? null;
          if (item !== null) object[key] = this.item(goType.item, item, `${path}.${key}`);
        }
        return object;
      }
      case 'scalar':
        return this.scalar(goType, value, path);
    }
  }

  /** A member of a list or map: null is its zero value. */
  private item(goType: GoType, value: JsonValue, path: string): JsonValue {
    const structName = this.structName;
    const decoded = this.value(goType, value, path);
    this.structName = structName;
    return decoded ?? zeroValue(goType);
  }

  private null(goType: GoType): JsonValue | undefined {
    if (goType.type === 'struct') return this.struct(goType.struct, emptyObject(), '');
    return undefined;
  }

  private scalar(goType: GoType & { type: 'scalar' }, value: JsonValue, path: string): JsonValue | undefined {
    switch (goType.scalar) {
      case 'string':
        return typeof value === 'string' ? value : this.mismatch(value, goType.goName, path);
      case 'bool':
        return typeof value === 'boolean' ? value : this.mismatch(value, 'bool', path);
      case 'int32':
      case 'int64':
        return this.integer(value, goType.scalar, path);
      case 'IntOrString': {
        if (typeof value === 'string') return value;
        const problem = this.integerProblem(value, 'int32');
        if (problem === undefined) return value;
        return this.giveUp(this.inField(problem, 'int32'), path);
      }
      case 'Quantity': {
        const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? `${value}` : '';
        const quantity = parseQuantity(text);
        return quantity === undefined ? this.giveUp(quantityProblem(text), path) : formatQuantity(quantity);
      }
      case 'Time':
        return this.time(value, path);
      case 'bytes':
        if (typeof value !== 'string') return this.mismatch(value, '[]uint8', path);
        return this.base64(value, path);
      case 'Raw':
        return value;
    }
  }

  private integer(value: JsonValue, type: 'int32' | 'int64', path: string): JsonValue | undefined {
    const problem = this.integerProblem(value, type);
    if (problem === undefined) return value;
    return this.fail(this.inField(problem, type), path);
  }

  /** What Go calls the value that is no integer of the type, or undefined when it is one. */
  private integerProblem(value: JsonValue, type: 'int32' | 'int64'): string | undefined {
    if (typeof value !== 'number') return jsonKind(value);
    const bound = type === 'int32' ? 2 ** 31 : 2 ** 63;
    if (Number.isInteger(value) && value >= -bound && value < bound && Math.abs(value) < 1e21) return undefined;
    return `number ${value}`;
  }

  private time(value: JsonValue, path: string): JsonValue | undefined {
    if (typeof value !== 'string') return this.giveUp(this.inField(jsonKind(value), 'string'), path);
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) return value;
    // Simplified: Go names the very part that it could not read; this names the first.
    const problem = `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`;
    return this.giveUp(problem, path);
  }

  private base64(value: string, path: string): JsonValue | undefined {
    const wrong = value.search(/[^A-Za-z0-9+/=\r\n]/);
    if (wrong !== -1) return this.giveUp(`illegal base64 data at input byte ${wrong}`, path);
    const bare = value.replaceAll(/[\r\n]/g, '');
    if (bare.length % 4 !== 0) {
      return this.giveUp(`illegal base64 data at input byte ${Math.floor(bare.length / 4) * 4}`, path);
    }
    return value;
  }

  private inField(what: string, goName: string): string {
    return `json: cannot unmarshal ${what} into Go struct field ${this.structName}.${this.stack.join('.')} of type ${goName}`;
  }

  private mismatch(value: JsonValue, goName: string, path: string): undefined {
    return this.fail(this.inField(jsonKind(value), goName), path);
  }

  private fail(message: string, path: string): undefined {
    if (this.fatal === undefined) this.typeError ??= { message, path };
  }

  private giveUp(message: string, path: string): undefined {
    this.fatal ??= { message, path };
  }
}

function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isEmpty(value: JsonValue): boolean {
  if (isArray(value)) return value.length === 0;
  if (typeof value !== 'object' || value === null) return false;
  for (const _ in value) return false;
  return true;
}

/** The fields of the struct that are written even when they are absent, with what stands there then. */
function zerosOf(struct: string, fields: GoStruct): readonly (readonly [field: string, zero: JsonValue])[] {
  const known = zeros.get(struct);
  if (known !== undefined) return known;
  const made = [...fields.values()].flatMap((field) => {
    const zero = zeroOf(field);
    return zero === undefined ? [] : [[field.name, zero] as const];
  });
  zeros.set(struct, made);
  return made;
}

const zeros = new Map<string, readonly (readonly [field: string, zero: JsonValue])[]>();

function zeroOf(field: GoField): JsonValue | undefined {
  const { goType } = field;
  if (goType.type === 'struct') return field.isPointer ? undefined : zeroValue(goType);
  if (goType.type === 'scalar' && goType.scalar === 'Quantity' && !field.isPointer) return '0';
  if (!field.isAlways || field.isPointer || goType.type !== 'scalar') return undefined;
  return zeroValue(goType);
}

function zeroValue(goType: GoType): JsonValue {
  switch (goType.type) {
    case 'struct':
      return new Decoder().struct(goType.struct, emptyObject(), '');
    case 'list':
      return [];
    case 'map':
      return emptyObject();
    case 'scalar':
      switch (goType.scalar) {
        case 'bool':
          return false;
        case 'int32':
        case 'int64':
        case 'IntOrString':
          return 0;
        case 'Quantity':
          return '0';
        case 'string':
        case 'bytes':
        case 'Time':
        case 'Raw':
          return '';
      }
  }
}

/** Without a prototype: its keys may come from a user's text. */
function emptyObject(): Record<string, JsonValue> {
  // The literal sets the prototype, which its type cannot say.
  return { __proto__: null } as unknown as Record<string, JsonValue>;
}

/**
 * What kubectl itself decodes of an object before it sends it: the metadata's types.
 * Upstream: apimachinery/pkg/runtime metadataOnlyObject.
 */
export function decodeMetadataOnly(value: JsonObject): Decoded['typeError'] {
  return decodeObject('metadataOnlyObject', value).typeError;
}
