/** The object that a command names, or what kubectl says when there is none. */
import type { JsonObject } from '../../base/json.ts';
import { type ApiResource, keyFor, qualifiedPlural, resourceOfKind } from '../../kubernetes/decode/resources.ts';
import { type CommandResult, failed, finish } from '../apiserver/kubectl/request.ts';
import { type ApiStatus, notFound } from '../apiserver/status.ts';
import type { Store } from '../apiserver/store.ts';
import type { Machine } from '../machine.ts';
import type { Action, ObjectReference } from '../session.ts';

/** An object that is there, or the answer that stands for it. */
export type Target =
  | {
      readonly type: 'found';
      readonly resource: ApiResource;
      readonly key: string;
      readonly name: string;
      readonly object: JsonObject;
    }
  | { readonly type: 'missing'; readonly result: CommandResult };

/** Looks the object up. */
export function findObject({ api }: Machine, { kind, namespace = 'default', name }: ObjectReference): Target {
  const resource = resourceOfKind(kind);
  if (resource === undefined) {
    return { type: 'missing', result: failed(`the server doesn't have a resource type "${kind.toLowerCase()}"`) };
  }
  const key = keyFor(resource, namespace, name);
  const object = api.read(resource, key);
  if (object === undefined) return { type: 'missing', result: refusal(notFound(qualifiedPlural(resource), name)) };
  return { type: 'found', resource, key, name, object };
}

/** What kubectl prints when the server refuses. */
export function refusal(status: ApiStatus): CommandResult {
  return finish('', [{ type: 'status', status, message: status.message }]);
}

/**
 * The action with the names that end in `*` made whole: each stands for the first object in order of names that begins so.
 * Names of pods end by chance, so that nobody can write them down beforehand. Where nothing begins so, the name stays.
 */
export function withWholeNames(store: Store, action: Action): Action {
  if ('pod' in action) return { ...action, pod: wholeKey(store, 'Pod', action.pod) };
  if ('node' in action) return { ...action, node: wholeKey(store, 'Node', action.node) };
  if (!('object' in action) || !action.object.name.endsWith('*')) return action;
  const { kind, name } = action.object;
  const resource = resourceOfKind(kind);
  if (resource === undefined) return action;
  const prefix = keyFor(resource, action.object.namespace ?? 'default', '');
  const key = wholeKey(store, kind, prefix + name);
  return { ...action, object: { ...action.object, name: key.slice(prefix.length) } };
}

function wholeKey(store: Store, kind: string, key: string): string {
  if (!key.endsWith('*')) return key;
  const prefix = key.slice(0, -1);
  const found = store.list(kind).find(({ metadata }) => keyOf(metadata).startsWith(prefix));
  return found === undefined ? key : keyOf(found.metadata);
}

function keyOf({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
