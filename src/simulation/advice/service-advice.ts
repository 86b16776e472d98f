/** What Kubernetes accepts in a Service and is almost surely wrong. */
import { isJsonObject } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service, ServicePort } from '../../kubernetes/api/service.ts';
import { findPort } from '../../kubernetes/endpointslice/endpoint.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import { isIPv4 } from '../../kubernetes/net/address.ts';
import { listensOn } from '../kubelet/application.ts';
import { message, type Message } from '../message.ts';
import { findAppMismatch, intendedAppOf } from '../network/intended-app.ts';
import { rangeOf } from '../setup/range-of.ts';
import type { Diagnostic } from '../trace.ts';

interface Advice {
  readonly path: string;
  readonly message: Message;
}

/**
 * Warnings about the Services of the manifest, at the fields that cause them: a selector that selects nothing or also
 * another app, a targetPort that no selected pod serves, an externalName that is an address. `pods` are those that the
 * manifest will lead to.
 */
export function serviceAdvice(
  documents: readonly ManifestDocument[],
  services: readonly Service[],
  pods: readonly Pod[],
): readonly Diagnostic[] {
  const byLabel = indexByLabel(pods);
  const byKey = new Map(services.map((service) => [objectKey(service.metadata), service]));
  return documents.flatMap((document) => {
    const service = byKey.get(serviceKeyOf(document) ?? '');
    if (service === undefined) return [];
    return adviseOn(service, byLabel).map(({ path, message: text }) => ({
      severity: 'warning' as const,
      source: 'kubehops' as const,
      message: text,
      range: rangeOf(document, path),
      path,
    }));
  });
}

/** Pods by `namespace key=value`: a selector's first pair leads to the few that it can select. */
type PodsByLabel = ReadonlyMap<string, readonly Pod[]>;

function indexByLabel(pods: readonly Pod[]): PodsByLabel {
  const index = new Map<string, Pod[]>();
  for (const pod of pods) {
    for (const [key, value] of Object.entries(pod.metadata.labels ?? {})) {
      const label = `${pod.metadata.namespace ?? ''} ${key}=${value}`;
      const known = index.get(label);
      if (known === undefined) index.set(label, [pod]);
      else known.push(pod);
    }
  }
  return index;
}

function adviseOn(service: Service, byLabel: PodsByLabel): readonly Advice[] {
  const { spec, metadata } = service;
  if (spec.type === 'ExternalName') {
    const name = spec.externalName ?? '';
    return isIPv4(name)
      ? [{ path: 'spec.externalName', message: message('advice.externalNameIsAddress', { name }) }]
      : [];
  }
  if (spec.selector === undefined) return [];
  const [first] = Object.entries(spec.selector);
  const candidates =
    first === undefined ? [] : (byLabel.get(`${metadata.namespace ?? ''} ${first[0]}=${first[1]}`) ?? []);
  const selected = candidates.filter((pod) => matchesServiceSelector(spec.selector, pod.metadata.labels));
  if (selected.length === 0) {
    return [
      { path: 'spec.selector', message: message('advice.selectorMatchesNothing', { service: objectKey(metadata) }) },
    ];
  }
  const meant = intendedAppOf(service, selected);
  const stranger =
    meant && selected.map((pod) => findAppMismatch(meant, pod)).find((mismatch) => mismatch !== undefined);
  const broad: readonly Advice[] =
    stranger === undefined
      ? []
      : [
          {
            path: 'spec.selector',
            message: message('advice.selectorMatchesOtherApp', { service: objectKey(metadata), ...stranger }),
          },
        ];
  return [...broad, ...(spec.ports ?? []).flatMap((port, index) => adviseOnPort(port, index, selected))];
}

function adviseOnPort(servicePort: ServicePort, index: number, selected: readonly Pod[]): readonly Advice[] {
  const { targetPort, protocol } = servicePort;
  const path = `spec.ports[${index}].targetPort`;
  for (const pod of selected) {
    const workload = pod.metadata.name;
    const port = findPort(pod, servicePort);
    if (port === undefined) {
      return [{ path, message: message('advice.portNameMissing', { name: String(targetPort), workload }) }];
    }
    if (!listensOn(pod, port, protocol))
      return [{ path, message: message('advice.nothingListens', { port, workload }) }];
  }
  return [];
}

function serviceKeyOf({ value }: ManifestDocument): string | undefined {
  const metadata = isJsonObject(value) && value['kind'] === 'Service' ? value['metadata'] : undefined;
  if (!isJsonObject(metadata)) return undefined;
  const { name, namespace = 'default' } = metadata;
  return typeof name === 'string' && typeof namespace === 'string' ? `${namespace}/${name}` : undefined;
}
