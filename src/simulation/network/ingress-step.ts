/** A request at the Ingress controller: an HTTP proxy, which calls the pods itself. */
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { findRoute, hasCertificate, type IngressRoute } from '../../kubernetes/ingress/route.ts';
import { backendPort, upstreamsOf } from '../../kubernetes/ingress/upstreams.ts';
import { cookieOf, INGRESS_CONTROLLER } from '../ingress/ingress-controller.ts';
import { message, type Message } from '../message.ts';
import type { Outcome, Place } from '../trace.ts';
import { deliver } from './deliver.ts';
import { ignorePing } from './load-balancer-step.ts';
import type { Packet } from './packet.ts';
import type { RequestUrl } from './url.ts';
import { isPing, socketRule, type StepResult } from './walk-parts.ts';
import type { World } from './world.ts';

const { name: CONTROLLER } = INGRESS_CONTROLLER;
const PLACE: Place = { type: 'ingress', name: CONTROLLER };
/** Upstream: ingress-nginx proxy-next-upstream-tries. */
const MAX_TRIES = 3;

/** Finds the rule for the request's host and path, and passes it to one pod after another until one accepts it. */
export function passIngress(world: World, packet: Packet, client: string): StepResult {
  if (isPing(packet)) return { next: ignorePing(packet, PLACE, 'ingress') };
  const { url } = packet;
  const { destinationPort: port } = packet.current;
  if (url === undefined || (port !== 80 && port !== 443) || packet.protocol !== 'TCP') {
    const reason = message('hop.external.nothingListens', { name: CONTROLLER, port, answer: 'RST' });
    packet.pass({ place: PLACE, layer: 'ingress', rule: socketRule(packet, false), reason });
    return { next: { type: 'refused', cause: message('cause.externalRefused', { name: CONTROLLER, port }) } };
  }
  const { ingresses } = world.ingress;
  const asked = `${url.host}${url.path}`;
  if (url.scheme === 'https' && !hasCertificate(ingresses, url.host)) {
    const host = 'Kubernetes Ingress Controller Fake Certificate';
    const cause = message('cause.ingressCertificate', { name: url.host });
    return stop(packet, `certificate ${host}`, 'reset', cause);
  }
  const route = findRoute(ingresses, url.host, url.path);
  const name = route?.backend.service?.name;
  if (route === undefined || name === undefined) {
    return stop(packet, `404 ${asked}`, 'wrongApp', message('cause.ingressNoRule', { request: asked }));
  }
  const key = `${route.ingress.metadata.namespace ?? 'default'}/${name}`;
  const service = world.machine.api.store.get('Service', key);
  return {
    ...toBackend(world, packet, url, route, key, service, client),
    ...(service === undefined ? {} : { service }),
  };
}

function toBackend(
  world: World,
  packet: Packet,
  url: RequestUrl,
  route: IngressRoute,
  key: string,
  service: Service | undefined,
  client: string,
): StepResult {
  const port = service && backendPort(service, route.backend);
  let upstreams = port === undefined ? [] : upstreamsOf(world.slices.of(key), port);
  const ingress = objectKey(route.ingress.metadata);
  const rule = `${ingress}: ${route.host}${route.path ?? ''} ${route.pathType ?? 'defaultBackend'} -> ${key}:${String(port?.port ?? '?')}`;
  if (upstreams.length === 0) {
    return stop(packet, `${rule}\n503`, 'refused', message('cause.ingressNoEndpoints', { ingress, service: key }));
  }
  const count = upstreams.length;
  const cookie = cookieOf(route.ingress, client);
  const source = { sourceAddress: world.ranges.ingressIP, sourcePort: world.ports.next() };
  for (let tries = 1; ; tries++) {
    const chosen = world.course.decide(world, { type: 'choose', backend: key, upstreams, cookie });
    if (chosen === undefined) break;
    const { address: destinationAddress, port: destinationPort } = chosen;
    const endpoint = `${destinationAddress}:${String(destinationPort)}`;
    packet.pass({
      place: PLACE,
      layer: 'ingress',
      rule: `${rule}\n${cookie === undefined ? 'round_robin' : 'sticky'} ${endpoint}`,
      reason: message('hop.ingress.routes', {
        ingress,
        request: `${url.host}${url.path}`,
        service: key,
        endpoint,
        count,
      }),
      rewrite: { ...source, destinationAddress, destinationPort },
    });
    const end = deliver(world, packet, undefined, undefined);
    if (end.type !== 'refused') return { next: end };
    upstreams = upstreams.filter((each) => each.address !== destinationAddress || each.port !== destinationPort);
    if (tries >= MAX_TRIES || upstreams.length === 0) {
      const cause = message('cause.ingressBadGateway', { ingress, service: key, tries });
      return { next: { type: 'failed', outcome: 'refused', cause } };
    }
  }
  return {
    next: { type: 'failed', outcome: 'refused', cause: message('cause.ingressNoEndpoints', { ingress, service: key }) },
  };
}

/** The controller answers by itself. */
function stop(packet: Packet, rule: string, outcome: Outcome, cause: Message): StepResult {
  packet.pass({
    place: PLACE,
    layer: 'ingress',
    rule,
    reason: message('hop.ingress.answers', { status: rule.split('\n').at(-1)?.split(' ')[0] ?? '' }),
  });
  return { next: { type: 'failed', outcome, cause } };
}
