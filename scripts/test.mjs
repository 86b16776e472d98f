// npm test: everything that must hold, cheapest first. All steps run even when one fails; the last line counts them.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { howToInstall, obtainChromium } from './find-chromium.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// The recorded forms that are modelled so far, whole; `npm run conformance` scores all of them.
const scored = ['verdicts', 'endpoints', 'proxy', 'proxy-sync', 'dns', 'timeline'].map(
  (form) => `conformance/${form}.json`,
);

/** @type {{ name: string, run: string[], needs?: string, browser?: true }[]} */
const steps = [
  { name: 'schema', run: ['scripts/generate-schema.mjs'] },
  { name: 'format', run: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', run: ['scripts/lint.mjs'] },
  { name: 'types', run: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'lock file', run: ['scripts/check-lock.mjs'] },
  { name: 'dead code', run: ['node_modules/knip/bin/knip.js'] },
  { name: 'unit', run: ['node_modules/vitest/vitest.mjs', 'run'] },
  { name: 'conformance', run: ['scripts/run.mjs', 'conformance/run.ts', ...scored] },
  { name: 'build', run: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'] },
  { name: 'size', run: ['scripts/size-budget.mjs'], needs: 'build' },
  { name: 'journeys', run: ['node_modules/@playwright/test/cli.js', 'test'], needs: 'build', browser: true },
];

const results = new Map();
for (const step of steps) {
  console.log(`\n== ${step.name}`);
  const startedAt = performance.now();
  const passed = results.get(step.needs) === false ? skip(step) : runStep(step);
  results.set(step.name, passed);
  console.log(
    `== ${step.name}: ${passed ? 'passed' : 'FAILED'} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
}

const failed = [...results].filter(([, passed]) => !passed).map(([name]) => name);
console.log(failed.length === 0 ? '' : `\nfailed: ${failed.join(', ')}`);
console.log(`${results.size - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

function skip(step) {
  console.log(`not run: ${step.needs} has failed`);
  return false;
}

function runStep({ run, browser }) {
  const env = { ...process.env };
  if (browser) {
    const executable = obtainChromium();
    if (executable === undefined) {
      console.error(howToInstall);
      return false;
    }
    console.log(`browser: ${executable}`);
    env.KUBEHOPS_CHROMIUM = executable;
  }
  return spawnSync(process.execPath, run, { stdio: 'inherit', env }).status === 0;
}
