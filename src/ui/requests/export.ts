/** The list of requests as a file. */
import { toSeconds } from '../../base/sim-time.ts';
import type { RequestTrace } from '../../simulation/trace.ts';

/** The forms of a file. */
export type ExportForm = 'csv' | 'json';

const HEAD = [
  'id',
  'startedAt',
  'finishedAt',
  'client',
  'url',
  'service',
  'outcome',
  'cause',
  'answeredBy',
  'sourceSeenByPod',
];

/** The requests as comma-separated values (RFC 4180), one a line; times are virtual seconds. */
export function toCsv(requests: readonly RequestTrace[]): string {
  const rows = requests.map((request) => [
    request.id,
    String(toSeconds(request.startedAt)),
    String(toSeconds(request.finishedAt)),
    request.client,
    request.url,
    request.service === undefined ? '' : `${request.service.namespace}/${request.service.name}`,
    request.outcome,
    request.cause.id,
    request.answeredBy ?? '',
    request.sourceSeenByPod ?? '',
  ]);
  return [HEAD, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

/** The requests whole, with every hop; times are virtual microseconds. */
export function toJson(requests: readonly RequestTrace[]): string {
  return `${JSON.stringify(requests, undefined, 2)}\n`;
}

/** Hands the text to the visitor as a file. */
export function download(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** A field; in quotes where it needs them. A leading sign that a spreadsheet would take for a formula is kept from it. */
function quoted(field: string): string {
  const safe = /^[=+@-]/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
