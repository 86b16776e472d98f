// npm run lint: oxlint with types, warnings being errors. A guard that saw nothing is worse than none, so this also
// fails when oxlint read fewer files than there are TypeScript files under src/.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const oxlint = spawnSync(
  process.execPath,
  ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings', ...process.argv.slice(2)],
  { encoding: 'utf8' },
);
process.stdout.write(oxlint.stdout);
process.stderr.write(oxlint.stderr);

const read = Number(/ on (\d+) files? /.exec(oxlint.stdout)?.[1] ?? 0);
const expected = process.argv.length > 2 ? 1 : countTypeScript('src');
if (read < expected) console.error(`oxlint read ${read} files, but there are at least ${expected}`);
process.exitCode = oxlint.status === 0 && read >= expected ? 0 : 1;

function countTypeScript(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => /\.tsx?$/.test(String(name))).length;
}
