/** The facts of an object that a reader looks for first, before the object as it is stored. */
import type { SimTime } from '../../base/sim-time.ts';
import { nodeWord, podWord, serviceEndpoints } from '../../diagram/box-status.ts';
import { ingressRules } from '../../diagram/ingress-box.ts';
import type { Snapshot } from '../../diagram/snapshot.ts';
import type { Ingress } from '../../kubernetes/api/ingress.ts';
import { isNodeReady, type Node } from '../../kubernetes/api/node.ts';
import { objectKey, type KubernetesObject } from '../../kubernetes/api/objects.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import type { Service, ServicePort } from '../../kubernetes/api/service.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import { podsOn } from '../commands/relations.ts';
import type { PlaybackMessages } from '../i18n/en/playback.ts';
import { ageOf } from '../present/age.ts';
import { fact, labels, mono, podValue, word, type Fact, type FactValue } from './fact.ts';
import { ownerFacts, workloadFacts } from './workload-facts.ts';

/** The facts of `object` in the cluster around it; kinds without facts of their own have none. */
export function objectFacts(
  object: KubernetesObject,
  snapshot: Snapshot,
  time: SimTime,
  words: PlaybackMessages,
): readonly Fact[] {
  switch (object.kind) {
    case 'Service':
      return serviceFacts(object, snapshot, words);
    case 'Pod':
      return podFacts(object, snapshot, words);
    case 'Node':
      return nodeFacts(object, snapshot, time, words);
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
      return workloadFacts(object, snapshot, words);
    case 'EndpointSlice':
      return ownerFacts(object, snapshot);
    case 'Ingress':
      return ingressFacts(object, words);
    case 'Event':
    case 'Lease':
    case 'Namespace':
      return [];
  }
}

function ingressFacts(ingress: Ingress, words: PlaybackMessages): readonly Fact[] {
  const namespace = ingress.metadata.namespace ?? 'default';
  const addresses = (ingress.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []).map(mono);
  return [
    fact('externalIP', addresses.length > 0 ? addresses : [word(words.pending)]),
    fact(
      'routes',
      ingressRules(ingress).map((rule) => ({
        ...mono(rule),
        object: { kind: 'Service', key: `${namespace}/${rule.slice(rule.lastIndexOf(' ') + 1)}` },
      })),
    ),
  ];
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
              ...machineNote(nodeName, snapshot, words),
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
    ...ownerFacts(pod, snapshot),
  ];
}

/** What is wrong with the machine itself, which Kubernetes may not have noticed. */
function machineNote(node: string, snapshot: Snapshot, words: PlaybackMessages): Pick<FactValue, 'note' | 'isBad'> {
  if (snapshot.nodesOff.has(node)) return { note: words.isOff, isBad: true };
  return snapshot.nodesCut.has(node) ? { note: words.isCut, isBad: true } : {};
}

function nodeFacts(node: Node, snapshot: Snapshot, time: SimTime, words: PlaybackMessages): readonly Fact[] {
  const { name } = node.metadata;
  const renewed = ageOf(snapshot.objects.Lease.get(`kube-node-lease/${name}`)?.spec.renewTime, time);
  const taints = node.spec.taints ?? [];
  return [
    fact('status', [{ ...word(nodeWord(node)), isBad: !isNodeReady(node), ...machineNote(name, snapshot, words) }]),
    ...(renewed === undefined ? [] : [fact('lease', [word(words.renewed(renewed))])]),
    fact(
      'addresses',
      (node.status.addresses ?? []).map(({ type, address }) => mono(`${address} ${type}`)),
    ),
    fact('podCIDR', node.spec.podCIDR === undefined ? [] : [mono(node.spec.podCIDR)]),
    ...(taints.length > 0
      ? [
          fact(
            'taints',
            taints.map(({ key, value, effect }) => mono(`${key}${value === undefined ? '' : `=${value}`}:${effect}`)),
          ),
        ]
      : []),
    fact(
      'pods',
      podsOn(name, snapshot).map((pod) => podValue(pod, words)),
    ),
  ];
}

function portText({ name, port, protocol, targetPort, nodePort }: ServicePort, words: PlaybackMessages): string {
  const named = name === undefined ? '' : `${name} `;
  const opened = nodePort === undefined ? '' : `, ${words.layers.nodePort} ${String(nodePort)}`;
  return `${named}${String(port)}/${protocol} → ${String(targetPort)}${opened}`;
}
