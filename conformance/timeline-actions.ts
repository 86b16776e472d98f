/**
 * What was done to the recorded cluster, as commands of ours. An Action's text is read part by part (`A and B` are two):
 * `kubectl ...` is a command line, anything else says what happens to a node's machine. Text that only describes a
 * command (`kubectl apply of image 9.9 ...`) stands for the recorded argv that is next in line.
 */
import type { Action, ObjectReference } from '../src/simulation/session.ts';
import type { RecordedRun } from './timeline-form.ts';

/** One thing to do, in the recording's names: an action of a session, or a command line that has no action. */
export type Step =
  | { readonly type: 'action'; readonly action: Action }
  /** Every object of the kind with these labels (all when there are none). */
  | { readonly type: 'deleteSelected'; readonly kind: string; readonly labels: Readonly<Record<string, string>> }
  /** `kubectl taint`: `effect` alone or `key=value:effect` is added; a part that ends with `-` is removed. */
  | { readonly type: 'taint'; readonly node: string; readonly parts: readonly string[] }
  | { readonly type: 'kubectl'; readonly argv: readonly string[] }
  /** Nothing of ours stands for it. */
  | { readonly type: 'unknown'; readonly text: string };

/** The steps of each Action row, with its time. */
export function stepsOf(run: RecordedRun): readonly { readonly t: number; readonly steps: readonly Step[] }[] {
  const rest = (run.commands ?? []).map(({ argv }) => argv).filter(isWriting);
  return run.events.flatMap(({ t, kind, text }) =>
    kind !== 'Action' || text === undefined
      ? []
      : [{ t, steps: partsOf(text).flatMap((part) => stepsOfPart(part, rest, run)) }],
  );
}

/** `A and B`, where B is a command or a sentence about a node. */
function partsOf(text: string): readonly string[] {
  return text.split(/,? (?:and then|and|then) (?=kubectl |the node|node)|; */).map((part) => part.trim());
}

function stepsOfPart(part: string, rest: (readonly string[])[], run: RecordedRun): readonly Step[] {
  const line = /^kubectl (.*)$/s.exec(part)?.[1];
  if (line === undefined) return machineSteps(part);
  const said = splitWords(line);
  const index = rest.findIndex((argv) => argv.join(' ') === line || argv.join(' ') === said.join(' '));
  const found = index >= 0 ? index : rest.findIndex(([verb]) => verb === said[0]);
  const argv = found >= 0 ? rest.splice(found, 1)[0] : said;
  return argv === undefined ? [] : stepsOfCommand(argv, run);
}

/** Words as a shell would take them. */
function splitWords(line: string): readonly string[] {
  return [...line.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_quoted, single?: string, double?: string) => single ?? double ?? ''),
  );
}

/**
 * A sentence about a node's machine. A machine that is only silent (`stops renewing its lease`) runs on behind a cut
 * cable; one that is `switched off` does not. Back again is asked first: `comes back after it was switched off`.
 */
function machineSteps(text: string): readonly Step[] {
  const node = /\b(node-[\w-]+|[\w-]*(?:node|worker|control-plane)[\w-]*)\b/.exec(text)?.[1];
  if (node === undefined) return [{ type: 'unknown', text }];
  const isNetwork = /\b(network|cable|partition\w*|unplugged|cut off|isolated)\b/.test(text);
  if (IS_BACK.test(text)) {
    const restored = action({ type: 'restoreNetwork', node });
    return isNetwork ? [restored] : [action({ type: 'powerOn', node }), restored];
  }
  if (isNetwork || IS_SILENT.test(text)) return [action({ type: 'cutNetwork', node })];
  if (IS_GRACEFUL.test(text)) return [action({ type: 'shutDown', node })];
  return [IS_OFF.test(text) ? action({ type: 'powerOff', node }) : { type: 'unknown', text }];
}

const IS_BACK =
  /\b(resumes?|comes? back|is back|returns?|recovers?|restored?|reconnect\w*|boots?|starts? again|(switched|powered|turned) on)\b/;
