/** Every guard of lint and compiler is seen to fire on a planted fault, and to let the allowed thing pass. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Room = 'base' | 'kubernetes' | 'manifest' | 'simulation' | 'diagram' | 'worker' | 'scenarios' | 'ui';
type Leave = 'values' | 'types';

const rooms: readonly Room[] = ['base', 'kubernetes', 'manifest', 'simulation', 'diagram', 'worker', 'scenarios', 'ui'];

/** The import table of the design, as it must be enforced: what is not named is forbidden. */
const mayImport: Readonly<Record<Room, Readonly<Partial<Record<Room, Leave>>>>> = {
  base: {},
  kubernetes: { base: 'values' },
  manifest: { base: 'values', kubernetes: 'values' },
  simulation: { base: 'values', kubernetes: 'values' },
  diagram: { base: 'values', kubernetes: 'values', simulation: 'types' },
  worker: { base: 'values', kubernetes: 'values', manifest: 'values', simulation: 'values' },
  scenarios: {
    base: 'types',
    kubernetes: 'types',
    manifest: 'types',
    simulation: 'types',
    diagram: 'types',
    worker: 'types',
    ui: 'types',
  },
  ui: {
    base: 'values',
    kubernetes: 'values',
    diagram: 'values',
    scenarios: 'values',
    simulation: 'types',
    manifest: 'types',
    worker: 'types',
  },
};

/** Where a package may be imported from; anywhere else it is a fault. */
const packages: readonly { readonly name: string; readonly home: string; readonly strangers: readonly string[] }[] = [
  { name: 'yaml', home: 'manifest', strangers: ['base', 'kubernetes', 'simulation', 'diagram', 'worker', 'ui/app'] },
  { name: 'ipaddr.js', home: 'kubernetes/net', strangers: ['kubernetes/proxy', 'base', 'manifest', 'simulation'] },
  { name: '@xyflow/react', home: 'ui/stage', strangers: ['diagram', 'ui/app', 'ui/editor', 'ui/store'] },
  { name: 'monaco-editor', home: 'ui/editor', strangers: ['manifest', 'ui/app', 'ui/stage', 'ui/store'] },
  { name: 'zustand', home: 'ui/store', strangers: ['simulation', 'ui/app', 'ui/stage', 'ui/editor'] },
  { name: 'react', home: 'ui/app', strangers: ['base', 'kubernetes', 'manifest', 'simulation', 'diagram', 'worker'] },
  { name: 'node:fs', home: 'ui/app', strangers: ['base', 'kubernetes', 'manifest', 'simulation', 'diagram', 'worker'] },
  { name: 'yacht', home: 'ui/app', strangers: ['manifest'] },
  { name: 'ip', home: 'ui/app', strangers: ['kubernetes/net'] },
];

/** A planted file: what is wrong with it (a lint rule), or nothing. */
interface Planted {
  readonly title: string;
  readonly file: string;
  readonly text: string;
  readonly rule?: string;
}

const importTable: readonly Planted[] = rooms.flatMap((from) =>
  rooms
    .filter((to) => to !== from)
    .flatMap((to): readonly Planted[] => {
      const leave = mayImport[from][to];
      const value = plantedImport(`${from} takes a value of ${to}`, from, `import { thing } from '../${to}/thing.ts';`);
      const type = plantedImport(
        `${from} takes a type of ${to}`,
        from,
        `import type { Thing } from '../${to}/thing.ts';`,
      );
      return [
        leave === 'values' ? value : { ...value, rule: 'no-restricted-imports' },
        leave === undefined ? { ...type, rule: 'no-restricted-imports' } : type,
      ];
    }),
);

const packageTable: readonly Planted[] = packages.flatMap(({ name, home, strangers }) => [
  plantedImport(`${home} imports ${name}`, home, `import { thing } from '${name}';`),
  ...strangers.map((stranger) => ({
    ...plantedImport(`${stranger} imports ${name}`, stranger, `import { thing } from '${name}';`),
    rule: 'no-restricted-imports',
  })),
]);

