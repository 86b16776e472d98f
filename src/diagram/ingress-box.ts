/** The Ingress controller in the picture: one box with the rules of all its Ingresses, and the pods that it calls. */
import type { Ingress } from '../kubernetes/api/ingress.ts';
import { objectKey } from '../kubernetes/api/objects.ts';
import { byAge, isOwnIngress } from '../kubernetes/ingress/route.ts';
import { ingressBoxId } from './box-id.ts';
import type { DiagramBox, Rectangle } from './diagram.ts';
import type { DrawnService } from './project-boxes.ts';
import type { Snapshot } from './snapshot.ts';

/** The one controller of a cluster, as hops name it. */
const CONTROLLER = 'ingress-nginx';

/** Its box. */
export const INGRESS_BOX_ID: string = ingressBoxId(CONTROLLER);

/** So many rules are written on the box; what is beyond them is counted. */
const MOST_RULES = 4;

/** The Ingresses that the controller goes by, the oldest first. */
export function ownIngresses(snapshot: Snapshot): readonly Ingress[] {
  return Array.from(snapshot.objects.Ingress.values()).filter(isOwnIngress).toSorted(byAge);
}

/** How many lines the box's rules take; undefined where there is no box. */
export function ruleLines(ingresses: readonly Ingress[]): number | undefined {
  if (ingresses.length === 0) return undefined;
  return Math.min(MOST_RULES + 1, ingresses.flatMap(ingressRules).length);
}

/** What an Ingress says, one rule a line: `host/path → service`; `*` is every host. */
export function ingressRules({ spec }: Ingress): readonly string[] {
  const rules = (spec.rules ?? []).flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).map(({ path = '/', backend }) => `${host}${path} → ${backend.service?.name ?? '?'}`),
  );
  const fallback = spec.defaultBackend?.service?.name;
  return fallback === undefined ? rules : [...rules, `* → ${fallback}`];
}

/** The box, or none without an Ingress. A click explains the oldest Ingress. */
export function ingressBoxes(ingresses: readonly Ingress[], place: Rectangle): readonly DiagramBox[] {
  const [first] = ingresses;
  if (first === undefined) return [];
  const rules = ingresses.flatMap(ingressRules);
  const addresses = ingresses.flatMap(({ status }) => status?.loadBalancer?.ingress?.[0]?.ip ?? []);
  return [
    {
      id: INGRESS_BOX_ID,
      layer: 'ingress',
      kind: 'ingress',
      title: CONTROLLER,
      lines: addresses.slice(0, 1),
      status: addresses.length === 0 ? 'pending' : 'ok',
      object: { kind: 'Ingress', key: objectKey(first.metadata) },
      rules: rules.length > MOST_RULES ? [...rules.slice(0, MOST_RULES), `+${rules.length - MOST_RULES}`] : rules,
      routesTo: Array.from(new Set(ingresses.flatMap(backendsOf))),
      ...place,
    },
  ];
}

/** The pods that the controller calls: those of its rules' Services, each with whether it answers. */
export function calledPods(
  box: DiagramBox | undefined,
  services: readonly DrawnService[],
): readonly { readonly pod: string; readonly isReady: boolean }[] {
  return services
    .filter(({ key }) => box?.routesTo?.includes(key) === true)
    .flatMap(({ endpoints }) => endpoints.flatMap(({ pod, isReady }) => (pod === undefined ? [] : [{ pod, isReady }])));
}

/** Keys of the Services that an Ingress leads to. */
function backendsOf({ metadata, spec }: Ingress): readonly string[] {
  const backends = (spec.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend));
  return [...backends, ...(spec.defaultBackend === undefined ? [] : [spec.defaultBackend])].flatMap(({ service }) =>
    service === undefined ? [] : [`${metadata.namespace ?? 'default'}/${service.name}`],
  );
}
