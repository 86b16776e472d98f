/** The API server: takes objects, fills them in, judges them, stores them. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Random } from '../../base/random.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import { decodeObject } from '../../kubernetes/decode/decode.ts';
import { readList, readObject, readText, without } from '../../kubernetes/decode/read.ts';
import { sameJson } from '../../kubernetes/decode/same-json.ts';
import { type ApiResource, apiVersionOf, keyFor, qualifiedPlural } from '../../kubernetes/decode/resources.ts';
import type { FieldError } from '../../kubernetes/field/field-error.ts';
import { metadataOf, validateMetadataUpdate } from '../../kubernetes/validation/metadata.ts';
import { strategyFor } from '../../kubernetes/validation/strategy.ts';
import { applyDocuments, type ApplyResult } from './apply-documents.ts';
import { ApplyMemory } from './apply-memory.ts';
import { applyStrategicPatch, usedPatch } from './patch/merge.ts';
import { conversionProblem, goValue } from './patch/unstructured.ts';
import { SERVICE_CIDR } from '../constants.ts';
import { serviceAddressOf } from '../setup/networking.ts';
import { bootstrapObjects } from './bootstrap.ts';
import { ServiceAllocators } from './service-allocation.ts';
import { alreadyExists, type ApiStatus, badRequest, forbidden, invalidStatus, notFound } from './status.ts';
import { asJson, type Clock, type StorableObject, Store } from './store.ts';
import type { ObjectApi } from './object-api.ts';
import type { Response } from './response.ts';

/** Fields that only the server sets. */
const SERVER_FIELDS = ['uid', 'selfLink', 'creationTimestamp', 'deletionTimestamp', 'managedFields'];
const SERVER_NUMBERS = ['resourceVersion', 'generation', 'deletionGracePeriodSeconds'];

/** Kinds whose specs are numbered. */
const NUMBERED: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Ingress',
  'NetworkPolicy',
  'EndpointSlice',
  'Pod',
  'Job',
  'CronJob',
]);

/** A cluster's API server with its storage; synchronous and deterministic. */
export class ApiServer implements ObjectApi {
  readonly store: Store;
  readonly memory: ApplyMemory;
  private readonly allocators: ServiceAllocators;
  private readonly random: Random;

  /**
   * `securePort` is where the API server itself listens: the target port of the Service `kubernetes`. `serviceCIDR` is the range
   * of cluster IPs. `memory` may be that of an earlier server, which then need not decode and judge again what has not changed.
   */
  constructor(options: {
    readonly clock: Clock;
    readonly random: Random;
    readonly securePort?: number;
    readonly serviceCIDR?: string;
    readonly memory?: ApplyMemory | undefined;
  }) {
    this.store = new Store(options);
    this.memory = options.memory ?? new ApplyMemory();
    this.random = options.random;
    const serviceCIDR = options.serviceCIDR ?? SERVICE_CIDR;
    const own = serviceAddressOf({ serviceCIDR }, 1);
    this.allocators = new ServiceAllocators(options.random, serviceCIDR);
    this.allocators.ips.allocate(own);
    for (const object of bootstrapObjects(options.securePort ?? 6443, own)) {
      this.store.put(object);
    }
  }

  /** Does what `kubectl apply -f FILE` does with the documents, and says what it prints. */
  applyManifest(documents: readonly ManifestDocument[], fileName = 'manifest.yaml'): ApplyResult {
    return applyDocuments(this, documents, fileName);
  }

  /** The stored object as plain JSON, or undefined. */
  read(resource: ApiResource, key: string): JsonObject | undefined {
    const object = this.store.get(resource.kind, key);
    return object === undefined ? undefined : asJson(object);
  }

  /** Removes an object, giving back the addresses and ports of a Service; returns whether it was there. */
  deleteObject(kind: string, key: string): boolean {
    const removed = this.store.remove(kind, key);
    if (removed !== undefined && kind === 'Service') this.allocators.release(asJson(removed));
    return removed !== undefined;
  }

