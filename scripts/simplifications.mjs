// Gathers what the sources say they simplify ("Simplified: ..." in a comment) into the list in docs/fidelity.md.
// Without arguments it only checks that the list is up to date; --write (npm run fidelity) brings it up to date.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const document = 'docs/fidelity.md';
const begin = '<!-- gathered from the sources by npm run fidelity: begin -->';
const end = '<!-- end -->';

const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll(path.sep, '/'))
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .toSorted()
  .flatMap((file) => simplificationsIn(file));

const text = readFileSync(document, 'utf8');
const [before, rest] = text.split(begin);
const after = rest?.split(end)[1];
if (before === undefined || after === undefined) throw new Error(`${document} has lost its markers`);
const draft = `${before}${begin}\n\n${sections()}\n\n${end}${after}`;
const wanted = await format(draft, { ...(await resolveConfig(document)), filepath: document });

if (process.argv.includes('--write')) {
  writeFileSync(document, wanted);
} else if (wanted !== text) {
  console.error(`The list of simplifications in ${document} is out of date. Run: npm run fidelity`);
  process.exitCode = 1;
}
console.log(`${found.length} simplifications`);

/** One list for each room, in the order of the file names. */
function sections() {
  const rooms = [...new Set(found.map(({ file }) => file.split('/')[0]))];
  return rooms
    .map(
      (room) =>
        `### ${room}/\n\n${found
          .filter(({ file }) => file.startsWith(`${room}/`))
          .map(bullet)
          .join('\n')}`,
    )
    .join('\n\n');
}

function bullet({ file, name, what }) {
  const sentence = what.charAt(0).toUpperCase() + what.slice(1);
  return `- [${file.slice(file.indexOf('/') + 1)}](../src/${file})${name === undefined ? '' : `, \`${name}\``}: ${sentence}`;
}

function simplificationsIn(file) {
  const lines = readFileSync(path.join('src', file), 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const start = line.indexOf('Simplified:');
    if (start < 0 || !/^\s*(\/\*|\*|\/\/)|\/\//.test(line)) return [];
    const comment = [line.slice(start + 'Simplified:'.length)];
    let next = index + 1;
    // The comment goes on until it is closed, or until a line that is no comment.
    while (!comment.at(-1).includes('*/') && /^\s*(\*|\/\/)/.test(lines[next] ?? '')) comment.push(lines[next++]);
    return [
      {
        file,
        what: firstSentence(comment),
        name: declaredIn(lines.slice(next)[0]) ?? enclosing(lines.slice(0, index)),
      },
    ];
  });
}

function firstSentence(comment) {
  const words = comment
    .map((line) =>
      line
        .replace(/\*\/.*$/, '')
        .replace(/^\s*(\*|\/\/)/, '')
        .trim(),
    )
    .join(' ')
    .trim();
  const sentence = /^(.*?\.)(?:\s|$)/.exec(words)?.[1] ?? words;
  return sentence.replace(/^\[[A-Z]+-\d+\]\s*/, '');
}

function declaredIn(line = '') {
  const word = String.raw`(?:export |private |readonly |static |abstract )*`;
  return (
    new RegExp(String.raw`^\s*${word}(?:function|const|class|interface|type) (\w+)`).exec(line)?.[1] ??
    new RegExp(String.raw`^  (?:private |readonly |static )*(\w+)\??[(:]`).exec(line)?.[1]
  );
}

function enclosing(lines) {
  return lines
    .map((line) => /^(?:export )?(?:function|const|class|interface) (\w+)/.exec(line)?.[1])
    .findLast((name) => name !== undefined);
}
