/** Prints plain data as YAML, to be read. Not a serialiser for every need: only what JSON can hold. */

/** `value` as YAML in block style, two spaces a level, as `kubectl get -o yaml` shows objects. Absent fields are left out. */
export function toYaml(value: unknown): string {
  return `${block(value, '').join('\n')}\n`;
}

function block(value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${indent}[]`];
    return value.flatMap((item: unknown) => {
      const [first = '', ...rest] = block(item, `${indent}  `);
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
    });
  }
  if (isRecord(value)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    if (fields.length === 0) return [`${indent}{}`];
    return fields.flatMap(([key, field]) => {
      const name = `${indent}${scalar(key)}:`;
      if (Array.isArray(field) && field.length > 0) return [name, ...block(field, indent)];
      if (isRecord(field) && Object.keys(field).length > 0) return [name, ...block(field, `${indent}  `)];
      return [`${name} ${block(field, '').join('\n')}`];
    });
  }
  return [`${indent}${scalar(value)}`];
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
