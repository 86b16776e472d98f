// node scripts/run.mjs ENTRY.ts [args...]: runs a TypeScript file as if Node could. Vite bundles it (npm packages stay
// outside the bundle), then it is imported into this very process, so its exit code, stdin and stdout are its own.
// KUBEHOPS_BUNDLE names the bundle, for an entry that runs itself again in a process that holds nothing else.
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const [given, ...rest] = process.argv.slice(2);
if (given === undefined) {
  console.error('usage: node scripts/run.mjs ENTRY.ts [args...]');
  process.exit(2);
}
const entry = path.resolve(given);
const cache = path.join(root, 'node_modules/.cache/kubehops');
mkdirSync(cache, { recursive: true });
const outDir = mkdtempSync(path.join(cache, 'run-')); // one per run: two runs at once must not share a file
process.on('exit', () => rmSync(outDir, { recursive: true, force: true }));

/** In a bundle `import.meta.url` would name the bundle; a script expects its own file. */
const ownUrl = {
  name: 'kubehops:own-url',
  transform(code, id) {
    if (!code.includes('import.meta.url') || id.includes('node_modules')) return undefined;
    return code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
  },
};

try {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    plugins: [ownUrl],
    ssr: { noExternal: ['@ngrok/webernetes'] }, // its modules import each other as only a bundler understands
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: 'inline',
      rollupOptions: { output: { entryFileNames: 'entry.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
} catch (error) {
  console.error(`cannot bundle ${given}: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

process.setSourceMapsEnabled(true);
process.argv = [process.argv[0] ?? 'node', entry, ...rest];
const bundle = path.join(outDir, 'entry.mjs');
process.env.KUBEHOPS_BUNDLE = bundle;
await import(pathToFileURL(bundle).href);
