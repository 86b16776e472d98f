/** Which boxes are lit: the way of the selected request, what is selected, and what belongs together under the pointer. */
import { serviceBoxId } from '../../diagram/box-id.ts';
import type { Diagram, DiagramBox } from '../../diagram/diagram.ts';
import { flightPath } from '../../diagram/flight-path.ts';
import { DEFAULT_LENS, flightOf } from '../../diagram/flight.ts';
import type { Trace } from '../../simulation/trace.ts';
import type { Selection } from '../store/view-store.ts';
import type { BoxData } from './to-flow.ts';

/** How each box is lit. */
export type EmphasisOf = (box: DiagramBox) => BoxData['emphasis'];

/** What is looked at. */
export interface Focus {
  readonly selection: Selection | undefined;
  /** The id of the box under the pointer, or with the keyboard's focus. */
  readonly hovered: string | undefined;
}

/** The emphasis for this picture. What is selected outweighs what is hovered. */
export function emphasisBy(trace: Trace, diagram: Diagram, { selection, hovered }: Focus): EmphasisOf {
  const chosen = bySelection(trace, diagram, selection);
  const together = belongingTo(hovered === undefined ? undefined : diagram.byId.get(hovered));
  return (box) => {
    const emphasis = chosen(box);
    return emphasis === 'none' && together(box) ? 'lit' : emphasis;
  };
}

function bySelection(trace: Trace, diagram: Diagram, selection: Selection | undefined): EmphasisOf {
  if (selection === undefined) return () => 'none';
  if (selection.type === 'request') {
    const request = trace.requests.find(({ id }) => id === selection.id);
    const lit = new Set(request === undefined ? [] : flightPath(diagram, flightOf(request, DEFAULT_LENS)).boxes);
    // Whatever door it came by, the rules are the Service's; only an Ingress controller goes past them.
    const isPast = request?.hops.some(({ layer }) => layer === 'ingress') === true;
    if (request?.service !== undefined && !isPast)
      lit.add(serviceBoxId(`${request.service.namespace}/${request.service.name}`));
    return (box) => (box.kind !== 'node' && lit.has(box.id) ? 'lit' : 'none');
  }
  if (selection.type === 'client') return (box) => (box.client?.name === selection.name ? 'selected' : 'none');
  if (selection.type === 'firewall') return (box) => (box.kind === 'firewall' ? 'selected' : 'none');
  if (selection.type === 'nodes') {
    const { first, last } = selection;
    return ({ ends }) => (ends?.[0] === first && ends[1] === last ? 'selected' : 'none');
  }
  return (box) => {
    if (box.object?.kind === selection.kind && box.object.key === selection.key) return 'selected';
    return selection.kind === 'Service' && box.selectedBy?.includes(selection.key) === true ? 'lit' : 'none';
  };
}

/** A Service, the pods that its selector matches and the Ingress that leads there are lit together, whichever of them is pointed at. */
function belongingTo(hovered: DiagramBox | undefined): (box: DiagramBox) => boolean {
  if (hovered === undefined) return () => false;
  const own = hovered.object?.kind === 'Service' ? [hovered.object.key] : (hovered.routesTo ?? []);
  const services = new Set(hovered.selectedBy ?? own);
  if (services.size === 0) return () => false;
  return (box) =>
    (box.object?.kind === 'Service' && services.has(box.object.key)) ||
    box.routesTo?.some((key) => services.has(key)) === true ||
    (hovered.selectedBy === undefined && box.selectedBy?.some((key) => services.has(key)) === true) ||
    box === hovered;
}
