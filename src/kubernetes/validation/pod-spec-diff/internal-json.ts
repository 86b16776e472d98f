/** A pod's spec as the API server prints its own form of it: indented JSON, line by line. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { has, readObject, readText } from '../../decode/read.ts';
import { goJson } from '../../field/field-error.ts';
import { type InternalField, internalStruct } from './internal-types.ts';

/** What the API has in the spec itself and the API server in its security context. */
const HOST_FIELDS = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

/**
 * The lines, without line ends, of Go's `json.MarshalIndent(spec, "", " ")`.
 * Upstream: apimachinery/pkg/util/diff, pkg/apis/core/v1/conversion.go Convert_v1_PodSpec_To_core_PodSpec (v1.36).
 */
export function internalPodSpecLines(spec: JsonObject): readonly string[] {
  const context: Record<string, JsonValue> = { ...readObject(spec, 'securityContext') };
  for (const name of HOST_FIELDS) {
    const value = spec[name];
    if (value !== undefined) context[name] = value;
  }
  const account = readText(spec, 'serviceAccountName') || readText(spec, 'serviceAccount');
  const lines: string[] = [];
  printStruct({ ...spec, securityContext: context, serviceAccountName: account }, 'PodSpec', '', '', lines);
  return lines;
}

/** Prints after `head`, which begins its first line; every line but the last is final, the caller ends that. */
function printStruct(value: JsonObject, struct: string, head: string, indent: string, lines: string[]): void {
  const fields = internalStruct(struct) ?? [];
  const kept = fields.filter((field) => !field.isLeftOutWhenEmpty || has(value, field.json));
  const entries = kept.map((field): Entry => [
    field.name,
    (start, within) => printField(value, field, start, within, lines),
  ]);
  printBlock(entries, '{', '}', head, indent, lines);
}

/** A member's name, absent in a list, and what prints it. */
type Entry = readonly [name: string | undefined, print: (head: string, indent: string) => void];

function printBlock(
  entries: readonly Entry[],
  open: string,
  close: string,
  head: string,
  indent: string,
  lines: string[],
): void {
  if (entries.length === 0) {
    lines.push(`${head}${open}${close}`);
    return;
  }
  lines.push(`${head}${open}`);
  const within = `${indent} `;
  for (const [index, [name, print]] of entries.entries()) {
    print(name === undefined ? within : `${within}${goJson(name)}: `, within);
    if (index < entries.length - 1) lines.push(`${lines.pop() ?? ''},`);
  }
  lines.push(`${indent}${close}`);
}

function printField(of: JsonObject, field: InternalField, head: string, indent: string, lines: string[]): void {
  const value = of[field.json] ?? null;
  switch (field.shape) {
    case 'plain':
      printItem(value, field.type, head, indent, lines);
      return;
    case 'pointer':
      if (value === null) lines.push(`${head}null`);
      else printItem(value, field.type, head, indent, lines);
      return;
    case 'list': {
      if (!isList(value)) {
        lines.push(`${head}null`);
        return;
      }
      const entries = value.map((item): Entry => [
        undefined,
        (start, within) => printItem(item, field.type, start, within, lines),
      ]);
      printBlock(entries, '[', ']', head, indent, lines);
      return;
    }
    case 'map': {
      if (!isJsonObject(value)) {
        lines.push(`${head}null`);
        return;
      }
      const entries = Object.keys(value)
        .toSorted()
        .map((key): Entry => [key, (start, within) => printItem(value[key] ?? null, field.type, start, within, lines)]);
      printBlock(entries, '{', '}', head, indent, lines);
      return;
    }
  }
}

/** What is absent prints as Go's zero value. */
const ZEROS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['int', 0],
  ['any', 0],
  ['bool', false],
]);

function printItem(value: JsonValue, type: string, head: string, indent: string, lines: string[]): void {
  if (internalStruct(type) !== undefined) printStruct(isJsonObject(value) ? value : {}, type, head, indent, lines);
  else lines.push(`${head}${goJson(value ?? ZEROS.get(type) ?? '')}`);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