  /** Upstream: a strict POST (v1.36): decode, default, admit, allocate, validate, store. `dryRun` stores nothing. */
  create(resource: ApiResource, body: JsonObject, namespace: string, dryRun = false): Response {
    const prepared = this.memory.prepared.get(body, `${resource.plural} ${namespace}`, () =>
      this.prepare(resource, body, namespace),
    );
    if (prepared.type === 'refused') return prepared;
    const early = requestWarnings(resource);
    const refuse = (status: ApiStatus, paths: readonly string[] = []): Response => ({
      type: 'refused',
      status,
      paths,
      warnings: early,
    });
    if (resource.isNamespaced && this.store.get('Namespace', namespace) === undefined) {
      return refuse(notFound('namespaces', namespace), ['metadata.namespace']);
    }
    if (resource.isNamespaced && this.store.get('Namespace', namespace)?.metadata.deletionTimestamp !== undefined) {
      return refuse(terminatingStatus(resource, prepared.object, namespace), ['metadata.namespace']);
    }
    const strategy = strategyFor(resource.kind);
    let object = this.named(prepared.object, resource);
    const name = readText(readObject(object, 'metadata'), 'name');
    const allocation = resource.kind === 'Service' ? this.allocators.allocate(object, undefined) : undefined;
    if (allocation?.type === 'refused') return refuse(allocation.status);
    if (allocation !== undefined) object = allocation.service;
    const errors = this.memory.errors.get(object, '', () => strategy.validate(object));
    const isTaken = this.read(resource, keyFor(resource, namespace, name)) !== undefined;
    if (errors.length > 0 || isTaken || dryRun) {
      allocation?.revert();
      if (errors.length > 0) return refuse(invalidStatus(resource.kind, resource.group, name, errors));
      if (isTaken) return refuse(alreadyExists(qualifiedPlural(resource), name));
      return { type: 'ok', object, warnings: [...early, ...strategy.warnings(object)] };
    }
    allocation?.commit();
    const stored = this.save(numbered(object, undefined));
    const said = this.memory.warnings.get(object, '', () => strategy.warnings(object));
    return { type: 'ok', object: stored, warnings: [...early, ...said] };
  }

  /** Upstream: a strict strategic merge PATCH (v1.36). With `lenient`, unknown fields are warned of and dropped. */
  patch(resource: ApiResource, key: string, patch: JsonObject, lenient = false): Response {
    const old = this.read(resource, key);
    const name = key.slice(key.indexOf('/') + 1);
    if (old === undefined)
      return { type: 'refused', status: notFound(qualifiedPlural(resource), name), paths: [], warnings: [] };
    const patched = applyStrategicPatch(resource.kind, old, patch);
    const decoded = decodeObject(resource.kind, patched);
    const problem =
      decoded.typeError === undefined
        ? decoded.unknownFields.length === 0 || lenient
          ? undefined
          : strictError(decoded.unknownFields)
        : conversionProblem(resource.kind, patched);
    if (problem !== undefined) {
      const shown: FieldError = {
        type: 'FieldValueInvalid',
        field: 'patch',
        value: JSON.stringify(goValue(usedPatch(patch))),
        detail: problem,
      };
      const paths = decoded.typeError === undefined ? decoded.unknownFields : [decoded.typeError.path];
      return { type: 'refused', status: patchStatus(shown), paths, warnings: requestWarnings(resource) };
    }
    const unknown = decoded.unknownFields.map((field) => `unknown field ${JSON.stringify(field)}`);
    const updated = this.update(resource, key, decoded.object, old);
    return { ...updated, warnings: [...unknown, ...updated.warnings] };
  }

  /** Upstream: apiserver/pkg/registry/generic/registry Store.Update (v1.36). `body` is decoded. */
  update(resource: ApiResource, key: string, body: JsonObject, old: JsonObject): Response {
    const strategy = strategyFor(resource.kind);
    const early = requestWarnings(resource);
    const name = key.slice(key.indexOf('/') + 1);
    let object = strategy.setDefaults(body);
    const allocation = resource.kind === 'Service' ? this.allocators.allocate(object, old) : undefined;
    if (allocation?.type === 'refused') {
      return { type: 'refused', status: allocation.status, paths: [], warnings: early };
    }
    if (allocation !== undefined) object = allocation.service;
    object = strategy.prepareForUpdate(object, old);
    const errors = [
      ...validateMetadataUpdate(metadataOf(object), metadataOf(old)),
      ...strategy.validateUpdate(object, old),
    ];
    if (errors.length > 0) {
      allocation?.revert();
      const status = invalidStatus(resource.kind, resource.group, name, errors);
      return { type: 'refused', status, paths: [], warnings: early };
    }
    allocation?.commit();
    const said = strategy.updateWarnings?.(object, old) ?? strategy.warnings(object);
    const warnings = [...early, ...said];
    const result = numbered(object, old);
    if (sameJson(result, old)) return { type: 'ok', object: old, warnings };
    if (isLetGo(result)) {
      this.deleteObject(resource.kind, key);
      return { type: 'ok', object: result, warnings };
    }
    return { type: 'ok', object: this.save(result), warnings };
  }

  private save(object: JsonObject): JsonObject {
    // Decoding and validation have given it the form of its kind.
    return asJson(this.store.put(object as unknown as StorableObject));
  }

  /** All of a POST that comes before the cluster is asked, but for a made name. */
  private prepare(resource: ApiResource, body: JsonObject, namespace: string): Response {
    const decoded = this.decode(resource, body);
    if (decoded.type === 'refused') return decoded;
    const own = stripServerFields(decoded.object, resource, namespace);
    return { ...decoded, object: strategyFor(resource.kind).prepareForCreate(own) };
  }

