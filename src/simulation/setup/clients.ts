/** Who sends requests: the Client documents of the manifest. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { after, millis, parseDuration, type SimTime } from '../../base/sim-time.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import { isIPv4 } from '../../kubernetes/net/address.ts';
import { CLIENTS_START, DEFAULT_CLIENT_INTERVAL } from '../constants.ts';
import { message } from '../message.ts';
import { parseUrl, type RequestUrl } from '../network/url.ts';
import type { ClientInfo, Diagnostic } from '../trace.ts';
import { rangeOf } from './range-of.ts';

const API_VERSION = 'kubehops.dev/v1';

/** The fields of a Client, object by object. */
const FIELDS = {
  client: ['apiVersion', 'kind', 'metadata', 'spec'],
  spec: ['from', 'requests'],
  from: ['internet', 'node', 'pod'],
  internet: ['ip', 'nat'],
  node: ['name'],
  pod: ['namespace', 'node'],
  request: ['url', 'every', 'count', 'keepAlive'],
} as const;

/** A stream of requests: one every `every` from `startsAt` on, `count` of them at most. */
export interface RequestStream {
  readonly url: string;
  readonly target: RequestUrl;
  readonly every: SimTime;
  readonly count: number;
  readonly keepAlive: boolean;
  readonly startsAt: SimTime;
}

/** A client with what it sends. */
export interface Client {
  readonly name: string;
  readonly from: ClientInfo['from'];
  readonly streams: readonly RequestStream[];
  readonly isAutomatic: boolean;
}

