// How many frames of 5,000 dots one processor core is enough for.
//
// On several cores the comparison says little about the two ways: with 60 frames a second the display has all that it
// can show, so that ours, however little it costs, is held at 60 while the other way spreads over the cores. On one core
// both have the same to spend, and what each makes of it is seen. So the browser is started anew by a process that is
// kept to one core (`taskset`, of Linux). Where there is no such command, the figures are of all cores and say so.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { chromiumArguments, obtainChromium } from '../../scripts/find-chromium.mjs';
import { measureFrames } from './motion.mjs';

const self = fileURLToPath(import.meta.url);

/** The figures of frames at `address`, of a browser of their own, on one core where the machine can do that. */
export async function measureOnOneCore(address) {
  const core = coreToUse();
  return core === undefined
    ? measureHere(address, 'on ALL cores (no taskset here)')
    : measureElsewhere('taskset', ['-c', core, process.execPath, self, address]);
}

/** The first core that this process may run on, where `taskset` can keep a process there. */
function coreToUse() {
  const status = '/proc/self/status';
  const core = existsSync(status) ? /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return core !== undefined && spawnSync('taskset', ['-c', core, 'true']).status === 0 ? core : undefined;
}

async function measureHere(address, where) {
  const browser = await chromium.launch({ executablePath: obtainChromium(), args: chromiumArguments() });
  const figures = await measureFrames(browser, address, where);
  await browser.close();
  return figures;
}

/** What this file prints when the command runs it. This process stays awake meanwhile: it serves the page. */
async function measureElsewhere(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  const code = await new Promise((ended) => child.on('close', ended));
  if (code !== 0) throw new Error('The frames of one core could not be measured.');
  return JSON.parse(printed);
}

if (process.argv[1] === self) {
  console.log(JSON.stringify(await measureHere(process.argv[2], 'on one core (taskset)')));
}
