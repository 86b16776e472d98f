// Holds the built page to its budget, in gzipped JavaScript: the shell (all that index.html loads before anybody asks
// for more), what draws the cluster, the simulation worker, and the editor. Run it after a build.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'oxc-parser';

if (!existsSync('dist/index.html')) {
  console.error('There is no dist/index.html: run npm run build first.');
  process.exit(1);
}
const scripts = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => name.replaceAll(path.sep, '/'));
const shell = withImports(linkedFrom(readFileSync('dist/index.html', 'utf8')));
const worker = scripts.filter((name) => path.basename(name).startsWith('simulation.worker'));
const picture = scripts.filter((name) => path.basename(name).startsWith('Picture-'));
const lazy = scripts.filter((name) => !shell.has(name) && !/worker/i.test(path.basename(name)));
const largestLazy = lazy.toSorted((a, b) => gzipped(b) - gzipped(a)).slice(0, 1);
const editor = [...withImports(largestLazy)].filter((name) => !shell.has(name));

const rows = [
  { what: 'shell', files: [...shell], limit: 170 },
  { what: 'picture', files: [...withImports(picture)].filter((name) => !shell.has(name)), limit: 80 },
  { what: 'simulation worker', files: [...withImports(worker)], limit: 180 },
  { what: 'editor', files: editor, limit: 1000 },
];
for (const { what, files, limit } of rows) {
  const size = files.reduce((sum, name) => sum + gzipped(name), 0) / 1024;
  const fits = files.length > 0 && size <= limit;
  if (!fits) process.exitCode = 1;
  const names = files.map((name) => path.basename(name)).join(', ');
  const figure = `${size.toFixed(1)} KB of ${limit} KB`;
  console.log(`${fits ? 'ok  ' : 'OVER'} ${what.padEnd(18)} ${figure.padEnd(20)} ${names || 'not found in dist/'}`);
}

/** Module scripts and preloads of the page, as paths below dist/. */
function linkedFrom(html) {
  return [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\.?\/?([^"]+\.js)"/g)].map((match) => match[1]);
}

/** The given scripts and everything they import statically. */
function withImports(names) {
  const seen = new Set();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const { module } = parseSync(name, readFileSync(path.join('dist', name), 'utf8'));
    const imported = [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)];
    for (const { moduleRequest } of imported) {
      if (moduleRequest) waiting.push(path.posix.join(path.posix.dirname(name), moduleRequest.value));
    }
  }
  return seen;
}

function gzipped(name) {
  return gzipSync(readFileSync(path.join('dist', name)), { level: 9 }).length;
}