  private decode(resource: ApiResource, body: JsonObject): Response {
    const unrecognized = kindProblem(resource, body);
    if (unrecognized !== undefined) {
      return { type: 'refused', status: badRequest(unrecognized), paths: ['apiVersion', 'kind'], warnings: [] };
    }
    const kind = readText(body, 'kind');
    const refuse = (problem: string, paths: readonly string[]): Response => ({
      type: 'refused',
      status: badRequest(
        `${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${problem}`,
      ),
      paths,
      warnings: [],
    });
    if (kind !== resource.kind) {
      const where = `no kind "${kind}" is registered for version "${apiVersionOf(resource)}" in scheme "pkg/api/legacyscheme/scheme.go:30"`;
      return refuse(where, ['kind']);
    }
    const decoded = decodeObject(resource.kind, body);
    if (decoded.typeError !== undefined) return refuse(decoded.typeError.message, [decoded.typeError.path]);
    if (decoded.unknownFields.length > 0) {
      return {
        ...refuse(strictError(decoded.unknownFields), decoded.unknownFields),
        warnings: requestWarnings(resource),
      };
    }
    return { type: 'ok', object: strategyFor(resource.kind).setDefaults(decoded.object), warnings: [] };
  }

  /** Gives the object a name where it asked for a made one. Upstream: apiserver/pkg/storage/names. */
  private named(object: JsonObject, resource: ApiResource): JsonObject {
    const metadata = readObject(object, 'metadata');
    const generateName = readText(metadata, 'generateName');
    if (readText(metadata, 'name') !== '' || generateName === '') return object;
    let suffix = '';
    for (let i = 0; i < 5; i++) suffix += 'bcdfghjklmnpqrstvwxz2456789'.charAt(this.random.below(27));
    const length = resource.kind === 'Service' || resource.kind === 'Namespace' ? 58 : 248;
    return { ...object, metadata: { ...metadata, name: generateName.slice(0, length) + suffix } };
  }
}

/** Upstream: apiserver/pkg/admission/plugin/namespace/lifecycle Admit (v1.36). */
function terminatingStatus(resource: ApiResource, object: JsonObject, namespace: string): ApiStatus {
  const metadata = readObject(object, 'metadata');
  const name = readText(metadata, 'name') || readText(metadata, 'generateName');
  return forbidden(
    qualifiedPlural(resource),
    name,
    `unable to create new content in namespace ${namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}

/** Whether the update took the last finalizer from an object that is being deleted. Upstream: ShouldDeleteDuringUpdate (v1.36). */
function isLetGo(object: JsonObject): boolean {
  const metadata = readObject(object, 'metadata');
  return (
    readText(metadata, 'deletionTimestamp') !== '' &&
    metadata['deletionGracePeriodSeconds'] === 0 &&
    readList(metadata, 'finalizers').length === 0
  );
}

/** Upstream: apiserver/pkg/endpoints/handlers transformDecodeError, apimachinery serializer/json meta.go Interpret. */
function kindProblem(resource: ApiResource, body: JsonObject): string | undefined {
  const field = ['apiVersion', 'kind'].find((name) => body[name] !== undefined && typeof body[name] !== 'string');
  if (field === undefined) return undefined;
  const text = JSON.stringify(body, undefined, 1)
    .replaceAll(/\n */g, ' ')
    .replaceAll(/([{[]) /g, '$1');
  const problem = `json: cannot unmarshal ${typeof body[field]} into Go struct field .${field} of type string`;
  return `the object provided is unrecognized (must be of type ${resource.kind}): couldn't get version/kind; json parse error: ${problem} (${text.slice(0, 30)} ...)`;
}

function strictError(fields: readonly string[]): string {
  return `strict decoding error: ${fields.map((field) => `unknown field ${JSON.stringify(field).replaceAll('\u00a0', String.raw`\u00a0`)}`).join(', ')}`;
}

function requestWarnings(resource: ApiResource): readonly string[] {
  return resource.kind === 'Endpoints'
    ? ['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']
    : [];
}

function patchStatus(error: FieldError): ApiStatus {
  return invalidStatus('', '', '', [error]);
}

function stripServerFields(object: JsonObject, resource: ApiResource, namespace: string): JsonObject {
  const metadata = without(readObject(object, 'metadata'), ...SERVER_FIELDS, ...SERVER_NUMBERS);
  return { ...object, metadata: resource.isNamespaced ? { ...metadata, namespace } : without(metadata, 'namespace') };
}

/** Upstream: a strategy's PrepareForCreate and PrepareForUpdate count the changes of the spec. */
function numbered(object: JsonObject, old: JsonObject | undefined): JsonObject {
  if (!NUMBERED.has(readText(object, 'kind'))) return object;
  const metadata = readObject(object, 'metadata');
  const before = old === undefined ? undefined : readObject(old, 'metadata')['generation'];
  const spec = (of: JsonObject): JsonValue => without(of, 'metadata', 'status');
  const isChanged = old === undefined || !sameJson(spec(object), spec(old));
  const generation = typeof before === 'number' ? before + (isChanged ? 1 : 0) : 1;
  return { ...object, metadata: { ...metadata, generation } };
}