const coreRooms = ['base', 'kubernetes', 'manifest', 'simulation', 'diagram'] as const;

const coreFaults: readonly Planted[] = coreRooms.flatMap((room): readonly Planted[] => [
  planted(`${room} reads the clock`, room, 'export const now = Date.now();', 'no-restricted-globals'),
  planted(`${room} makes a date`, room, 'export const now = new Date(0);', 'no-restricted-globals'),
  planted(`${room} reads the clock by a detour`, room, 'export const d = globalThis.Date;', 'no-restricted-properties'),
  planted(`${room} takes a chance`, room, 'export const chance = Math.random();', 'no-restricted-properties'),
  planted(`${room} orders by locale`, room, "export const o = 'a'.localeCompare('b');", 'no-restricted-properties'),
  planted(`${room} formats by locale`, room, 'export const c = new Intl.Collator();', 'no-restricted-globals'),
  planted(`${room} has an async function`, room, 'export async function f() { return 1; }', 'no-async-await'),
  planted(`${room} awaits`, room, 'export const f = async () => { await null; };', 'no-async-await'),
  planted(`${room} makes a promise`, room, 'export const p = Promise.resolve(1);', 'no-restricted-globals'),
  planted(`${room} imports late`, room, "export const p = import('../ui/thing.ts');", 'no-restricted-imports'),
  planted(`${room} passes on another room`, room, "export { thing } from '../ui/thing.ts';", 'no-restricted-imports'),
  planted(`${room} uses test helpers`, room, "export { t } from '../testing/thing.ts';", 'no-restricted-imports'),
]);

const union = "type Kind = 'a' | 'b';\n";
const houseRules: readonly Planted[] = [
  planted('any', 'ui', 'export function f(x: any): void { void x; }', 'no-explicit-any'),
  planted('a non-null assertion', 'ui', 'export const f = (x?: string) => x!.length;', 'no-non-null-assertion'),
  planted('a default export', 'ui', 'export default 1;', 'no-default-export'),
  planted('a namespace', 'ui', 'namespace N { export const a = 1; }\nexport const b = N.a;', 'no-namespace'),
  planted(
    'a promise nobody waits for',
    'ui',
    'export const f = () => { Promise.resolve(1); };',
    'no-floating-promises',
  ),
  planted(
    'a switch that forgets a case',
    'simulation',
    `${union}export function f(kind: Kind): number { switch (kind) { case 'a': return 1; } return 2; }`,
    'switch-exhaustiveness-check',
  ),
  planted(
    'a switch with every case',
    'simulation',
    `${union}export function f(kind: Kind): number { switch (kind) { case 'a': return 1; case 'b': return 2; } }`,
  ),
  planted(
    'a hook in a condition',
    'ui',
    "import { useState } from 'react';\nexport function Box(on: boolean) { if (on) useState(1); return undefined; }",
    'rules-of-hooks',
  ),
  {
    title: 'an import cycle',
    file: 'src/base/ring-a.ts',
    text: "export { b as a } from './ring-b.ts';",
    rule: 'no-cycle',
  },
  {
    title: 'its other half',
    file: 'src/base/ring-b.ts',
    text: "import { a } from './ring-a.ts';\nexport const b = 1;\nexport const c = a;",
    rule: 'no-cycle',
  },
];

const everything = [...importTable, ...packageTable, ...coreFaults, ...houseRules];
const compilerFaults = [
  'document.title',
  'setTimeout(() => 1, 1)',
  "console.log('x')",
  'performance.now()',
  'fetch("x")',
];

const root = path.resolve(import.meta.dirname, '..');
const tree = mkdtempSync(path.join(tmpdir(), 'kubehops-guards-'));
const rulesByFile = new Map<string, Set<string>>();