const IS_SILENT = /\b(silent|stops? (renewing|posting|sending|reporting|answering)|unreachable)\b/;
const IS_GRACEFUL = /\bshut(s|ting)? ?down\b.*\bgraceful|\bgraceful\w*\b.*\bshut/;
const IS_OFF = /\b(stops?|off|dies|dead|crash\w*|fails?|loses|lost|killed|shut)\b/;

/** The verbs that change something; `rollout` does with some of its words. */
const WRITING: ReadonlySet<string> = new Set(
  `annotate apply autoscale cordon create delete drain edit expose label patch replace run scale set taint uncordon`.split(
    ' ',
  ),
);

function isWriting([verb = '', second = '']: readonly string[]): boolean {
  return WRITING.has(verb) || (verb === 'rollout' && second !== 'status' && second !== 'history');
}

interface Line {
  readonly words: readonly string[];
  readonly flags: ReadonlyMap<string, string>;
}

/** Flags that take a value also when it is the next word. */
const WITH_VALUE: ReadonlyMap<string, string> = new Map(
  `namespace:n replicas: selector:l patch:p type: filename:f output:o timeout: grace-period: to-revision: image: current-replicas: containers:c limits: requests:`
    .split(' ')
    .flatMap((entry) => {
      const [name = '', short = ''] = entry.split(':');
      return short === '' ? [[name, name] as const] : [[name, name] as const, [short, name] as const];
    }),
);

function readLine(argv: readonly string[]): Line {
  const words: string[] = [];
  const flags = new Map<string, string>();
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    const [, flag, value] = /^--?([a-zA-Z][\w-]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (flag === undefined) words.push(word);
    else if (value !== undefined) flags.set(WITH_VALUE.get(flag) ?? flag, value);
    else if (WITH_VALUE.has(flag)) flags.set(WITH_VALUE.get(flag) ?? flag, argv[++index] ?? '');
    else flags.set(flag, 'true');
  }
  return { words, flags };
}

/** The kind that kubectl means by a word. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(deploy|deployments?)$/, 'Deployment'],
  [/^(rs|replicasets?)$/, 'ReplicaSet'],
  [/^(sts|statefulsets?)$/, 'StatefulSet'],
  [/^(po|pods?)$/, 'Pod'],
  [/^(no|nodes?)$/, 'Node'],
  [/^(svc|services?)$/, 'Service'],
  [/^(ns|namespaces?)$/, 'Namespace'],
  [/^endpointslices?$/, 'EndpointSlice'],
];

function kindOf(word: string): string | undefined {
  const [bare = ''] = word.toLowerCase().split('.');
  return KINDS.find(([pattern]) => pattern.test(bare))?.[1];
}

/** `TYPE NAME...` and `TYPE/NAME...`: what is named, and the words that follow it. */
function namedIn(line: Line, skip: number): { objects: readonly ObjectReference[]; kind?: string; others: string[] } {
  const objects: ObjectReference[] = [];
  const others: string[] = [];
  let kind: string | undefined;
  for (const word of line.words.slice(skip)) {
    const [type = '', name] = word.split('/');
    const slashed = name === undefined || word.includes('=') ? undefined : kindOf(type);
    if (slashed !== undefined && name !== undefined) objects.push(reference(line, slashed, name));
    else if (kind === undefined && objects.length === 0) kind = kindOf(word);
    else if (kind !== undefined && !/[=:]|-$/.test(word)) objects.push(reference(line, kind, word));
    else others.push(word);
  }
  return kind === undefined ? { objects, others } : { objects, kind, others };
}

function reference(line: Line, kind: string, name: string): ObjectReference {
  if (kind === 'Node' || kind === 'Namespace') return { kind, name };
  return { kind, namespace: line.flags.get('namespace') ?? 'default', name };
}

function action(done: Action): Step {
  return { type: 'action', action: done };
}

