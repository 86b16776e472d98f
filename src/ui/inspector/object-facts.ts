/** The facts of an object that a reader looks for first, before the object as it is stored. */
import { nodeWord, podWord, serviceEndpoints } from '../../diagram/box-status.ts';
import type { Snapshot } from '../../diagram/snapshot.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import { isNodeReady, type Node } from '../../kubernetes/api/node.ts';
import { objectKey, type Kind, type KubernetesObject } from '../../kubernetes/api/objects.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import type { Service, ServicePort } from '../../kubernetes/api/service.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import type { FactName, PlaybackMessages } from '../i18n/en/playback.ts';

/** One value of a fact: text, perhaps leading to another object, perhaps with a word on how that is doing. */
export interface FactValue {
  readonly text: string;
  /** Addresses, labels and names are set in mono; words are not. */
  readonly isMono: boolean;
  readonly object?: { readonly kind: Kind; readonly key: string };
  readonly note?: string;
  readonly isBad?: boolean;
}

/** A fact with its values; none are said to be none. */
export interface Fact {
  readonly name: FactName;
  readonly values: readonly FactValue[];
}

/** The facts of `object` in the cluster around it; kinds without facts of their own have none. */
export function objectFacts(object: KubernetesObject, snapshot: Snapshot, words: PlaybackMessages): readonly Fact[] {
  switch (object.kind) {
    case 'Service':
      return serviceFacts(object, snapshot, words);
    case 'Pod':
      return podFacts(object, snapshot, words);
    case 'Node':
      return nodeFacts(object, snapshot, words);
    case 'Deployment':
    case 'ReplicaSet':
      return workloadFacts(object, words);
    case 'EndpointSlice':
    case 'Event':
    case 'Lease':
    case 'Namespace':
    case 'StatefulSet':
      return [];
  }
}

function serviceFacts(service: Service, snapshot: Snapshot, words: PlaybackMessages): readonly Fact[] {
  const { spec } = service;
  const facts: Fact[] = [fact('type', [word(spec.type)])];
  if (spec.type === 'ExternalName') return [...facts, fact('externalName', [mono(spec.externalName ?? '')])];
  facts.push(fact('clusterIP', [spec.clusterIP === 'None' ? word(words.headless) : mono(spec.clusterIP ?? '')]));
  if (spec.type === 'LoadBalancer') {
    const ingress = service.status?.loadBalancer?.ingress ?? [];
    const addresses = ingress.flatMap(({ ip, hostname }) => ip ?? hostname ?? []).map(mono);
    facts.push(fact('externalIP', addresses.length > 0 ? addresses : [word(words.pending)]));
  }
  const endpoints = serviceEndpoints(service, snapshot);
  const ready = endpoints.filter(({ isReady }) => isReady).length;
  facts.push(
    fact(
      'ports',
      (spec.ports ?? []).map((port) => mono(portText(port, words))),
    ),
    fact('selector', labels(spec.selector)),
    fact('endpoints', [
      { ...word(words.ready(ready, endpoints.length)), isBad: ready === 0 },
      ...endpoints.map(({ address, pod, isReady }) => ({
        ...mono(pod === undefined ? address : `${address} ${pod}`),
        ...(pod !== undefined && { object: { kind: 'Pod' as const, key: pod } }),
        ...(!isReady && { note: words.notReady, isBad: true }),
      })),
    ]),
  );
  if (spec.sessionAffinity === 'ClientIP') {
    const timeout = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
    facts.push(fact('affinity', [word(timeout === undefined ? 'ClientIP' : `ClientIP (${String(timeout)} s)`)]));
  }
  if (spec.externalTrafficPolicy !== undefined) facts.push(fact('externalPolicy', [word(spec.externalTrafficPolicy)]));
  if (spec.internalTrafficPolicy === 'Local') facts.push(fact('internalPolicy', [word('Local')]));
  return facts;
}

