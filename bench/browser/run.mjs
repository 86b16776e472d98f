// npm run bench:browser: what it costs in a browser. Ratios come from one run, measured in turn; each figure is a median.
// Build the page first (npm run build): its own figures are taken from dist/.
import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { chromiumArguments, obtainChromium } from '../../scripts/find-chromium.mjs';
import { measureMotion } from './motion.mjs';
import { measureOnOneCore } from './one-core.mjs';
import { measurePage } from './page.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, '../../dist');
const motionDist = path.join(here, '../../node_modules/.cache/kubehops-bench');
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

if (!existsSync(path.join(dist, 'index.html'))) throw new Error('There is no dist/: run npm run build first.');
await build({
  root: here,
  base: './',
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: motionDist, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 2000 },
});

/** Serves a folder on a free port. */
async function serve(folder) {
  const server = createServer((request, response) => {
    const wanted = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = path.join(folder, wanted.endsWith('/') ? `${wanted}index.html` : wanted);
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

const browser = await chromium.launch({ executablePath: obtainChromium(), args: chromiumArguments() });
const [motion, page] = await Promise.all([serve(motionDist), serve(dist)]);
const figures = [
  ...(await measureMotion(browser, motion.address)),
  ...(await measureOnOneCore(motion.address)),
  ...(await measurePage(browser, page.address)),
];
await browser.close();
motion.close();
page.close();
for (const { name, value, unit, bound } of figures) {
  const text = `${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}`;
  console.log(`${name.padEnd(64)} ${text.padStart(14)}${bound === undefined ? '' : `  (${bound})`}`);
}
