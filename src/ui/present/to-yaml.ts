/** Prints plain data as YAML, to be read. Not a serialiser for every need: only what JSON can hold. */
import { childPath } from '../../kubernetes/readback/field-path.ts';

/** A line of YAML, and the path of the field that it shows: of the innermost one, where several begin on it. */
export interface YamlLine {
  readonly path: string;
  readonly text: string;
}

/** `value` as YAML in block style, two spaces a level, as `kubectl get -o yaml` shows objects. Absent fields are left out. */
export function toYaml(value: unknown): string {
  return `${toYamlLines(value)
    .map(({ text }) => text)
    .join('\n')}\n`;
}

/** {@link toYaml} line by line. */
export function toYamlLines(value: unknown): readonly YamlLine[] {
  return block(value, '', '');
}

function block(value: unknown, indent: string, path: string): readonly YamlLine[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [{ path, text: `${indent}[]` }];
    return value.flatMap((item: unknown, index) => {
      const itemPath = childPath(path, index);
      const [first = { path: itemPath, text: '' }, ...rest] = block(item, `${indent}  `, itemPath);
      return [{ ...first, text: `${indent}- ${first.text.slice(indent.length + 2)}` }, ...rest];
    });
  }
  if (isRecord(value)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    if (fields.length === 0) return [{ path, text: `${indent}{}` }];
    return fields.flatMap(([key, field]) => {
      const name = `${indent}${scalar(key)}:`;
      const fieldPath = childPath(path, key);
      const title = { path: fieldPath, text: name };
      if (Array.isArray(field) && field.length > 0) return [title, ...block(field, indent, fieldPath)];
      if (isRecord(field) && Object.keys(field).length > 0) return [title, ...block(field, `${indent}  `, fieldPath)];
      const [only] = block(field, '', fieldPath);
      return [{ path: fieldPath, text: `${name} ${only?.text ?? ''}` }];
    });
  }
  return [{ path, text: `${indent}${scalar(value)}` }];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Plain where YAML 1.1 and 1.2 readers take it for the same text; else quoted as JSON, which YAML reads too. */
function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? 'null';
  const isPlain = /^[A-Za-z/_.][\w./()=+,@ -]*$|^[A-Za-z/_.][\w./()=+,@ -]*(:[\w./()=+,@-]+)+$/.test(value);
  const isAddress = /^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(value);
  const isUid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  const isOther = /^(true|false|yes|no|on|off|null|y|n|\.inf|\.nan)$|^[.e][\d.e]*$| $/i.test(value);
  return isAddress || isUid || (isPlain && !isOther) ? value : JSON.stringify(value);
}
