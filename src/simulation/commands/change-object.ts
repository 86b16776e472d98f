/** `kubectl delete`, `scale` and `label`. */
import { readMap, readObject } from '../../kubernetes/decode/read.ts';
import { resourceWord } from '../apiserver/apply-documents.ts';
import { type CommandResult, failed, finish } from '../apiserver/kubectl/request.ts';
import { sendPatch } from '../apiserver/kubectl/run-kubectl.ts';
import { deleteObject as deleteFromServer } from '../deletion.ts';
import type { Machine } from '../machine.ts';
import type { ObjectReference } from '../session.ts';
import { findObject, refusal } from './find-object.ts';

/** The kinds with a subresource `scale`. */
const SCALED: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/**
 * `kubectl delete KIND NAME`. Upstream: kubectl/pkg/cmd/delete (v1.36).
 * Simplified: [SIM-71] kubectl then waits until the object is gone; here the next command need not wait for that.
 */
export function deleteObject(machine: Machine, reference: ObjectReference): CommandResult {
  const target = findObject(machine, reference);
  if (target.type === 'missing') return target.result;
  const { resource, key, name } = target;
  const deletion = deleteFromServer(machine, resource.kind, key);
  if (deletion.type === 'refused') return refusal(deletion.status);
  const from = resource.isNamespaced ? ` from ${reference.namespace ?? 'default'} namespace` : '';
  return finish(`${resourceWord(resource)} "${name}" deleted${from}\n`, []);
}

/** `kubectl scale KIND NAME --replicas=N`. Upstream: kubectl/pkg/cmd/scale (v1.36). */
export function scale(machine: Machine, reference: ObjectReference, replicas: number): CommandResult {
  if (replicas < 0) {
    return failed('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
  }
  const target = findObject(machine, reference);
  if (target.type === 'missing') return target.result;
  if (!SCALED.has(target.resource.kind)) {
    const message = 'the server could not find the requested resource';
    return refusal({ code: 404, reason: 'NotFound', message, causes: [], details: { kind: '', name: '' } });
  }
  return sendPatch(machine.api, target.resource, target.key, { spec: { replicas } }, 'scaled');
}

/** `kubectl label KIND NAME KEY=VALUE... KEY-... --overwrite`. Upstream: kubectl/pkg/cmd/label RunLabel (v1.36). */
export function label(
  machine: Machine,
  reference: ObjectReference,
  labels: Readonly<Record<string, string | null>>,
): CommandResult {
  if (Object.keys(labels).length === 0) return failed('at least one label update is required');
  const target = findObject(machine, reference);
  if (target.type === 'missing') return target.result;
  const known = readMap(readObject(target.object, 'metadata'), 'labels');
  const has = (name: string): boolean => Object.hasOwn(known, name);
  const changes = Object.entries(labels);
  const absent = changes.filter(([name, value]) => value === null && !has(name));
  const isRemoved = changes.some(([name, value]) => value === null && has(name));
  const isSet = changes.some(([name, value]) => value !== null && (!has(name) || known[name] !== value));
  const said = isSet ? (isRemoved ? 'label(s) changed' : 'labeled') : isRemoved ? 'unlabeled' : 'not labeled';
  const result = sendPatch(machine.api, target.resource, target.key, { metadata: { labels } }, said);
  const notes = absent.map(([name]) => `label ${JSON.stringify(name)} not found.\n`).join('');
  return { ...result, output: { ...result.output, stdout: notes + result.output.stdout } };
}
