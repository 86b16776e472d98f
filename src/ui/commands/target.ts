/** What a menu is about. */
import type { Diagram, DiagramBox } from '../../diagram/diagram.ts';
import type { Kind } from '../../kubernetes/api/objects.ts';

/** A thing in the picture, or the whole of it. */
export type Target =
  | { readonly type: 'object'; readonly kind: Kind; readonly key: string }
  | { readonly type: 'client'; readonly name: string }
  /** Pods that are drawn as one; one of them speaks for all. */
  | { readonly type: 'group'; readonly name: string; readonly pod: string }
  | { readonly type: 'cluster' };

/** What the menu of a box is about; of a box that stands for nothing in the cluster, or of none, the whole cluster. */
export function targetOf(box: DiagramBox | undefined, diagram: Pick<Diagram, 'boxOfPod'>): Target {
  if (box?.object !== undefined) return { type: 'object', ...box.object };
  if (box?.client !== undefined) return { type: 'client', name: box.client.name };
  if (box?.kind === 'podGroup') {
    for (const [pod, id] of diagram.boxOfPod) if (id === box.id) return { type: 'group', name: box.title, pod };
  }
  return { type: 'cluster' };
}

/** The name by which the menu is announced; undefined is the cluster. */
export function targetName(target: Target): string | undefined {
  switch (target.type) {
    case 'object':
      return target.key.replace(/^default\//, '');
    case 'client':
    case 'group':
      return target.name;
    case 'cluster':
      return undefined;
  }
}
