/** Commands as a line of text, for people at a terminal: `40s: drain node-2`. */
import { parseDuration, toSeconds } from '../../base/sim-time.ts';
import { type ApiResource, resourceOfKind, resourceOfWord } from '../../kubernetes/decode/resources.ts';
import type { Action, Command, ObjectReference } from '../session.ts';

/** What can be done, one line each; a name may end in `*`. */
export const COMMAND_FORMS: readonly string[] = [
  'apply FILE',
  'delete KIND/NAME [-n NAMESPACE]',
  'scale KIND/NAME REPLICAS [-n NAMESPACE]',
  'rollout-restart KIND/NAME [-n NAMESPACE]',
  'rollout-undo KIND/NAME [-n NAMESPACE]',
  'label KIND/NAME KEY=VALUE... KEY-... [-n NAMESPACE]',
  'cordon NODE',
  'uncordon NODE',
  'drain NODE',
  'power-off NODE',
  'power-on NODE',
  'shut-down NODE',
  'cut-network NODE',
  'restore-network NODE',
  'crash pod/NAME [-n NAMESPACE]',
  'ready pod/NAME [-n NAMESPACE]',
  'unready pod/NAME [-n NAMESPACE]',
  'load-balancer on|off',
  'firewall open|closed',
];

/** A command, or the words why the text is none. */
export type ParsedCommand =
  { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly error: string };

const NODE_VERBS = {
  cordon: 'cordon',
  uncordon: 'uncordon',
  drain: 'drain',
  'power-off': 'powerOff',
  'power-on': 'powerOn',
  'shut-down': 'shutDown',
  'cut-network': 'cutNetwork',
  'restore-network': 'restoreNetwork',
} as const;

/** What is wrong with the text. */
class CommandError extends Error {}

/** Reads `TIME: VERB ARGUMENT...`; `readFile` gives the text of a file, or undefined where there is none. */
export function parseCommand(text: string, readFile: (name: string) => string | undefined): ParsedCommand {
  try {
    const [, time, rest] = /^\s*([^\s:]+):\s*(.*?)\s*$/s.exec(text) ?? [];
    if (time === undefined || rest === undefined || rest === '') {
      throw new CommandError(`a command is a time, a colon and what to do, such as 40s: power-off node-2, not ${text}`);
    }
    const at = parseDuration(time);
    if (at === undefined) throw new CommandError(`a time is a duration such as 40s or 5m, not ${time}`);
    const [verb = '', ...words] = rest.split(/\s+/);
    return { ok: true, command: { ...parseAction(verb, words, readFile), at } };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { ok: false, error: error.message };
  }
}

/** The command as {@link parseCommand} reads it; an `apply` as one of the file named. */
export function printCommand(command: Command, fileName = 'manifest.yaml'): string {
  return `${toSeconds(command.at)}s: ${printAction(command, fileName)}`;
}

function parseAction(verb: string, words: readonly string[], readFile: (name: string) => string | undefined): Action {
  if (isNodeVerb(verb)) return { type: NODE_VERBS[verb], node: onlyWord(verb, words) };
  switch (verb) {
    case 'apply': {
      const file = onlyWord(verb, words);
      const manifests = readFile(file);
      if (manifests === undefined) throw new CommandError(`apply: there is no file ${file}`);
      return { type: 'apply', manifests };
    }
    case 'delete':
    case 'rollout-restart':
    case 'rollout-undo': {
      const { object, rest } = readTarget(verb, words);
      expectNothing(verb, rest);
      return { type: verb === 'delete' ? verb : verb === 'rollout-undo' ? 'rolloutUndo' : 'rolloutRestart', object };
    }
    case 'scale': {
      const { object, rest } = readTarget(verb, words);
      const [count = '', ...more] = rest;
      if (!/^\d{1,9}$/.test(count))
        throw new CommandError(`scale: how many replicas? A whole number is needed, not ${JSON.stringify(count)}`);
      expectNothing(verb, more);
      return { type: 'scale', object, replicas: Number(count) };
    }
    case 'label': {
      const { object, rest } = readTarget(verb, words);
      if (rest.length === 0) throw new CommandError('label: which label? KEY=VALUE sets one, KEY- takes one away');
      return { type: 'label', object, labels: Object.fromEntries(rest.map(parseLabel)) };
    }
    case 'crash':
    case 'ready':
    case 'unready': {
      const { object, rest } = readTarget(verb, words);
      expectNothing(verb, rest);
      if (object.kind !== 'Pod') throw new CommandError(`${verb} is for a pod: ${verb} pod/NAME`);
      const pod = `${object.namespace ?? 'default'}/${object.name}`;
      return verb === 'crash' ? { type: 'crash', pod } : { type: 'setReady', pod, isReady: verb === 'ready' };
    }
    case 'load-balancer': {
      const word = onlyWord(verb, words);
      if (word !== 'on' && word !== 'off') throw new CommandError(`load-balancer is on or off, not ${word}`);
      return { type: 'setLoadBalancerProvider', isOn: word === 'on' };
    }
    case 'firewall': {
      const word = onlyWord(verb, words);
      if (word !== 'open' && word !== 'closed') throw new CommandError(`firewall is open or closed, not ${word}`);
      return { type: 'setFirewall', isOpen: word === 'open' };
    }
    default:
      throw new CommandError(`there is no command ${verb}; there are: ${COMMAND_FORMS.join(', ')}`);
  }
}