function podFacts(pod: Pod, snapshot: Snapshot, words: PlaybackMessages): readonly Fact[] {
  const { nodeName } = pod.spec;
  const isOff = nodeName !== undefined && snapshot.nodesOff.has(nodeName);
  const services = Array.from(snapshot.objects.Service.values()).filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.metadata.namespace && matchesServiceSelector(spec.selector, pod.metadata.labels),
  );
  return [
    fact('status', [
      {
        ...word(podWord(pod)),
        note: isPodReady(pod) ? words.isReady : words.notReady,
        isBad: !isPodReady(pod),
      },
    ]),
    fact('podIP', pod.status.podIP === undefined ? [] : [mono(pod.status.podIP)]),
    fact(
      'node',
      nodeName === undefined
        ? []
        : [
            {
              ...mono(nodeName),
              object: { kind: 'Node', key: nodeName },
              ...(isOff && { note: words.isOff, isBad: true }),
            },
          ],
    ),
    fact('labels', labels(pod.metadata.labels)),
    fact(
      'selectedBy',
      services.map(({ metadata }) => {
        const key = objectKey(metadata);
        return { ...mono(key), object: { kind: 'Service', key } };
      }),
    ),
    fact('image', pod.spec.containers.flatMap(({ image }) => image ?? []).map(mono)),
  ];
}

function nodeFacts(node: Node, snapshot: Snapshot, words: PlaybackMessages): readonly Fact[] {
  const { name } = node.metadata;
  const isOff = snapshot.nodesOff.has(name);
  const pods = Array.from(snapshot.objects.Pod.values()).filter((pod) => pod.spec.nodeName === name);
  const taints = node.spec.taints ?? [];
  return [
    fact('status', [
      { ...word(nodeWord(node)), isBad: !isNodeReady(node) || isOff, ...(isOff && { note: words.isOff }) },
    ]),
    fact(
      'conditions',
      (node.status.conditions ?? []).map(({ type, status, reason }) =>
        word(reason === undefined ? `${type}: ${status}` : `${type}: ${status} (${reason})`),
      ),
    ),
    fact(
      'addresses',
      (node.status.addresses ?? []).map(({ type, address }) => mono(`${address} ${type}`)),
    ),
    fact('podCIDR', node.spec.podCIDR === undefined ? [] : [mono(node.spec.podCIDR)]),
    ...(taints.length > 0
      ? [
          fact(
            'taints',
            taints.map(({ key, effect }) => mono(`${key}:${effect}`)),
          ),
        ]
      : []),
    fact(
      'pods',
      pods.map((pod) => {
        const key = objectKey(pod.metadata);
        return {
          ...mono(key),
          object: { kind: 'Pod' as const, key },
          ...(!isPodReady(pod) && { note: podWord(pod) === 'Running' ? words.notReady : podWord(pod), isBad: true }),
        };
      }),
    ),
  ];
}

function workloadFacts(workload: Deployment | ReplicaSet, words: PlaybackMessages): readonly Fact[] {
  const { replicas, selector, template } = workload.spec;
  const ready = workload.status?.readyReplicas ?? 0;
  return [
    fact('replicas', [{ ...word(words.ready(ready, replicas)), isBad: ready < replicas }]),
    fact('selector', labels(selector.matchLabels)),
    fact('labels', labels(template.metadata?.labels)),
    fact('image', template.spec.containers.flatMap(({ image }) => image ?? []).map(mono)),
  ];
}

function portText({ name, port, protocol, targetPort, nodePort }: ServicePort, words: PlaybackMessages): string {
  const named = name === undefined ? '' : `${name} `;
  const opened = nodePort === undefined ? '' : `, ${words.layers.nodePort} ${String(nodePort)}`;
  return `${named}${String(port)}/${protocol} → ${String(targetPort)}${opened}`;
}

function labels(map: StringMap | undefined): readonly FactValue[] {
  return Object.entries(map ?? {}).map(([key, value]) => mono(`${key}=${value}`));
}

function fact(name: FactName, values: readonly FactValue[]): Fact {
  return { name, values };
}

function mono(text: string): FactValue {
  return { text, isMono: true };
}

function word(text: string): FactValue {
  return { text, isMono: false };
}
