/**
 * The API's Go types as far as JSON shows them: they decide which fields are known, what a type error says, and which
 * empty values are written out.
 *
 * A line is a struct and its fields, `name!:~*[]Type`, where
 * - no type means `string`; `@Name` is a string type called v1.Name; `int32`, `bool`, `Quantity`... are themselves;
 * - `*` is a pointer: absent differs from zero;  `!` is written even when zero;
 * - `[]` is a list, `{}` a map, `[port]` a list that patches merge by `port`, `[=]` a set of plain values;
 * - `~` marks what a patch replaces field by field (`$retainKeys`).
 */
import { CLUSTER_TYPES } from './cluster-types.ts';
import { META_TYPES } from './meta-types.ts';
import { NETWORK_TYPES } from './network-types.ts';
import { POD_TYPES } from './pod-types.ts';
import { VOLUME_TYPES } from './volume-types.ts';
import { WORKLOAD_TYPES } from './workload-types.ts';

/** The types that JSON has no further structure for. */
export type ScalarName = 'string' | 'bool' | 'int32' | 'int64' | 'IntOrString' | 'Quantity' | 'Time' | 'bytes' | 'Raw';

/** A Go type. `goName` is how Go prints it. */
export type GoType =
  | { readonly type: 'scalar'; readonly scalar: ScalarName; readonly goName: string }
  | { readonly type: 'struct'; readonly struct: string; readonly goName: string }
  | { readonly type: 'list'; readonly item: GoType; readonly mergeKey: string | undefined; readonly goName: string }
  | { readonly type: 'map'; readonly item: GoType; readonly goName: string };

/** A field of a struct. */
export interface GoField {
  readonly name: string;
  readonly goType: GoType;
  readonly isPointer: boolean;
  /** Written out even when it is zero. */
  readonly isAlways: boolean;
  readonly retainsKeys: boolean;
}

/** A struct's fields by name. */
export type GoStruct = ReadonlyMap<string, GoField>;

const SCALARS: ReadonlySet<string> = new Set<ScalarName>([
  'string',
  'bool',
  'int32',
  'int64',
  'IntOrString',
  'Quantity',
  'Time',
  'bytes',
  'Raw',
]);

/** Two Go types of different packages share this name. */
const GO_NAMES: ReadonlyMap<string, string> = new Map([['SlicePort', 'EndpointPort']]);

const lines: ReadonlyMap<string, string> = new Map(
  [META_TYPES, POD_TYPES, VOLUME_TYPES, WORKLOAD_TYPES, NETWORK_TYPES, CLUSTER_TYPES]
    .flatMap((table) => table.trim().split('\n'))
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
);

const structs = new Map<string, GoStruct>();

/** The struct of that name, or undefined. */
export function goStruct(name: string): GoStruct | undefined {
  const known = structs.get(name);
  if (known !== undefined) return known;
  const line = lines.get(name);
  if (line === undefined) return undefined;
  const made = new Map(line.split(' ').map((word) => [fieldName(word), toField(word)]));
  structs.set(name, made);
  return made;
}

/** The struct's name as Go prints it in an error. */
export function goStructName(name: string): string {
  return GO_NAMES.get(name) ?? name;
}

function fieldName(word: string): string {
  return /^\w+/.exec(word)?.[0] ?? word;
}

function toField(word: string): GoField {
  const [, name = word, always = '', notation = 'string'] = /^(\w+)(!?)(?::(.*))?$/.exec(word) ?? [];
  const retainsKeys = notation.startsWith('~');
  const bare = retainsKeys ? notation.slice(1) : notation;
  const isPointer = bare.startsWith('*');
  return {
    name,
    goType: toType(isPointer ? bare.slice(1) : bare),
    isPointer,
    isAlways: always === '!',
    retainsKeys,
  };
}

function toType(notation: string): GoType {
  const list = /^\[([\w=]*)\](.*)$/.exec(notation);
  if (list !== null) {
    const [, mergeKey = '', rest = ''] = list;
    const item = toType(rest);
    return { type: 'list', item, mergeKey: mergeKey === '' ? undefined : mergeKey, goName: `[]${item.goName}` };
  }
  if (notation.startsWith('{}')) {
    const item = toType(notation.slice(2));
    return { type: 'map', item, goName: `map[string]${item.goName}` };
  }
  if (notation.startsWith('@')) {
    const name = notation.slice(1);
    return { type: 'scalar', scalar: 'string', goName: name.includes('.') ? name : `v1.${name}` };
  }
  if (isScalar(notation)) return { type: 'scalar', scalar: notation, goName: notation };
  return { type: 'struct', struct: notation, goName: `v1.${goStructName(notation)}` };
}

function isScalar(notation: string): notation is ScalarName {
  return SCALARS.has(notation);
}
