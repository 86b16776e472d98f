/** Which labels the API server takes, and what a form about labels comes down to. */

/** Upstream: apimachinery/pkg/api/validate/content IsLabelKey, IsLabelValue (v1.36). */
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const MAX_NAME = 63;
const MAX_PREFIX = 253;

/** Whether `key` may be a label's key: a name, perhaps with a DNS subdomain and a slash before it. */
export function isLabelKey(key: string): boolean {
  const parts = key.split('/');
  const [first = '', second] = parts;
  if (parts.length > 2) return false;
  if (second !== undefined && (first.length > MAX_PREFIX || !SUBDOMAIN.test(first))) return false;
  const name = second ?? first;
  return name.length <= MAX_NAME && NAME.test(name);
}

/** Whether `value` may be a label's value; it may be empty. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= MAX_NAME && NAME.test(value));
}

/** A row of the form: a label that there is, perhaps changed or to be removed, or the new one. */
export interface LabelRow {
  readonly key: string;
  readonly value: string;
  readonly isRemoved: boolean;
}

/** What the rows change of `labels`, as a label command has it: null takes a label away. Rows without a key say nothing. */
export function labelChanges(
  labels: Readonly<Record<string, string>>,
  rows: readonly LabelRow[],
): Readonly<Record<string, string | null>> {
  const changes: Record<string, string | null> = {};
  for (const { key, value, isRemoved } of rows) {
    if (key === '') continue;
    const isThere = Object.hasOwn(labels, key);
    if (isRemoved && isThere) changes[key] = null;
    else if (!isRemoved && (!isThere || labels[key] !== value)) changes[key] = value;
  }
  return changes;
}
