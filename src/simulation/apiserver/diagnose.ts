/** What was said of an object, at its place in the text. */
import type { ManifestDocument, TextRange } from '../../kubernetes/api/document.ts';
import { readNumber, readObjects } from '../../kubernetes/decode/read.ts';
import { specOf } from '../../kubernetes/service/service-needs.ts';
import { message } from '../message.ts';
import type { Diagnostic } from '../trace.ts';
import type { ObjectApi } from './object-api.ts';
import type { ApiStatus } from './status.ts';
import { asJson } from './store.ts';

/** What kubectl or the server said. `paths` are the fields it is about where the status has no causes. */
export interface Said {
  readonly source: 'kubectl' | 'apiserver';
  readonly message: string | undefined;
  readonly paths: readonly string[];
  readonly status: ApiStatus | undefined;
  readonly warnings: readonly string[];
}

/** Where an object's neighbours can be asked who holds a port. */
interface Cluster {
  readonly server: ObjectApi;
  readonly key: string;
}

/** Diagnostics for the object at `prefix` of the document (empty, or `items[0]`). */
export function diagnose(
  document: ManifestDocument,
  prefix: string,
  said: Said,
  cluster?: Cluster,
): readonly Diagnostic[] {
  const at = (path: string): TextRange => locate(document, prefix, path);
  const diagnostics: Diagnostic[] = said.warnings.map((warning) => {
    const path = /^([a-z][\w.[\]]*): /i.exec(warning)?.[1] ?? /^spec\.\w+/.exec(warning)?.[0] ?? 'kind';
    return { severity: 'warning', source: said.source, message: warning, range: at(path), path };
  });
  if (said.message === undefined) return diagnostics;
  const causes = (said.status?.causes ?? []).flatMap((cause) =>
    cause.field === undefined || cause.field === 'patch' ? [] : [{ field: cause.field, message: cause.message }],
  );
  for (const { field, message: text } of causes) {
    diagnostics.push({
      severity: 'error',
      source: said.source,
      message: `${field}: ${text}`,
      range: at(field),
      path: field,
    });
    const owner = cluster === undefined ? undefined : ownerOf(text, cluster);
    if (owner !== undefined) {
      const ours = message('manifest.nodePortOwner', owner);
      diagnostics.push({ severity: 'info', source: 'kubehops', message: ours, range: at(field), path: field });
    }
  }
  if (causes.length > 0) return diagnostics;
  const text = said.status?.message ?? said.message;
  const paths = said.paths.length === 0 ? [pathIn(said.status?.message)] : said.paths;
  for (const path of paths) {
    const isUnknown = text.includes('unknown field');
    diagnostics.push({
      severity: 'error',
      source: said.source,
      message: isUnknown && paths.length > 1 ? `strict decoding error: unknown field ${JSON.stringify(path)}` : text,
      range: isUnknown ? keyOf(document, prefix, path) : at(path),
      path,
    });
  }
  const owner = cluster === undefined ? undefined : ownerOf(text, cluster);
  if (owner !== undefined) {
    const ours = message('manifest.nodePortOwner', owner);
    diagnostics.push({ severity: 'info', source: 'kubehops', message: ours, range: at(pathIn(text)) });
  }
  return diagnostics;
}

/** The field that an error without causes is about. */
function pathIn(text: string | undefined): string {
  return text?.includes('HealthCheck NodePort') === true ? 'spec.healthCheckNodePort' : 'metadata.name';
}

/** Who holds the node port that the message says is taken; real Kubernetes does not say. */
function ownerOf(text: string, cluster: Cluster): { readonly port: number; readonly owner: string } | undefined {
  const [, value] =
    /(?:Invalid value: |HealthCheck NodePort )(\d+): provided port is already allocated/.exec(text) ?? [];
  if (value === undefined) return undefined;
  const port = Number(value);
  const owner = cluster.server.store.list('Service').find((service) => {
    const spec = specOf(asJson(service));
    return (
      readNumber(spec, 'healthCheckNodePort') === port ||
      readObjects(spec, 'ports').some((entry) => readNumber(entry, 'nodePort') === port)
    );
  });
  // Without an owner the manifest itself asks for the port twice.
  const key = owner === undefined ? cluster.key : `${owner.metadata.namespace ?? ''}/${owner.metadata.name}`;
  return { port, owner: key };
}

/** The place of the field, or of the nearest thing that is written: its key when it is a block. */
function locate(document: ManifestDocument, prefix: string, path: string): TextRange {
  for (const candidate of candidates(path)) {
    const full = prefix === '' ? candidate : candidate === '' ? prefix : `${prefix}.${candidate}`;
    const value = document.values[full];
    const key = document.keys[full];
    if (value !== undefined && value.startLine === value.endLine && candidate === path && candidate !== '') {
      return value;
    }
    if (key !== undefined) return key;
    if (value !== undefined && full !== '') return firstLine(document, value);
  }
  const root = prefix === '' ? document.range : (document.values[prefix] ?? document.range);
  return firstLine(document, root);
}

/** The place of the field's name. */
function keyOf(document: ManifestDocument, prefix: string, path: string): TextRange {
  return document.keys[prefix === '' ? path : `${prefix}.${path}`] ?? locate(document, prefix, path);
}

function firstLine(document: ManifestDocument, range: TextRange): TextRange {
  if (range.startLine === range.endLine) return range;
  const onLine = Object.values(document.values).find(
    (value) => value.startLine === range.startLine && value.endLine === range.startLine,
  );
  return { ...range, endLine: range.startLine, endColumn: onLine?.endColumn ?? range.startColumn + 1 };
}

/** The path, its other spellings, then its ancestors. */
function candidates(path: string): readonly string[] {
  const plain = path
    .replaceAll(/\[([^\d\]][^\]]*)\]/g, '.$1')
    .replace('LoadBalancerSourceRanges', 'loadBalancerSourceRanges');
  const found = [path, plain];
  if (plain.startsWith('spec.clusterIPs')) found.push('spec.clusterIP');
  if (plain.endsWith('.targetPort')) found.push(plain.replace(/targetPort$/, 'port'));
  if (plain.startsWith('spec.template.labels')) found.push('spec.template.metadata.labels');
  let rest = plain;
  while (rest !== '') {
    rest = rest.replace(/(\[\d+\]|\.?[^.[\]]+)$/, '');
    found.push(rest);
    if (found.length > 64) break;
  }
  return found;
}
