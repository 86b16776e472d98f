/** What can be done to an object at a moment: one table, which the menus and the inspector both read. */
import { isCordoned } from '../../diagram/box-status.ts';
import type { Snapshot } from '../../diagram/snapshot.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import type { KubernetesObject } from '../../kubernetes/api/objects.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import type { Deployment, ReplicaSet, StatefulSet } from '../../kubernetes/api/workloads.ts';
import type { Action, ObjectReference } from '../../simulation/session.ts';
import { controllerOf, ownedBy } from './relations.ts';

/** What a student may want to do; the catalogue has a word for each, the page an icon. */
export type OfferId =
  | 'cordon'
  | 'uncordon'
  | 'drain'
  | 'powerOff'
  | 'shutDown'
  | 'powerOn'
  | 'cutNetwork'
  | 'restoreNetwork'
  | 'crash'
  | 'makeUnready'
  | 'makeReady'
  | 'scale'
  | 'rolloutRestart'
  | 'rolloutUndo'
  | 'label'
  | 'delete'
  | 'providerOff'
  | 'providerOn'
  | 'openFirewall'
  | 'closeFirewall';

/** Why something is shown that cannot be done now; the catalogue has the words. */
export type Obstacle = 'noReadinessProbe' | 'notRunning' | 'isTerminating' | 'noEarlierRevision' | 'isOwned';

/** One thing that can be done: by an action as it stands, or after a few questions. */
export interface Offer {
  readonly id: OfferId;
  readonly does:
    | { readonly type: 'act'; readonly action: Action }
    /** What is to become of it is asked for first. */
    | { readonly type: 'ask'; readonly object: ObjectReference };
  /** Whether something is lost by it. */
  readonly isDestructive: boolean;
  readonly obstacle?: Obstacle;
}

/** What can be done to `object` in the cluster around it, in the order in which it is shown; to some kinds nothing. */
export function offersFor(object: KubernetesObject, snapshot: Snapshot): readonly Offer[] {
  switch (object.kind) {
    case 'Node':
      return nodeOffers(object, snapshot);
    case 'Pod':
      return podOffers(object, snapshot);
    case 'Deployment':
    case 'StatefulSet':
      return rollingOffers(object, snapshot);
    case 'ReplicaSet':
      return replicaSetOffers(object);
    case 'Service':
      return [ask('label', object), destroy(object)];
    case 'Ingress':
      return [destroy(object)];
    case 'EndpointSlice':
    case 'Event':
    case 'Lease':
    case 'Namespace':
      return [];
  }
}

/** What can be done to the cluster as a whole. */
export function clusterOffers({ hasLoadBalancerProvider: hasProvider, isFirewallOpen }: Snapshot): readonly Offer[] {
  const action = { type: 'setLoadBalancerProvider', isOn: !hasProvider } as const;
  return [act(hasProvider ? 'providerOff' : 'providerOn', action, hasProvider), firewallOffer(isFirewallOpen)];
}

/** What can be done to the firewall in front of the nodes. */
export function firewallOffer(isOpen: boolean): Offer {
  return act(isOpen ? 'closeFirewall' : 'openFirewall', { type: 'setFirewall', isOpen: !isOpen }, isOpen);
}

/** The object as commands name it. */
export function referenceTo({ kind, metadata }: KubernetesObject): ObjectReference {
  const { namespace, name } = metadata;
  return { kind, name, ...(namespace !== undefined && { namespace }) };
}

function nodeOffers(object: Node, { nodesOff, nodesCut }: Snapshot): readonly Offer[] {
  const node = object.metadata.name;
  const isOff = nodesOff.has(node);
  const offers = [
    isCordoned(object) ? act('uncordon', { type: 'uncordon', node }) : act('cordon', { type: 'cordon', node }),
    act('drain', { type: 'drain', node }, true),
  ];
  if (nodesCut.has(node)) offers.push(act('restoreNetwork', { type: 'restoreNetwork', node }));
  else if (!isOff) offers.push(act('cutNetwork', { type: 'cutNetwork', node }, true));
  if (isOff) return [...offers, act('powerOn', { type: 'powerOn', node }), ask('label', object)];
  return [
    ...offers,
    act('shutDown', { type: 'shutDown', node }, true),
    act('powerOff', { type: 'powerOff', node }, true),
    ask('label', object),
  ];
}

function podOffers(object: Pod, { nodesOff }: Snapshot): readonly Offer[] {
  const { metadata, spec, status } = object;
  const pod = `${metadata.namespace ?? 'default'}/${metadata.name}`;
  const isTerminating = metadata.deletionTimestamp !== undefined;
  const hasProbe = spec.containers.some(({ readinessProbe }) => readinessProbe !== undefined);
  const isOff = spec.nodeName === undefined || nodesOff.has(spec.nodeName);
  const isRunning = !isOff && (status.containerStatuses?.some(({ state }) => state.running !== undefined) ?? false);
  const stopped = isRunning ? {} : { obstacle: 'notRunning' as const };
  const unprobed = hasProbe ? stopped : { obstacle: 'noReadinessProbe' as const };
  const isReady = isPodReady(object);
  return [
    {
      ...act(isReady ? 'makeUnready' : 'makeReady', { type: 'setReady', pod, isReady: !isReady }),
      ...unprobed,
    },
    ask('label', object),
    { ...act('crash', { type: 'crash', pod }, true), ...stopped },
    { ...destroy(object), ...(isTerminating && { obstacle: 'isTerminating' as const }) },
  ];
}

function rollingOffers(object: Deployment | StatefulSet, snapshot: Snapshot): readonly Offer[] {
  const reference = referenceTo(object);
  const isFirst = object.kind === 'Deployment' && ownedBy(object, 'ReplicaSet', snapshot).length < 2;
  return [
    ask('scale', object),
    act('rolloutRestart', { type: 'rolloutRestart', object: reference }),
    {
      ...act('rolloutUndo', { type: 'rolloutUndo', object: reference }),
      ...(isFirst && { obstacle: 'noEarlierRevision' as const }),
    },
    ask('label', object),
    destroy(object),
  ];
}

function replicaSetOffers(object: ReplicaSet): readonly Offer[] {
  const isOwned = controllerOf(object) !== undefined;
  return [
    { ...ask('scale', object), ...(isOwned && { obstacle: 'isOwned' as const }) },
    ask('label', object),
    destroy(object),
  ];
}

function act(id: OfferId, action: Action, isDestructive = false): Offer {
  return { id, does: { type: 'act', action }, isDestructive };
}

function ask(id: 'scale' | 'label', object: KubernetesObject): Offer {
  return { id, does: { type: 'ask', object: referenceTo(object) }, isDestructive: false };
}

function destroy(object: KubernetesObject): Offer {
  return act('delete', { type: 'delete', object: referenceTo(object) }, true);
}
