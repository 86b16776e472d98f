/** Which backend a request goes to by the Ingresses of a cluster, as ingress-nginx merges them. */
import type { Ingress, IngressBackend, IngressPath } from '../api/ingress.ts';
import { matchesHost, matchesPath } from './match.ts';

/** The rule that a request meets. */
export interface IngressRoute {
  readonly ingress: Ingress;
  /** As the rule names it; empty: every host. */
  readonly host: string;
  /** Undefined for a default backend. */
  readonly path: string | undefined;
  readonly pathType: IngressPath['pathType'] | undefined;
  readonly backend: IngressBackend;
}

/** Names the controller that an Ingress is for, in the old way. */
const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const CLASS = 'nginx';

/** Whether the Ingress is for this controller: of its class, or of none, as it is the only one and so the default. */
export function isOwnIngress({ spec, metadata }: Ingress): boolean {
  return (spec.ingressClassName ?? metadata.annotations?.[CLASS_ANNOTATION] ?? CLASS) === CLASS;
}

/** The order in which Ingresses claim hosts and paths: the older one has the say. */
export function byAge(a: Ingress, b: Ingress): number {
  const [left, right] = [nameOf(a), nameOf(b)];
  const older = compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '');
  return older === 0 ? compare(left, right) : older;
}

/**
 * The route of a request for `path` at `host`, or undefined where no rule is for it (404). A host that is named wins over a
 * wildcard, that over rules for every host; within the host an Exact path over prefixes, of those the longest. `ingresses`
 * are in order of age. Upstream: ingress-nginx internal/ingress/controller/controller.go createServers, getBackendServers
 */
export function findRoute(ingresses: readonly Ingress[], host: string, path: string): IngressRoute | undefined {
  const own = ingresses.flatMap(routesOf);
  const named = own.filter((route) => route.host === host);
  const wild = own.filter((route) => route.host.startsWith('*') && matchesHost(route.host, host));
  const site = named.length > 0 ? named : wild.length > 0 ? wild : own.filter((route) => route.host === '');
  let best: IngressRoute | undefined;
  for (const route of site) if (takes(route, path) && (best === undefined || isCloser(route, best))) best = route;
  return best;
}

/** Whether the site has a certificate: some Ingress names it under `tls`. */
export function hasCertificate(ingresses: readonly Ingress[], host: string): boolean {
  return ingresses.some(({ spec }) =>
    (spec.tls ?? []).some(({ hosts = [] }) => hosts.some((each) => matchesHost(each, host))),
  );
}

function routesOf(ingress: Ingress): readonly IngressRoute[] {
  const { rules = [], defaultBackend } = ingress.spec;
  const routes: IngressRoute[] = rules.flatMap(({ host = '', http }) =>
    (http?.paths ?? []).map(({ path = '/', pathType, backend }) => ({ ingress, host, path, pathType, backend })),
  );
  if (defaultBackend === undefined) return routes;
  const hosts = rules.length === 0 ? [''] : [...new Set(rules.map(({ host = '' }) => host))];
  const rest = hosts.map((host) => ({ ingress, host, path: undefined, pathType: undefined, backend: defaultBackend }));
  return [...routes, ...rest];
}

function takes({ path, pathType }: IngressRoute, asked: string): boolean {
  return path === undefined || pathType === undefined || matchesPath(pathType, path, asked);
}

/** Of two that are alike the first, and so the older, stays. */
function isCloser(route: IngressRoute, best: IngressRoute): boolean {
  if ((route.pathType === 'Exact') !== (best.pathType === 'Exact')) return route.pathType === 'Exact';
  return (route.path?.length ?? -1) > (best.path?.length ?? -1);
}

function nameOf({ metadata }: Ingress): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
