/** Commands that change what manifests have made: delete, create, expose, patch, label, annotate, set, scale, get. */
import type { JsonObject } from '../../../base/json.ts';
import { readMap, readObject, readText } from '../../../kubernetes/decode/read.ts';
import {
  type ApiResource,
  findResource,
  keyFor,
  qualifiedPlural,
  resourceOfWord,
} from '../../../kubernetes/decode/resources.ts';
import type { ManifestDocument } from '../../../kubernetes/api/document.ts';
import { isJsonObject } from '../../../base/json.ts';
import type { ApiServer } from '../api-server.ts';
import { applyDocuments, resourceWord } from '../apply-documents.ts';
import type { CommandError } from '../print-errors.ts';
import { notFound } from '../status.ts';
import { createService, expose } from './make-service.ts';
import { applyPatchCommand } from './patch-command.ts';
import {
  type Arguments,
  type CommandResult,
  failed,
  finish,
  type Found,
  parseArguments,
  type WriteRequest,
} from './request.ts';

/** What a command may read besides the cluster: the file that `-f` names. */
export interface CommandInput {
  readonly documents: readonly ManifestDocument[];
  readonly fileName: string;
}

/** Runs `kubectl ARGV...`; undefined when the command is not known here. */
export function runKubectl(server: ApiServer, argv: readonly string[], input: CommandInput): CommandResult | undefined {
  const given = parseArguments(argv.slice(1));
  const namespace = given.flags.get('namespace') ?? 'default';
  const [command = ''] = argv;
  switch (command) {
    case 'apply': {
      const enforced = given.flags.get('namespace');
      const { output } = applyDocuments(server, input.documents, input.fileName, namespace, enforced);
      return { output, requests: [] };
    }
    case 'delete':
      return given.flags.has('filename') ? deleteFile(server, input, namespace) : deleteNamed(server, given, namespace);
    case 'create':
      if (given.words[0] === 'service') return createService(server, given, namespace);
      return given.flags.has('filename') ? createFile(server, input, namespace) : undefined;
    case 'expose':
      return withObject(server, given, namespace, (object, resource) =>
        expose(server, given, namespace, object, resource),
      );
    case 'patch':
      return withObject(server, given, namespace, (object, resource, key) =>
        applyPatchCommand(server, given, resource, key, object),
      );
    case 'label':
    case 'annotate':
      return changeMap(server, command, given, namespace);
    case 'set':
      return given.words[0] === 'selector' ? setSelector(server, given, namespace) : undefined;
    case 'scale':
      return scale(server, given, namespace);
    case 'get':
      return get(server, given, namespace);
    default:
      return undefined;
  }
}

/** Resolves `TYPE NAME` or `TYPE/NAME` after so many words. */
function find(
  server: ApiServer,
  given: Arguments,
  namespace: string,
  skip: number,
): Found & { readonly resource?: ApiResource } {
  const [first = '', second = ''] = given.words.slice(skip);
  const [word = '', name = second] = first.includes('/') ? first.split('/') : [first];
  const resource = resourceOfWord(word);
  if (resource === undefined) {
    return { type: 'missing', result: failed(`the server doesn't have a resource type "${word}"`) };
  }
  const key = keyFor(resource, namespace, name);
  const object = server.read(resource, key);
  if (object !== undefined) return { type: 'found', object, key, resource };
  const status = notFound(qualifiedPlural(resource), name);
  return { type: 'missing', result: finish('', [{ type: 'status', status, message: status.message }]) };
}

function withObject(
  server: ApiServer,
  given: Arguments,
  namespace: string,
  act: (object: JsonObject, resource: ApiResource, key: string) => CommandResult,
  skip = 0,
): CommandResult {
  const found = find(server, given, namespace, skip);
  if (found.type === 'missing') return found.result;
  return found.resource === undefined ? failed('no resource') : act(found.object, found.resource, found.key);
}

