// Finds a Chromium to test with, or gets one: an installed one, else Playwright's download, else Debian's package.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** What to tell somebody whose machine has no browser and gets none by itself. */
export const howToInstall = [
  'No Chromium was found and none could be installed. Do one of these, then run npm test again:',
  '  Debian, Ubuntu:   sudo apt-get install chromium',
  '  Fedora:           sudo dnf install chromium',
  '  elsewhere:        npx playwright install chromium   (or install Google Chrome)',
  '  or point at one:  KUBEHOPS_CHROMIUM=/path/to/chrome npm test',
].join('\n');

const commandNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Looks only at this machine. Returns the executable's path, or undefined. Throws when KUBEHOPS_CHROMIUM is wrong. */
export function findChromium() {
  const override = process.env.KUBEHOPS_CHROMIUM;
  if (override !== undefined && override !== '') {
    if (isExecutable(override)) return override;
    throw new Error(`KUBEHOPS_CHROMIUM is "${override}", but no executable file is there.`);
  }
  return [chromium.executablePath(), ...systemPaths()].find((file) => isExecutable(file) && starts(file));
}

/** As findChromium, but tries to install one when there is none. KUBEHOPS_NO_INSTALL=1 forbids that. */
export function obtainChromium() {
  const found = findChromium();
  if (found !== undefined || process.env.KUBEHOPS_NO_INSTALL === '1') return found;
  console.log('No Chromium here; trying the download of Playwright...');
  const withLibraries = isRootOnDebian() ? ['--with-deps'] : [];
  run(process.execPath, [
    'node_modules/@playwright/test/cli.js',
    'install',
    ...withLibraries,
    '--no-shell',
    'chromium',
  ]);
  const downloaded = findChromium();
  if (downloaded !== undefined || !isRootOnDebian()) return downloaded;
  console.log('No download; trying apt-get install chromium...');
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  return findChromium();
}

/** Switches for a quiet, offline browser; the sandbox needs a user that is not root. */
export function chromiumArguments() {
  const unsandboxed = process.platform === 'linux' && (process.getuid?.() === 0 || process.env.CI !== undefined);
  return [
    ...(unsandboxed ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
  ];
}

function systemPaths() {
  const { env } = process;
  const onPath = (env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => commandNames.map((n) => path.join(folder, n)));
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge']
      .map((n) => `/Applications/${n}.app/Contents/MacOS/${n}`)
      .concat(onPath);
  }
  if (process.platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((f) => [
        path.join(f, 'Google/Chrome/Application/chrome.exe'),
        path.join(f, 'Microsoft/Edge/Application/msedge.exe'),
      ]);
  }
  return [...commandNames.map((n) => `/usr/bin/${n}`), '/snap/bin/chromium', '/usr/bin/microsoft-edge', ...onPath];
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** A file may be a stub that only says where to get the browser, or may lack its libraries. */
function starts(file) {
  if (process.platform === 'win32') return true; // Chrome on Windows opens a window when asked for its version
  return spawnSync(file, ['--version'], { timeout: 30_000, stdio: 'ignore' }).status === 0;
}

function isRootOnDebian() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { stdio: 'inherit', timeout: 300_000, env });
}
