/** Why a name led nowhere, as far as somebody who sees the whole cluster can tell. */
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { isIPv4 } from '../../kubernetes/net/address.ts';
import { message, type Message } from '../message.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { NameResolution } from './resolve-name.ts';
import type { World } from './world.ts';

/** The cause of a request that ended without an address. */
export function whyNotFound(
  world: World,
  { from, target: { host } }: RequestOrigin,
  { isStale }: NameResolution,
): Message {
  const { store } = world.machine.api;
  const [name = '', namespace, suffix] = host.split('.');
  // A load balancer's name exists from the moment the cloud has given it an address.
  const balanced = suffix === 'lb' ? store.get('Service', `${namespace ?? ''}/${name}`) : undefined;
  if (isStale) return message('cause.staleName', { name: host });
  if (balanced?.spec.type === 'LoadBalancer') {
    return message('cause.loadBalancerPending', { service: objectKey(balanced.metadata) });
  }
  if (from.type === 'node' && isKnownInCluster(world, host)) {
    return message('cause.nodeResolver', { name: host, node: from.node });
  }
  if (from.type !== 'pod') return message('cause.nameNotFound', { name: host });
  const service = store.get('Service', `${namespace ?? from.namespace}/${name}`);
  if (service !== undefined && isServiceName(host)) return whyNoAddress(service, host);
  const elsewhere = namespace === undefined ? otherNamespace(world, name) : undefined;
  return elsewhere === undefined
    ? message('cause.nameNotFound', { name: host })
    : message('cause.otherNamespace', { name, namespace: elsewhere, from: from.namespace });
}

/** `web`, `web.shop`, `web.shop.svc` or the full name. */
function isServiceName(host: string): boolean {
  return host.split('.').length <= 2 || /^[^.]+\.[^.]+\.svc(?:\.cluster\.local\.?)?$/.test(host);
}

/** Whether a pod, of some namespace at least, would find a Service by the name. */
function isKnownInCluster(world: World, host: string): boolean {
  if (!isServiceName(host)) return false;
  const [name = '', namespace] = host.split('.');
  if (namespace === undefined) return otherNamespace(world, name) !== undefined;
  return world.machine.api.store.get('Service', `${namespace}/${name}`) !== undefined;
}

function whyNoAddress({ metadata, spec }: Service, host: string): Message {
  const service = objectKey(metadata);
  if (spec.type === 'ExternalName') {
    const target = spec.externalName ?? '';
    return isIPv4(target)
      ? message('cause.externalNameIsAddress', { service, target })
      : message('cause.externalNameUnknown', { service, target });
  }
  if (spec.clusterIP === 'None') return message('cause.headlessEmpty', { service });
  return message('cause.nameNotFound', { name: host });
}

/** The first namespace that has a Service of this name. */
function otherNamespace({ machine }: World, name: string): string | undefined {
  const { store } = machine.api;
  return store
    .list('Namespace')
    .map(({ metadata }) => metadata.name)
    .find((namespace) => store.get('Service', `${namespace}/${name}`) !== undefined);
}