function deleteOne(
  server: ApiServer,
  resource: ApiResource,
  namespace: string,
  name: string,
  prefix: string,
): { readonly line: string; readonly error: CommandError | undefined; readonly request: WriteRequest } {
  const key = keyFor(resource, namespace, name);
  const request = { resource, name, key };
  if (server.deleteObject(resource.kind, key)) {
    const place = resource.isNamespaced ? ` from ${namespace} namespace` : '';
    const line = `${resourceWord(resource)} "${name}" deleted${place}\n`;
    return { line, error: undefined, request: { ...request, verdict: 'deleted' } };
  }
  const status = notFound(qualifiedPlural(resource), name);
  const error: CommandError = { type: 'status', status, message: prefix + status.message };
  return { line: '', error, request: { ...request, verdict: 'rejected', status } };
}

function deleteNamed(server: ApiServer, given: Arguments, namespace: string): CommandResult {
  const [word = '', ...names] = given.words;
  const [plain = '', named] = word.split('/');
  const resource = resourceOfWord(plain);
  if (resource === undefined) return failed(`the server doesn't have a resource type "${plain}"`);
  const all = (named === undefined ? names : [named]).map((name) => deleteOne(server, resource, namespace, name, ''));
  return collect(all);
}

function collect(all: readonly ReturnType<typeof deleteOne>[]): CommandResult {
  return finish(
    all.map(({ line }) => line).join(''),
    all.flatMap(({ error }) => error ?? []),
    all.map(({ request }) => request),
  );
}

/** The objects of a file, as far as they can be read. */
function objectsIn(input: CommandInput): readonly { readonly resource: ApiResource; readonly body: JsonObject }[] {
  return input.documents.flatMap(({ value }) => {
    if (!isJsonObject(value)) return [];
    const resource = findResource(readText(value, 'apiVersion'), readText(value, 'kind'));
    return resource === undefined ? [] : [{ resource, body: value }];
  });
}

function deleteFile(server: ApiServer, input: CommandInput, namespace: string): CommandResult {
  const prefix = `error when deleting ${JSON.stringify(input.fileName)}: `;
  return collect(
    objectsIn(input).map(({ resource, body }) => {
      const metadata = readObject(body, 'metadata');
      return deleteOne(
        server,
        resource,
        readText(metadata, 'namespace') || namespace,
        readText(metadata, 'name'),
        prefix,
      );
    }),
  );
}

function createFile(server: ApiServer, input: CommandInput, namespace: string): CommandResult {
  const lines: string[] = [];
  const errors: CommandError[] = [];
  const requests: WriteRequest[] = [];
  const warnings: string[] = [];
  for (const { resource, body } of objectsIn(input)) {
    const metadata = readObject(body, 'metadata');
    const place = readText(metadata, 'namespace') || namespace;
    const response = server.create(resource, body, place);
    warnings.push(...response.warnings);
    const made = response.type === 'ok' ? readObject(response.object, 'metadata') : metadata;
    const name = readText(made, 'name');
    const request = { resource, name, key: keyFor(resource, place, name) };
    if (response.type === 'ok') {
      lines.push(`${resourceWord(resource)}/${name} created\n`);
      requests.push({ ...request, verdict: 'created' });
    } else {
      const message = `error when creating ${JSON.stringify(input.fileName)}: ${response.status.message}`;
      errors.push({ type: 'status', status: response.status, message });
      requests.push({ ...request, verdict: 'rejected', status: response.status });
    }
  }
  return finish(lines.join(''), errors, requests, warnings);
}

/** Sends a patch and prints a line; the server's refusal is printed as it is. */
export function sendPatch(
  server: ApiServer,
  resource: ApiResource,
  key: string,
  patch: JsonObject,
  done: string,
  lenient = true,
): CommandResult {
  const name = key.slice(key.indexOf('/') + 1);
  const response = server.patch(resource, key, patch, lenient);
  const request = { resource, name, key };
  if (response.type === 'refused') {
    const { status } = response;
    const error: CommandError = { type: 'status', status, message: status.message };
    return finish('', [error], [{ ...request, verdict: 'rejected', status }], response.warnings);
  }
  const line = `${resourceWord(resource)}/${name} ${done}\n`;
  return finish(line, [], [{ ...request, verdict: 'configured' }], response.warnings);
}