beforeAll(() => {
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'junction'); // for the types of packages
  copy('.oxlintrc.json', 'tsconfig.json', 'tsconfig.tools.json');
  copy(...['base', 'core', 'worker', 'ui', 'test'].map((name) => `src/tsconfig.${name}.json`));
  for (const room of [...rooms, 'testing']) {
    write(`src/${room}/thing.ts`, 'export interface Thing { readonly a: 1 }\nexport const thing: Thing = { a: 1 };\n');
  }
  for (const { file, text } of everything) write(file, text);
  const oxlint = runTool('node_modules/oxlint/bin/oxlint', ['--type-aware', '-f', 'json']);
  // The tool's own report; only these two fields of it are read.
  const report = JSON.parse(oxlint.stdout) as { diagnostics: readonly { code: string; filename: string }[] };
  for (const { code, filename } of report.diagnostics) {
    const rule = /\((.+)\)/.exec(code)?.[1] ?? code;
    const file = filename.replaceAll('\\', '/');
    rulesByFile.set(file, (rulesByFile.get(file) ?? new Set()).add(rule));
  }
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe.each([
  ['the import table', importTable],
  ['packages', packageTable],
  ['determinism of the core', coreFaults],
  ['house rules', houseRules],
])('%s', (_name, cases) => {
  it.each(cases.map((plant) => [`${plant.rule === undefined ? 'allows' : 'refuses'}: ${plant.title}`, plant] as const))(
    '%s',
    (_title, { file, rule }) => {
      const found = [...(rulesByFile.get(file) ?? [])];
      const expected = rule === undefined ? [] : [rule];
      expect(rule === undefined ? found : found.filter((name) => name === rule)).toEqual(expected);
    },
  );
});

describe('the guards themselves', () => {
  it('plants each case in a file of its own', () => {
    expect(new Set(everything.map(({ file }) => file)).size).toBe(everything.length);
  });

  it('names every room of the design, each with its row', () => {
    expect(Object.keys(mayImport)).toEqual(rooms);
  });

  it('fails the lint step when no file was read', () => {
    const lint = spawnSync(process.execPath, ['scripts/lint.mjs', 'scripts/no-such-folder'], { cwd: root });
    expect(lint.status).not.toBe(0);
  });
});

describe('the compiler', () => {
  it.each(compilerFaults)('refuses in the core: %s', (expression) => {
    const folder = `compile-${compilerFaults.indexOf(expression)}`;
    for (const file of ['src/tsconfig.base.json', 'src/tsconfig.core.json']) {
      mkdirSync(path.join(tree, folder, 'src'), { recursive: true });
      copyFileSync(path.join(root, file), path.join(tree, folder, file));
    }
    write(`${folder}/src/base/fault.ts`, `export const fault: unknown = ${expression};\n`);
    const tsc = runTool('node_modules/typescript/bin/tsc', ['-p', `${folder}/src/tsconfig.core.json`]);
    expect(tsc.stdout).toMatch(/fault\.ts.*error TS(2304|2584|2552|2591)/s);
  });
});

function planted(title: string, room: Room, text: string, rule?: string): Planted {
  const file = `src/${room}/${title.replaceAll(/\W+/g, '-')}.ts`;
  return rule === undefined ? { title, file, text } : { title, file, text, rule };
}

function plantedImport(title: string, folder: string, statement: string): Planted {
  const up = '../'.repeat(folder.split('/').length - 1);
  const use = statement.startsWith('import type') ? 'export type Use = Thing;' : 'export const use = thing;';
  return {
    title,
    file: `src/${folder}/${title.replaceAll(/\W+/g, '-')}.ts`,
    text: `${statement.replace("'../", `'${up}../`)}\n${use}\n`,
  };
}

function copy(...files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    copyFileSync(path.join(root, file), path.join(tree, file));
  }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), text);
}

function runTool(tool: string, args: readonly string[]): { readonly stdout: string } {
  const { stdout } = spawnSync(process.execPath, [path.join(root, tool), ...args], { cwd: tree, encoding: 'utf8' });
  return { stdout };
}