/** The clients of a session. */
export interface ClientSetup {
  readonly clients: readonly Client[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether the document is one of ours, which no API server knows. */
export function isOwnDocument(document: ManifestDocument): boolean {
  return isJsonObject(document.value) && document.value['apiVersion'] === API_VERSION;
}

/** Whether the document is a Client. */
function isClientDocument(document: ManifestDocument): boolean {
  return isOwnDocument(document) && isJsonObject(document.value) && document.value['kind'] === 'Client';
}

/** The Client documents of the manifest; a faulty one is left out, with a diagnostic at the field. */
export function readClients(documents: readonly ManifestDocument[], nodes: readonly string[]): ClientSetup {
  const clients: Client[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of documents.filter(isClientDocument)) {
    const read = readClient(document.value ?? null, nodes, clients.length);
    if ('fault' in read) {
      const range = (read.isKey === true ? document.keys[read.path] : undefined) ?? rangeOf(document, read.path);
      const text =
        read.url === undefined
          ? message('manifest.badClient', { detail: `${read.path}: ${read.fault}` })
          : message('manifest.badUrl', { url: read.url });
      diagnostics.push({ severity: 'error', source: 'kubehops', message: text, range, path: read.path });
    } else if (clients.some((client) => client.name === read.name)) {
      const detail = `metadata.name: another Client is called "${read.name}"`;
      const range = rangeOf(document, 'metadata.name');
      diagnostics.push({
        severity: 'error',
        source: 'kubehops',
        message: message('manifest.badClient', { detail }),
        range,
      });
    } else clients.push(read);
  }
  return { clients, diagnostics };
}

/** Whether the documents say who sends requests. */
export function hasClients(documents: readonly ManifestDocument[]): boolean {
  return documents.some(isClientDocument);
}

interface Fault {
  readonly path: string;
  readonly fault: string;
  readonly url?: string;
  /** Whether the field's name is what is wrong. */
  readonly isKey?: boolean;
}

function readClient(value: JsonValue, nodes: readonly string[], index: number): Client | Fault {
  const document = isJsonObject(value) ? value : {};
  const metadata = objectAt(document, 'metadata');
  const name = metadata?.['name'];
  if (typeof name !== 'string' || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    return { path: 'metadata.name', fault: 'a lower-case name is required' };
  }
  const spec = objectAt(document, 'spec');
  const unknown = unknownField(document, '', FIELDS.client) ?? unknownField(spec, 'spec', FIELDS.spec);
  if (unknown !== undefined) return unknown;
  const from = readFrom(objectAt(spec, 'from'), nodes);
  if ('fault' in from) return from;
  const requests = spec?.['requests'];
  if (!Array.isArray(requests) || requests.length === 0)
    return { path: 'spec.requests', fault: 'a list of requests is required' };
  const streams: RequestStream[] = [];
  for (const [position, request] of requests.entries()) {
    const stream = readStream(request, position, staggered(index));
    if ('fault' in stream) return stream;
    streams.push(stream);
  }
  return { name, from, streams, isAutomatic: false };
}

function readFrom(from: JsonObject | undefined, nodes: readonly string[]): ClientInfo['from'] | Fault {
  const internet = objectAt(from, 'internet');
  const node = objectAt(from, 'node');
  const pod = objectAt(from, 'pod');
  const unknown =
    unknownField(from, 'spec.from', FIELDS.from) ??
    unknownField(internet, 'spec.from.internet', FIELDS.internet) ??
    unknownField(node, 'spec.from.node', FIELDS.node) ??
    unknownField(pod, 'spec.from.pod', FIELDS.pod);
  if (unknown !== undefined) return unknown;
  if (Object.keys(from ?? {}).length > 1) return { path: 'spec.from', fault: 'a client stands in one place only' };
  if (internet !== undefined) {
    const ip = internet['ip'];
    const nat = internet['nat'];
    if (!isAddress(ip)) return { path: 'spec.from.internet.ip', fault: 'an IPv4 address is required' };
    if (nat === undefined) return { type: 'internet', ip };
    return isAddress(nat)
      ? { type: 'internet', ip, nat }
      : { path: 'spec.from.internet.nat', fault: 'an IPv4 address is required' };
  }
  if (node !== undefined) {
    const name = node['name'];
    if (typeof name === 'string' && nodes.includes(name)) return { type: 'node', node: name };
    return { path: 'spec.from.node.name', fault: `one of ${nodes.join(', ')} is required` };
  }
  if (pod !== undefined) {
    const { namespace = 'default', node: name = nodes[0] ?? '' } = pod;
    if (typeof namespace !== 'string') return { path: 'spec.from.pod.namespace', fault: 'a name is required' };
    if (typeof name === 'string' && nodes.includes(name)) return { type: 'pod', namespace, node: name };
    return { path: 'spec.from.pod.node', fault: `one of ${nodes.join(', ')} is required` };
  }
  return { path: 'spec.from', fault: 'one of internet, node or pod is required' };
}

function readStream(value: JsonValue, index: number, startsAt: SimTime): RequestStream | Fault {
  const path = `spec.requests[${index}]`;
  if (!isJsonObject(value)) return { path, fault: 'an object with a url is required' };
  const unknown = unknownField(value, path, FIELDS.request);
  if (unknown !== undefined) return unknown;
  const { url, every, count, keepAlive } = value;
  const target = typeof url === 'string' ? parseUrl(url) : undefined;
  if (typeof url !== 'string' || target === undefined)
    return {
      path: `${path}.url`,
      fault: 'not a URL',
      url: typeof url === 'string' ? url : JSON.stringify(url ?? null),
    };
  const interval =
    every === undefined ? DEFAULT_CLIENT_INTERVAL : typeof every === 'string' ? parseDuration(every) : undefined;
  if (interval === undefined || interval < 1_000)
    return { path: `${path}.every`, fault: 'a duration of at least 1ms is required, such as 500ms' };
  if (count !== undefined && (typeof count !== 'number' || !Number.isInteger(count) || count < 1)) {
    return { path: `${path}.count`, fault: 'a whole number of at least 1 is required' };
  }
  if (keepAlive !== undefined && typeof keepAlive !== 'boolean')
    return { path: `${path}.keepAlive`, fault: 'true or false is required' };
  return { url, target, every: interval, count: count ?? Infinity, keepAlive: keepAlive ?? false, startsAt };
}

/** When the client at this place in the order sends first: they do not send in lockstep, each starts a little after the one before. */
export function staggered(index: number): SimTime {
  return after(CLIENTS_START, millis((index % 10) * 70));
}

function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return isJsonObject(value) ? value : undefined;
}

/** The first field that no Client has: a slip of the pen must not pass for a wish. */
function unknownField(object: JsonObject | undefined, path: string, known: readonly string[]): Fault | undefined {
  const name = Object.keys(object ?? {}).find((key) => !known.includes(key));
  return name === undefined
    ? undefined
    : { path: path === '' ? name : `${path}.${name}`, fault: 'unknown field', isKey: true };
}

function isAddress(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && isIPv4(value);
}
