/** Who sends requests: the Client documents, or clients made for the Services where there are none. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { after, millis, parseDuration, type SimTime } from '../../base/sim-time.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { CLIENTS_START, DEFAULT_CLIENT_INTERVAL } from '../constants.ts';
import { message } from '../message.ts';
import { parseUrl, type RequestUrl } from '../network/url.ts';
import type { ClientInfo, Diagnostic } from '../trace.ts';
import { rangeOf } from './range-of.ts';

const API_VERSION = 'kubehops.dev/v1';
/** Simplified: [SIM-23] beyond so many Services, a Client document has to say whom to ask. */
const MAX_AUTOMATIC = 20;

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
      const range = rangeOf(document, read.path);
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

/** One client inside the cluster for each Service, and one outside for each that can be reached from outside. */
export function automaticClients(services: readonly Service[], nodes: readonly string[]): readonly Client[] {
  const shown = services.filter(({ metadata }) => metadata.namespace !== 'default' || metadata.name !== 'kubernetes');
  return shown.slice(0, MAX_AUTOMATIC).flatMap((service, index) => {
    const { name, namespace = 'default' } = service.metadata;
    const node = nodes[index % Math.max(1, nodes.length)] ?? '';
    const port = service.spec.ports?.[0];
    const scheme = port?.protocol === 'UDP' ? 'udp' : 'http';
    const label = namespace === 'default' ? name : `${name}-${namespace}`;
    const insidePort =
      port === undefined
        ? 80
        : service.spec.clusterIP === 'None' && typeof port.targetPort === 'number'
          ? port.targetPort
          : port.port;
    const made = [
      automatic(`inside-${label}`, { type: 'pod', namespace, node }, `${scheme}://${name}:${insidePort}`, index),
    ];
    const outside = { type: 'internet' as const, ip: `203.0.113.${7 + index}` };
    if (service.spec.type === 'LoadBalancer' && port !== undefined) {
      made.push(automatic(`outside-${label}`, outside, `${scheme}://${name}.${namespace}.lb:${port.port}`, index));
    } else if (service.spec.type === 'NodePort' && port?.nodePort !== undefined) {
      made.push(automatic(`outside-${label}`, outside, `${scheme}://${nodes[0] ?? 'node-1'}:${port.nodePort}`, index));
    }
    return made;
  });
}

function automatic(name: string, from: ClientInfo['from'], url: string, index: number): Client {
  const target = parseUrl(url);
  const startsAt = staggered(index * 2 + (from.type === 'internet' ? 1 : 0));
  const streams =
    target === undefined
      ? []
      : [{ url, target, every: DEFAULT_CLIENT_INTERVAL, count: Infinity, keepAlive: false, startsAt }];
  return { name, from, streams, isAutomatic: true };
}

interface Fault {
  readonly path: string;
  readonly fault: string;
  readonly url?: string;
}

function readClient(value: JsonValue, nodes: readonly string[], index: number): Client | Fault {
  const document = isJsonObject(value) ? value : {};
  const metadata = objectAt(document, 'metadata');
  const name = metadata?.['name'];
  if (typeof name !== 'string' || !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    return { path: 'metadata.name', fault: 'a lower-case name is required' };
  }
  const spec = objectAt(document, 'spec');
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
  if (internet !== undefined) {
    const ip = internet['ip'];
    const nat = internet['nat'];
    if (!isIPv4(ip)) return { path: 'spec.from.internet.ip', fault: 'an IPv4 address is required' };
    if (nat === undefined) return { type: 'internet', ip };
    return isIPv4(nat)
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

/** Clients do not send in lockstep: each starts a little after the one before. */
function staggered(index: number): SimTime {
  return after(CLIENTS_START, millis((index % 10) * 70));
}

function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return isJsonObject(value) ? value : undefined;
}

function isIPv4(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.|$)){4}$/.test(value) && !value.endsWith('.');
}
