/** Names and hashes that the workload controllers give. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { hash, type Random } from '../../base/random.ts';
import type { Deployment, PodTemplateSpec } from '../api/workloads.ts';

/** Upstream: apimachinery/pkg/util/rand alphanums (v1.36): no vowels, so no words. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
/** Upstream: apiserver/pkg/storage/names maxNameLength less the suffix (v1.36). */
const MAX_GENERATED_BASE = 58;
/** Upstream: apimachinery/pkg/util/validation DNS1123SubdomainMaxLength (v1.36). */
const MAX_NAME = 253;

/** The label, and the ReplicaSet's suffix, that tell one pod template from another. */
export const POD_TEMPLATE_HASH = 'pod-template-hash';

/**
 * The hash of a pod template, in the controller's alphabet; whatever the order of its fields. `collisions` says how often the
 * hash was found to be taken by another template.
 * Upstream: pkg/controller/controller_utils.go ComputeHash (v1.36).
 * Simplified: [SIM-2] hashes the template's JSON, for Go's dump of it cannot be made outside Go; the letters differ from a real cluster's.
 */
export function podTemplateHash(template: PodTemplateSpec, collisions = 0): string {
  // A template is plain data; its interface only lacks an index signature.
  const text = canonicalJson(template as unknown as JsonObject) + (collisions === 0 ? '' : String(collisions));
  const digits = (hash(text) >>> 0).toString();
  return Array.from(digits, (digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length] ?? '').join('');
}

/** The name of a Deployment's ReplicaSet. Upstream: pkg/controller/deployment/sync.go generateReplicaSetName (v1.36). */
export function replicaSetName({ metadata }: Deployment, templateHash: string): string {
  return `${metadata.name.slice(0, MAX_NAME - 1 - templateHash.length)}-${templateHash}`;
}

/**
 * A generated name: the base, cut to leave room, and five random letters.
 * Upstream: apiserver/pkg/storage/names SimpleNameGenerator (v1.36).
 */
export function generateName(base: string, random: Random): string {
  let suffix = '';
  for (let i = 0; i < 5; i++) suffix += ALPHABET[random.below(ALPHABET.length)] ?? '';
  return base.slice(0, MAX_GENERATED_BASE) + suffix;
}

function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).toSorted();
  return `{${fields.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`;
}
