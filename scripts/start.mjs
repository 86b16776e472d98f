// npm start [-- --port N]: builds the page when it is older than its sources, then serves it and prints the address.
import { statSync, readdirSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const host = '127.0.0.1';
const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json', 'scripts/schema'];

try {
  await start(chosenPort());
} catch (error) {
  console.error(`Kubehops could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function start(port) {
  const { preview } = await loadVite();
  if (!isBuilt()) buildPage();
  // A port that was asked for is taken or refused; otherwise the next free one will do.
  const server = await preview({
    logLevel: 'error',
    preview: { host, port: port ?? 4173, strictPort: port !== undefined, open: false },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no address');
  console.log(`Kubehops is at http://${host}:${address.port}/`);
}

function chosenPort() {
  let given;
  try {
    given = parseArgs({ options: { port: { type: 'string' } } }).values.port;
  } catch (error) {
    usage(error.message);
  }
  if (given === undefined) return undefined;
  const port = Number(given);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    usage(`--port must be a number from 1 to 65535, not "${given}"`);
  return port;
}

function usage(problem) {
  console.error(`${problem}\nusage: npm start [-- --port N]`);
  process.exit(2);
}

async function loadVite() {
  try {
    return await import('vite');
  } catch {
    throw new Error('its packages are not installed. Run npm ci first.');
  }
}

function buildPage() {
  console.log('Building the page...');
  for (const script of [
    ['scripts/generate-schema.mjs'],
    ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  ]) {
    if (spawnSync(process.execPath, script, { stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0) {
      throw new Error('the build failed; its message is above.');
    }
  }
}

function isBuilt() {
  const built = modifiedAt('dist/index.html');
  return built !== undefined && sources.every((source) => newestIn(source) <= built);
}

/** The latest modification below a file or folder, in milliseconds; 0 when it does not exist. */
function newestIn(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isDirectory()) return stat?.mtimeMs ?? 0;
  const below = readdirSync(file).map((name) => newestIn(path.join(file, name)));
  return Math.max(stat.mtimeMs, ...below);
}

function modifiedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
