/** The pods of a lane as boxes: one each, or in a crowd one for each app with counts. */
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import { matchesServiceSelector } from '../kubernetes/labels/selector.ts';
import { podBoxId } from './box-id.ts';
import { podStatus, podWord } from './box-status.ts';
import type { DiagramBox } from './diagram.ts';
import type { Layout } from './layout.ts';
import { pairs, type DrawnService } from './project-boxes.ts';
import type { Snapshot } from './snapshot.ts';

/** The pods that are drawn as one box. */
export interface PodStack {
  readonly id: string;
  readonly title: string;
  readonly pods: readonly Pod[];
}

/** The labels that differ from one pod of an app to the next, and say nothing to a reader. */
const MACHINE_LABELS = new Set(['pod-template-hash', 'controller-revision-hash']);

/** The boxes of one lane: each pod alone, or grouped by owner when the picture is crowded. */
export function stackPods(pods: readonly Pod[], isCrowded: boolean, lane: string): readonly PodStack[] {
  if (!isCrowded) {
    return pods.map((pod) => {
      const key = objectKey(pod.metadata);
      return { id: podBoxId(key), title: pod.metadata.name, pods: [pod] };
    });
  }
  const byOwner = new Map<string, Pod[]>();
  for (const pod of pods) {
    const owner = pod.metadata.ownerReferences?.find((reference) => reference.controller)?.name;
    const name = `${pod.metadata.namespace ?? ''}/${owner ?? pod.metadata.name}`;
    const group = byOwner.get(name);
    if (group === undefined) byOwner.set(name, [pod]);
    else group.push(pod);
  }
  return Array.from(byOwner, ([name, group]) => ({
    id: `podGroup:${lane}:${name}`,
    title: name.slice(name.indexOf('/') + 1),
    pods: group,
  }));
}

/** The box of a stack. A group is as well as its pods: fine while any of them is ready. */
export function podBox(
  stack: PodStack,
  lane: number,
  place: number,
  layout: Layout,
  services: readonly DrawnService[],
  snapshot: Snapshot,
): DiagramBox {
  const [first, ...others] = stack.pods;
  const statuses = stack.pods.map((pod) => podStatus(pod, snapshot));
  const ready = statuses.filter((status) => status === 'ok').length;
  const isGroup = others.length > 0 || stack.id.startsWith('podGroup:');
  const key = first === undefined ? undefined : objectKey(first.metadata);
  const labels = Object.fromEntries(
    Object.entries(first?.metadata.labels ?? {}).filter(([name]) => !MACHINE_LABELS.has(name)),
  );
  return {
    id: stack.id,
    layer: 'pod',
    kind: isGroup ? 'podGroup' : 'pod',
    title: stack.title,
    lines: isGroup || first === undefined ? [] : [first.status.podIP ?? '', podWord(first)],
    status: ready > 0 ? 'ok' : (statuses[0] ?? 'pending'),
    ...(!isGroup && key !== undefined && { object: { kind: 'Pod' as const, key } }),
    ...(first?.spec.nodeName !== undefined && { node: first.spec.nodeName }),
    ...(first !== undefined &&
      first.metadata.namespace !== 'default' &&
      first.metadata.namespace !== undefined && { namespace: first.metadata.namespace }),
    labels: pairs(labels),
    selectedBy:
      first === undefined
        ? []
        : services
            .filter(
              ({ service }) =>
                service.metadata.namespace === first.metadata.namespace &&
                matchesServiceSelector(service.spec.selector, first.metadata.labels),
            )
            .map((drawn) => drawn.key),
    count: { ready, total: stack.pods.length },
    ...layout.pod(lane, place),
  };
}
