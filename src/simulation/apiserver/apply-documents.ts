/** `kubectl apply -f FILE`: reads all documents, then applies one object after the other. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import { decodeMetadataOnly } from '../../kubernetes/decode/decode.ts';
import { readList, readObject, readText } from '../../kubernetes/decode/read.ts';
import { type ApiResource, findResource, keyFor } from '../../kubernetes/decode/resources.ts';
import type { ApplyOutput, Diagnostic } from '../trace.ts';
import type { AppliedDocument } from '../applied.ts';
import { applyObject, type ObjectOutcome } from './apply-object.ts';
import { diagnose } from './diagnose.ts';
import type { ObjectApi } from './object-api.ts';
import { isForKubernetes } from './own-documents.ts';
import { type CommandError, printErrors } from './print-errors.ts';
import type { DocumentResult } from './document-result.ts';
import { toApplied } from './to-applied.ts';

/** All that came of applying a manifest. */
export interface ApplyResult {
  readonly output: ApplyOutput;
  readonly diagnostics: readonly Diagnostic[];
  /** In the order of the text. */
  readonly results: readonly DocumentResult[];
  /** The results as they are shown, in the same order. */
  readonly applied: readonly AppliedDocument[];
}

interface Unit {
  readonly document: ManifestDocument;
  readonly path: string;
  readonly body: JsonObject;
  readonly resource: ApiResource;
}

/**
 * `enforcedNamespace` is that of `-n`, which every object must then be in.
 * Upstream: kubectl/pkg/cmd/apply Run and cli-runtime's resource builder (v1.36).
 */
export function applyDocuments(
  server: ObjectApi,
  documents: readonly ManifestDocument[],
  fileName: string,
  defaultNamespace = 'default',
  enforcedNamespace?: string,
): ApplyResult {
  return new ApplyRun(server, fileName, defaultNamespace, enforcedNamespace).run(
    documents.filter((document) => document.value === undefined || isForKubernetes(document.value)),
  );
}