function stepsOfCommand(argv: readonly string[], run: RecordedRun): readonly Step[] {
  const line = readLine(argv);
  const [verb = '', second = ''] = line.words;
  const { objects, kind, others } = namedIn(line, verb === 'rollout' || verb === 'set' ? 2 : 1);
  switch (verb) {
    case 'apply':
    case 'create':
    case 'replace':
      return [action({ type: 'apply', manifests: withOwnAnnotations(run.manifest) })];
    case 'scale':
      return objects.map((object) =>
        action({ type: 'scale', object, replicas: Number(line.flags.get('replicas') ?? Number.NaN) }),
      );
    case 'delete': {
      const isAtOnce = line.flags.has('force') || line.flags.get('grace-period') === '0';
      // Deleting straight from the API server asks nobody for grace.
      if (isAtOnce) return objects.map(({ kind: type, name }) => ({ type: 'kubectl', argv: ['delete', type, name] }));
      if (objects.length > 0 || kind === undefined) return objects.map((object) => action({ type: 'delete', object }));
      const pairs = (line.flags.get('selector') ?? '').split(',').filter((pair) => pair !== '');
      const labels = Object.fromEntries(pairs.map((pair) => pair.split(/==?/, 2)));
      return [{ type: 'deleteSelected', kind, labels: labels as Readonly<Record<string, string>> }]; // texts only
    }
    case 'label': {
      const labels = Object.fromEntries(
        others.map((pair) => (pair.endsWith('-') ? [pair.slice(0, -1), null] : pair.split('=', 2))),
      );
      return objects.map((object) =>
        action({ type: 'label', object, labels: labels as Readonly<Record<string, string | null>> }),
      ); // `key=value` or `key-`, as kubectl takes them
    }
    case 'cordon':
    case 'uncordon':
    case 'drain':
      return line.words
        .slice(1)
        .map((node) => node.split('/').at(-1) ?? node)
        .map((node) => action({ type: verb, node }));
    case 'rollout':
      return objects.map((object): Step => {
        if (second === 'undo') return action({ type: 'rolloutUndo', object });
        if (second === 'restart') return action({ type: 'rolloutRestart', object });
        const paused = second === 'pause' ? true : second === 'resume' ? false : undefined;
        return paused === undefined ? { type: 'unknown', text: argv.join(' ') } : patch(object, { spec: { paused } });
      });
    case 'set':
      return objects.map((object) => {
        const containers = changedContainers(second, others, line, run);
        if (containers === undefined) return { type: 'kubectl', argv };
        const spec = { containers };
        return patch(object, { spec: object.kind === 'Pod' ? spec : { template: { spec } } });
      });
    case 'taint':
      return objects.map((object) => ({ type: 'taint', node: object.name, parts: others }));
    default:
      return [{ type: 'kubectl', argv }];
  }
}

/** What `kubectl set image|env|resources` changes of which container; undefined for what it may set besides. */
function changedContainers(
  what: string,
  pairs: readonly string[],
  { flags }: Line,
  { manifest }: RecordedRun,
): readonly unknown[] | undefined {
  const only = flags.get('containers') ?? /containers:\s+- +name: *(\S+)/.exec(manifest)?.[1];
  const quantities = (flag: string): Readonly<Record<string, string>> =>
    Object.fromEntries((flags.get(flag) ?? '').split(',').flatMap((pair) => entryOf(pair)));
  switch (what) {
    case 'image':
      return pairs.flatMap((pair) => entryOf(pair)).map(([name, image]) => ({ name, image }));
    case 'env':
      return [{ name: only, env: pairs.flatMap((pair) => entryOf(pair)).map(([name, value]) => ({ name, value })) }];
    case 'resources':
      return [{ name: only, resources: { limits: quantities('limits'), requests: quantities('requests') } }];
    default:
      return undefined;
  }
}

/** `key=value` as an entry; none where there is no `=`. */
function entryOf(pair: string): readonly (readonly [string, string])[] {
  const at = pair.indexOf('=');
  return at < 0 ? [] : [[pair.slice(0, at), pair.slice(at + 1)]];
}

function patch(object: ObjectReference, content: unknown): Step {
  const place = object.namespace === undefined ? [] : ['-n', object.namespace];
  const argv = ['patch', object.kind.toLowerCase(), object.name, ...place, '-p', JSON.stringify(content)];
  return { type: 'kubectl', argv };
}

/** The recording's fake kubelet was told by an annotation which containers never start; ours has its own. */
export function withOwnAnnotations(manifest: string): string {
  return manifest.replaceAll(/^( *)fake\/waiting: *(\S+)$/gm, '$&\n$1kubehops.dev/image-pull: fail');
}
