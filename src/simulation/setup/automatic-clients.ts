/** The clients that are made for the Services of a manifest that has no Client document. */
import type { Ingress } from '../../kubernetes/api/ingress.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service, ServicePort } from '../../kubernetes/api/service.ts';
import { findPort } from '../../kubernetes/endpointslice/endpoint.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import { DEFAULT_CLIENT_INTERVAL } from '../constants.ts';
import { parseUrl } from '../network/url.ts';
import type { ClientInfo } from '../trace.ts';
import { staggered, type Client } from './clients.ts';

/** Simplified: [SIM-23] beyond so many Services, a Client document has to say whom to ask. */
const MAX_AUTOMATIC = 20;

/**
 * One client inside the cluster for each Service, one outside for each that can be reached from outside, and one for each
 * Ingress that names a host. A Service
 * that has only SCTP ports gets none, for no client speaks that. `pods` are those that the manifest will lead to.
 */
export function automaticClients(
  services: readonly Service[],
  nodes: readonly string[],
  pods: readonly Pod[],
  ingresses: readonly Ingress[] = [],
): readonly Client[] {
  const shown = services.filter(
    (service) =>
      !isApiServer(service) && ((service.spec.ports ?? []).length === 0 || spokenPort(service) !== undefined),
  );
  const made = shown.slice(0, MAX_AUTOMATIC).flatMap((service, index) => {
    const { name, namespace = 'default' } = service.metadata;
    const node = nodes[index % Math.max(1, nodes.length)] ?? '';
    const port = spokenPort(service);
    const scheme = port?.protocol === 'UDP' ? 'udp' : 'http';
    const label = namespace === 'default' ? name : `${name}-${namespace}`;
    const from = { type: 'pod' as const, namespace, node };
    const clients = [
      automatic(`inside-${label}`, from, `${scheme}://${name}:${insidePort(service, port, pods)}`, index),
    ];
    const outside = { type: 'internet' as const, ip: `203.0.113.${7 + index}` };
    if (service.spec.type === 'LoadBalancer' && port !== undefined) {
      clients.push(automatic(`outside-${label}`, outside, `${scheme}://${name}.${namespace}.lb:${port.port}`, index));
    } else if (service.spec.type === 'NodePort' && port?.nodePort !== undefined) {
      clients.push(
        automatic(`outside-${label}`, outside, `${scheme}://${nodes[0] ?? 'node-1'}:${port.nodePort}`, index),
      );
    }
    return clients;
  });
  const visitors = ingresses
    .flatMap((ingress) => visitorOf(ingress) ?? [])
    .slice(0, MAX_AUTOMATIC)
    .map(({ name, url }, index) => {
      const ip = `203.0.113.${String(107 + index)}`;
      return automatic(name, { type: 'internet', ip }, url, shown.length + index);
    });
  return [...made, ...visitors];
}

/** Who comes to the first site of the Ingress, at its first path. */
function visitorOf({ metadata, spec }: Ingress): { readonly name: string; readonly url: string } | undefined {
  const rule = spec.rules?.find(({ host }) => host !== undefined && !host.startsWith('*'));
  if (rule?.host === undefined) return undefined;
  const scheme = spec.tls?.some(({ hosts = [] }) => hosts.includes(rule.host ?? '')) === true ? 'https' : 'http';
  const label = metadata.namespace === 'default' ? metadata.name : `${metadata.name}-${metadata.namespace ?? ''}`;
  return { name: `visitor-${label}`, url: `${scheme}://${rule.host}${rule.http?.paths[0]?.path ?? ''}` };
}

function isApiServer({ metadata }: Service): boolean {
  return metadata.namespace === 'default' && metadata.name === 'kubernetes';
}

/** The first port whose protocol clients speak. */
function spokenPort({ spec }: Service): ServicePort | undefined {
  return spec.ports?.find(({ protocol }) => protocol !== 'SCTP');
}

/** The port that a client inside has to name: without a cluster IP nothing translates ports, and it is the pods' own. */
function insidePort({ metadata, spec }: Service, port: ServicePort | undefined, pods: readonly Pod[]): number {
  if (port === undefined) return 80;
  if (spec.clusterIP !== 'None') return port.port;
  if (typeof port.targetPort === 'number') return port.targetPort;
  const selected = pods.find(
    (pod) =>
      pod.metadata.namespace === metadata.namespace && matchesServiceSelector(spec.selector, pod.metadata.labels),
  );
  return (selected && findPort(selected, port)) ?? port.port;
}

function automatic(name: string, from: ClientInfo['from'], url: string, index: number): Client {
  const target = parseUrl(url);
  const startsAt = staggered(index * 2 + (from.type === 'internet' ? 1 : 0));
  const streams =
    target === undefined
      ? []
      : [{ url, target, every: DEFAULT_CLIENT_INTERVAL, count: Infinity, keepAlive: false, startsAt }];
  return { name, from, streams, isAutomatic: true };
}
