/**
 * Scores Kubehops against recorded answers of real Kubernetes: `npm run conformance -- FILE...`, or all files of this
 * folder. Prints every difference; the last line is `N passed, M failed`. The exit code is 1 when any failed.
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
for (const file of files) {
  for (const { id, difference } of scoreFile(file)) {
    if (difference === undefined) {
      passed++;
      continue;
    }
    failed++;
    console.log(`FAIL ${path.basename(file)} ${id}\n${difference.replaceAll(/^/gm, '  ')}\n`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