function changeMap(server: ApiServer, verb: 'label' | 'annotate', given: Arguments, namespace: string): CommandResult {
  const skip = (given.words[0] ?? '').includes('/') ? 1 : 2;
  const changes = given.words.slice(skip);
  const field = verb === 'label' ? 'labels' : 'annotations';
  return withObject(server, given, namespace, (object, resource, key) => {
    const known = readMap(readObject(object, 'metadata'), field);
    const patch: Record<string, string | null> = {};
    for (const change of changes) {
      const [, name = '', value] = /^([^=]+?)(?:=([\s\S]*)|-)$/.exec(change) ?? [];
      const old = known[name];
      if (value !== undefined && old !== undefined && old !== value && !given.flags.has('overwrite')) {
        return failed(`'${name}' already has a value (${old}), and --overwrite is false`);
      }
      patch[name] = value ?? null;
    }
    const isRemovalOnly = Object.values(patch).every((value) => value === null);
    const word = verb === 'label' ? (isRemovalOnly ? 'unlabeled' : 'labeled') : 'annotated';
    return sendPatch(server, resource, key, { metadata: { [field]: patch } }, word);
  });
}

function setSelector(server: ApiServer, given: Arguments, namespace: string): CommandResult {
  const words = given.words.slice(1);
  const text = words.at(-1) ?? '';
  const selector: Record<string, string> = {};
  for (const pair of text.split(',')) {
    const [, name = '', value = '', rest] = /^\s*([^=\s]+)\s*==?\s*(\S*)\s*(\S+)?/.exec(pair) ?? [];
    if (rest !== undefined) {
      const problem = `found '${rest}', expected: ',' or 'end of string'`;
      return failed(`couldn't parse the selector string ${JSON.stringify(text)}: ${problem}`);
    }
    selector[name] = value;
  }
  const target = { ...given, words: words.slice(0, -1) };
  return withObject(server, target, namespace, (object, resource, key) => {
    const removed = Object.keys(readMap(readObject(object, 'spec'), 'selector')).map((name) => [name, null] as const);
    const patch = { spec: { selector: { ...Object.fromEntries(removed), ...selector } } };
    return sendPatch(server, resource, key, patch, 'selector updated');
  });
}

function scale(server: ApiServer, given: Arguments, namespace: string): CommandResult {
  const replicas = Number(given.flags.get('replicas'));
  return withObject(server, given, namespace, (_, resource, key) => {
    const result = sendPatch(server, resource, key, { spec: { replicas } }, 'scaled');
    return { ...result, requests: result.requests.map((request) => ({ ...request, subresource: 'scale' })) };
  });
}

function get(server: ApiServer, given: Arguments, namespace: string): CommandResult | undefined {
  const output = given.flags.get('output') ?? '';
  const [types = '', name] = given.words;
  if (output === 'name') {
    const lines = types.split(',').flatMap((word) => {
      const resource = resourceOfWord(word);
      if (resource === undefined) return [];
      return server.store
        .list(resource.kind)
        .map(({ metadata }) => metadata)
        .filter((metadata) => !resource.isNamespaced || metadata.namespace === namespace)
        .filter((metadata) => name === undefined || metadata.name === name)
        .map((metadata) => `${resourceWord(resource)}/${metadata.name}\n`);
    });
    return finish(lines.join(''), []);
  }
  const [, path] = /^jsonpath=\{\.(.*)\}$/.exec(output) ?? [];
  if (path === undefined || name === undefined) return undefined;
  return withObject(server, given, namespace, (object) => finish(readPath(object, path), []));
}

/** A field by a plain path such as `spec.ports[0].port`. */
function readPath(object: JsonObject, path: string): string {
  let value: unknown = object;
  for (const [, key] of path.matchAll(/([^.[\]]+)/g)) {
    // Plain data: a missing step leads to undefined.
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key ?? ''] : undefined;
  }
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
