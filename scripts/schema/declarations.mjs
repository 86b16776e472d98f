// Reads one declaration file of kubernetes-models: its interfaces and type aliases with their doc comments, and what
// it imports. Answers are cached: a file is parsed once.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';

const cache = new Map();

/**
 * Returns `{ file, types, exportedAs, imports, docBefore }`: `types` maps a local name to its declaration node,
 * `exportedAs` an exported name to a local one, `imports` a local name to `{ from, name }`.
 */
export function readDeclarations(file) {
  const known = cache.get(file);
  if (known !== undefined) return known;
  const source = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const result = {
    file,
    types: new Map(),
    exportedAs: new Map(),
    imports: new Map(),
    docBefore: docFinder(source, comments),
  };
  for (const statement of program.body) readStatement(statement, result);
  cache.set(file, result);
  return result;
}

/** Finds the declaration that `name` means inside `module`: `{ module, node, doc }`. */
export function findType(module, name) {
  const imported = module.imports.get(name);
  const home = imported === undefined ? module : readDeclarations(resolveImport(module.file, imported.from));
  const local = home.exportedAs.get(imported?.name ?? name) ?? imported?.name ?? name;
  const found = home.types.get(local);
  if (found === undefined) throw new Error(`${home.file}: no type ${local}`);
  return { module: home, ...found };
}

function readStatement(statement, result) {
  if (statement.type === 'ImportDeclaration') {
    for (const specifier of statement.specifiers) {
      const name = specifier.imported?.name ?? specifier.local.name;
      result.imports.set(specifier.local.name, { from: statement.source.value, name });
    }
    return;
  }
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration === null) {
    for (const { local, exported } of statement.specifiers) result.exportedAs.set(exported.name, local.name);
    return;
  }
  const node = statement.declaration ?? statement;
  if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration') {
    result.types.set(node.id.name, { node, doc: result.docBefore(statement.start) });
  }
}

/** Makes a function that gives the text of the doc comment that ends just before a position. */
function docFinder(source, comments) {
  const docs = comments.filter((comment) => comment.type === 'Block');
  return (position) => {
    const doc = docs.findLast(({ end }) => end <= position && source.slice(end, position).trim() === '');
    return doc === undefined ? undefined : withoutStars(doc.value);
  };
}

function withoutStars(comment) {
  return comment
    .replace(/^\*/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();
}

function resolveImport(from, specifier) {
  const target = `${specifier.replace(/\.js$/, '')}.d.ts`;
  return specifier.startsWith('.') ? path.resolve(path.dirname(from), target) : path.resolve('node_modules', target);
}