function isNodeVerb(verb: string): verb is keyof typeof NODE_VERBS {
  return Object.hasOwn(NODE_VERBS, verb);
}

function formOf(verb: string): string {
  return COMMAND_FORMS.find((form) => form.startsWith(`${verb} `)) ?? verb;
}

function onlyWord(verb: string, words: readonly string[]): string {
  const [word, ...more] = words;
  if (word === undefined) throw new CommandError(`${verb}: something is missing; the form is ${formOf(verb)}`);
  expectNothing(verb, more);
  return word;
}

function expectNothing(verb: string, words: readonly string[]): void {
  const [word] = words;
  if (word !== undefined) throw new CommandError(`${verb}: ${word} is too much; the form is ${formOf(verb)}`);
}

/** `KIND/NAME`, with `-n NAMESPACE` anywhere behind it. */
function readTarget(
  verb: string,
  words: readonly string[],
): { readonly object: ObjectReference; readonly rest: readonly string[] } {
  const [target = '', ...others] = words;
  const [, word, name] = /^([^/]+)\/([^/]+)$/.exec(target) ?? [];
  if (word === undefined || name === undefined) throw new CommandError(`${verb}: of what? The form is ${formOf(verb)}`);
  const resource = resourceOfWord(word);
  if (resource === undefined) throw new CommandError(`${verb}: there is no kind ${word}`);
  const flag = others.findIndex((each) => each === '-n' || each === '--namespace');
  const namespace = flag === -1 ? 'default' : others[flag + 1];
  if (namespace === undefined) throw new CommandError(`${verb}: -n is to be followed by a namespace`);
  const rest = flag === -1 ? others : [...others.slice(0, flag), ...others.slice(flag + 2)];
  return { object: { kind: resource.kind, ...(resource.isNamespaced ? { namespace } : {}), name }, rest };
}

function parseLabel(text: string): readonly [string, string | null] {
  const [, key, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  if (/^[^=]+-$/.test(text)) return [text.slice(0, -1), null];
  throw new CommandError(`label: ${text} is no label; KEY=VALUE sets one, KEY- takes one away`);
}

function printAction(action: Action, fileName: string): string {
  switch (action.type) {
    case 'apply':
      return `apply ${fileName}`;
    case 'delete':
      return `delete ${printTarget(action.object)}`;
    case 'scale':
      return `scale ${printTarget(action.object, String(action.replicas))}`;
    case 'rolloutRestart':
      return `rollout-restart ${printTarget(action.object)}`;
    case 'rolloutUndo':
      return `rollout-undo ${printTarget(action.object)}`;
    case 'label': {
      const labels = Object.entries(action.labels).map(([key, value]) =>
        value === null ? `${key}-` : `${key}=${value}`,
      );
      return `label ${printTarget(action.object, ...labels)}`;
    }
    case 'cordon':
    case 'uncordon':
    case 'drain':
    case 'powerOff':
    case 'powerOn':
    case 'shutDown':
    case 'cutNetwork':
    case 'restoreNetwork':
      return `${nodeVerb(action.type)} ${action.node}`;
    case 'crash':
      return `crash ${printPod(action.pod)}`;
    case 'setReady':
      return `${action.isReady ? 'ready' : 'unready'} ${printPod(action.pod)}`;
    case 'setLoadBalancerProvider':
      return `load-balancer ${action.isOn ? 'on' : 'off'}`;
    case 'setFirewall':
      return `firewall ${action.isOpen ? 'open' : 'closed'}`;
  }
}

function nodeVerb(type: (typeof NODE_VERBS)[keyof typeof NODE_VERBS]): string {
  return Object.entries(NODE_VERBS).find(([, each]) => each === type)?.[0] ?? type;
}

function printPod(pod: string): string {
  const [namespace = '', name = ''] = pod.split('/');
  return printTarget({ kind: 'Pod', namespace, name });
}

function printTarget({ kind, namespace, name }: ObjectReference, ...words: readonly string[]): string {
  const resource: ApiResource | undefined = resourceOfKind(kind);
  const target = `${resource === undefined ? kind : kind.toLowerCase()}/${name}`;
  const place = namespace === undefined || namespace === 'default' ? [] : ['-n', namespace];
  return [target, ...words, ...place].join(' ');
}
