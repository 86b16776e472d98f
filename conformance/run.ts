/**
 * Scores Kubehops against recorded answers of real Kubernetes: `npm run conformance -- FILE...`, or all files of this
 * folder. Prints every difference; of timelines, per file, the largest difference in time; the last line is
 * `N passed, M failed`. The exit code is 1 when any failed.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scoreFile } from './cases.ts';

const folder = path.dirname(fileURLToPath(import.meta.url));
const given = process.argv.slice(2);
const files =
  given.length > 0
    ? given
    : readdirSync(folder)
        .filter((name) => name.endsWith('.json') && !name.startsWith('.'))
        .toSorted()
        .map((name) => path.join(folder, name));

let passed = 0;
let failed = 0;
const slowest: string[] = [];
for (const file of files) {
  const scored = scoreFile(file);
  const timed = scored.flatMap(({ id, largest }) => (largest === undefined ? [] : [{ id, ...largest }]));
  const [worst] = timed.toSorted((left, right) => right.seconds - left.seconds);
  if (worst !== undefined) {
    slowest.push(`largest time difference: ${worst.seconds.toFixed(2)} s (${worst.id}, ${worst.kind})`);
  }
  for (const { id, difference } of scored) {
    if (difference === undefined) {
      passed++;
      continue;
    }
    failed++;
    console.log(`FAIL ${path.basename(file)} ${id}\n${difference.replaceAll(/^/gm, '  ')}\n`);
  }
}
for (const line of slowest) console.log(line);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
