/** Names and hashes that the workload controllers give. */
import { hash, type Random } from '../../base/random.ts';
import type { PodTemplateSpec } from '../api/workloads.ts';

/** Upstream: apimachinery/pkg/util/rand alphanums (v1.36): no vowels, so no words. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
/** Upstream: apiserver/pkg/storage/names maxNameLength less the suffix (v1.36). */
const MAX_GENERATED_BASE = 58;

/** The label, and the ReplicaSet's suffix, that tell one pod template from another. */
export const POD_TEMPLATE_HASH = 'pod-template-hash';

/**
 * The hash of a pod template, in the controller's alphabet.
 * Upstream: pkg/controller/controller_utils.go ComputeHash (v1.36).
 * Simplified: [SIM-2] hashes the template's JSON, for Go's dump of it cannot be made outside Go; the letters differ from a real cluster's.
 */
export function podTemplateHash(template: PodTemplateSpec): string {
  const digits = (hash(JSON.stringify(template)) >>> 0).toString();
  return Array.from(digits, (digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length] ?? '').join('');
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