class ApplyRun {
  private readonly server: ObjectApi;
  private readonly fileName: string;
  private readonly defaultNamespace: string;
  private readonly enforcedNamespace: string | undefined;
  private readonly results: DocumentResult[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly errors: CommandError[] = [];
  private readonly units: Unit[] = [];
  private readonly stdout: string[] = [];
  private readonly warnings: string[] = [];

  constructor(server: ObjectApi, fileName: string, defaultNamespace: string, enforcedNamespace: string | undefined) {
    this.enforcedNamespace = enforcedNamespace;
    this.server = server;
    this.fileName = fileName;
    this.defaultNamespace = defaultNamespace;
  }

  run(documents: readonly ManifestDocument[]): ApplyResult {
    for (const [index, document] of documents.entries()) {
      if (this.readDocument(document)) continue;
      for (const rest of documents.slice(index + 1)) {
        this.results.push({ document: rest.index, path: '', verdict: 'unreadable', phase: 'not-reached' });
      }
      break;
    }
    for (const unit of this.units) this.apply(unit);
    if (this.units.length === 0 && this.errors.length === 0) {
      this.errors.push({ type: 'plain', message: 'no objects passed to apply' });
    }
    const warnings = [...new Set(this.warnings)].map((warning) => `Warning: ${warning}\n`).join('');
    const results = this.results.toSorted((a, b) => a.document - b.document || itemIndex(a.path) - itemIndex(b.path));
    return {
      output: {
        exit: this.errors.length === 0 ? 0 : 1,
        stdout: this.stdout.join(''),
        stderr: warnings + printErrors(this.errors),
      },
      diagnostics: this.diagnostics,
      results,
      applied: toApplied(documents, results, this.errors.length),
    };
  }

  private fail(
    document: ManifestDocument,
    result: Omit<DocumentResult, 'document'>,
    error: CommandError,
    paths: readonly string[],
  ): void {
    this.results.push({ document: document.index, ...result, error });
    this.errors.push(error);
    this.diagnostics.push(
      ...diagnose(document, result.path, {
        source: 'kubectl',
        message: error.message,
        paths,
        status: undefined,
        warnings: [],
      }),
    );
  }

  /** Reads one document; false when the reading stops there. */
  private readDocument(document: ManifestDocument): boolean {
    if (document.error !== undefined) {
      const error = { type: 'plain', message: `error parsing ${this.fileName}: ${document.error.message}` } as const;
      this.results.push({ document: document.index, path: '', verdict: 'unreadable', phase: 'yaml', error });
      this.errors.push(error);
      this.diagnostics.push({
        severity: 'error',
        source: 'kubectl',
        message: document.error.message,
        range: document.error.range,
      });
      return false;
    }
    const value = document.value ?? null;
    const problem = typeProblem(value);
    if (problem !== undefined) {
      const message = `error validating ${JSON.stringify(this.fileName)}: error validating data: ${problem.message}; if you choose to ignore these errors, turn validation off with --validate=false`;
      this.fail(
        document,
        { path: '', verdict: 'unreadable', phase: 'validate' },
        { type: 'plain', message },
        problem.paths,
      );
      return false;
    }
    if (!isJsonObject(value)) return false;
    if (readText(value, 'kind') === 'List' && readText(value, 'apiVersion') === 'v1') this.readList(document, value);
    else this.readObject(document, value);
    return true;
  }

  private readObject(document: ManifestDocument, value: JsonObject): void {
    const decodeError = this.server.memory.metadataErrors.get(value, '', () => decodeMetadataOnly(value));
    if (decodeError !== undefined) {
      const message = `unable to decode ${JSON.stringify(this.fileName)}: ${decodeError.message}`;
      const result = { path: '', verdict: 'unreadable', phase: 'decode' } as const;
      this.fail(document, result, { type: 'plain', message }, [decodeError.path]);
      return;
    }
    const [apiVersion, kind] = [readText(value, 'apiVersion'), readText(value, 'kind')];
    const resource = findResource(apiVersion, kind);
    if (resource === undefined) {
      const metadata = readObject(value, 'metadata');
      const message = `resource mapping not found for name: ${JSON.stringify(readText(metadata, 'name'))} namespace: ${JSON.stringify(readText(metadata, 'namespace'))} from ${JSON.stringify(this.fileName)}: ${noMatches(apiVersion, kind)}\nensure CRDs are installed first`;
      const result = { path: '', verdict: 'rejected', phase: 'mapping' } as const;
      this.fail(document, result, { type: 'plain', message }, ['kind']);
      return;
    }
    const namespace = readText(readObject(value, 'metadata'), 'namespace');
    const enforced = this.enforcedNamespace;
    if (resource.isNamespaced && enforced !== undefined && namespace !== '' && namespace !== enforced) {
      const message = `the namespace from the provided object "${namespace}" does not match the namespace "${enforced}". You must pass '--namespace=${namespace}' to perform this operation.`;
      const result = { path: '', verdict: 'rejected', phase: 'client' } as const;
      this.fail(document, result, { type: 'plain', message }, ['metadata.namespace']);
      return;
    }
    this.units.push({ document, path: '', body: value, resource });
  }

  private readList(document: ManifestDocument, list: JsonObject): void {
    for (const [index, item] of readList(list, 'items').entries()) {
      if (!isJsonObject(item)) continue;
      const path = `items[${index}]`;
      const [apiVersion, kind] = [readText(item, 'apiVersion'), readText(item, 'kind')];
      const resource = findResource(apiVersion, kind);
      if (resource === undefined) {
        const message = `unable to recognize ${noMatches(apiVersion, kind)}`;
        this.fail(document, { path, verdict: 'rejected', phase: 'mapping' }, { type: 'nested', message }, ['kind']);
      } else {
        this.units.push({ document, path, body: item, resource });
      }
    }
  }

  private apply(unit: Unit): void {
    const { body, resource, document, path } = unit;
    const metadata = readObject(body, 'metadata');
    const name = readText(metadata, 'name');
    const namespace = readText(metadata, 'namespace') || this.defaultNamespace;
    const outcome = applyObject(this.server, resource, body, namespace, this.fileName);
    const { warnings } = outcome;
    const key = keyFor(resource, namespace, name);
    const base = { document: document.index, path, resource, key, written: body, warnings };
    this.warnings.push(...warnings);
    if (outcome.type === 'applied') {
      const line = `${resourceWord(resource)}/${name} ${outcome.verdict}\n`;
      this.stdout.push(line);
      this.results.push({ ...base, verdict: outcome.verdict, stored: outcome.stored, line });
    } else if (outcome.type === 'client') {
      const error = { type: 'plain', message: outcome.message } as const;
      this.errors.push(error);
      this.results.push({ ...base, verdict: 'rejected', phase: 'client', error });
    } else {
      const error = { type: 'status', status: outcome.status, message: outcome.message } as const;
      this.errors.push(error);
      this.results.push({ ...base, verdict: 'rejected', phase: 'server', status: outcome.status, error });
    }
    this.diagnostics.push(...this.explain(unit, outcome, base.key));
  }

  private explain(unit: Unit, outcome: ObjectOutcome, key: string): readonly Diagnostic[] {
    return diagnose(
      unit.document,
      unit.path,
      {
        source: outcome.type === 'client' ? 'kubectl' : 'apiserver',
        message: outcome.type === 'applied' ? undefined : outcome.message,
        paths: outcome.type === 'applied' ? [] : outcome.paths,
        status: outcome.type === 'refused' ? outcome.status : undefined,
        warnings: outcome.warnings,
      },
      { server: this.server, key },
    );
  }
}

/** `service`, `deployment.apps`: how kubectl names an object's kind. */
export function resourceWord(resource: ApiResource): string {
  const kind = resource.kind.toLowerCase();
  return resource.group === '' ? kind : `${kind}.${resource.group}`;
}

function noMatches(apiVersion: string, kind: string): string {
  return `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
}

function itemIndex(path: string): number {
  return Number(/\d+/.exec(path)?.[0] ?? 0);
}

interface TypeProblem {
  readonly message: string;
  readonly paths: readonly string[];
}

/** Upstream: kubectl/pkg/validation getObjectKind and validateList (v1.36). */
function typeProblem(value: JsonValue): TypeProblem | undefined {
  const problems = isJsonObject(value) ? objectProblems(value, '') : [{ message: INVALID, paths: [''] }];
  if (problems.length === 0 && isJsonObject(value) && value['kind'] === 'List' && value['apiVersion'] === 'v1') {
    const items = value['items'];
    if (!Array.isArray(items)) problems.push({ message: INVALID, paths: ['items', ''] });
    for (const [index, item] of readList(value, 'items').entries()) {
      const path = `items[${index}]`;
      problems.push(...(isJsonObject(item) ? objectProblems(item, `${path}.`) : [{ message: INVALID, paths: [path] }]));
    }
  }
  const texts = [...new Set(problems.map((problem) => problem.message))];
  if (texts.length === 0) return undefined;
  const message = texts.length === 1 ? texts.join('') : `[${texts.join(', ')}]`;
  return { message, paths: problems.flatMap((problem) => problem.paths) };
}

const INVALID = 'invalid object to validate';

function objectProblems(object: JsonObject, path: string): TypeProblem[] {
  const problems: TypeProblem[] = [];
  const apiVersion = object['apiVersion'] ?? null;
  if (apiVersion === null) problems.push({ message: 'apiVersion not set', paths: [path] });
  else if (typeof apiVersion !== 'string') {
    problems.push({ message: "apiVersion isn't string type", paths: [`${path}apiVersion`] });
  } else if (apiVersion.split('/').length > 2) {
    problems.push({ message: `unexpected GroupVersion string: ${apiVersion}`, paths: [`${path}apiVersion`] });
  }
  const kind = object['kind'] ?? null;
  if (kind === null) problems.push({ message: 'kind not set', paths: [path] });
  else if (typeof kind !== 'string') problems.push({ message: "kind isn't string type", paths: [`${path}kind`] });
  return problems;
}
