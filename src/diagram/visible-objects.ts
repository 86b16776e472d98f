/** Which objects of a cluster the picture shows, in the order in which it shows them. */
import type { Node } from '../kubernetes/api/node.ts';
import { objectKey } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import type { Service } from '../kubernetes/api/service.ts';
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import { compare } from './box-status.ts';
import type { Snapshot } from './snapshot.ts';

/** The namespace of the cluster's own machinery, which is not drawn as Services and pods. */
const SYSTEM = 'kube-system';

/** The Services in order of name; the cluster's own (`default/kubernetes`, `kube-system`) are left out. */
export function visibleServices(snapshot: Snapshot): readonly Service[] {
  return Array.from(snapshot.objects.Service.values())
    .filter(({ metadata }) => metadata.namespace !== SYSTEM && objectKey(metadata) !== 'default/kubernetes')
    .toSorted((a, b) => compare(objectKey(a.metadata), objectKey(b.metadata)));
}

/** The nodes in order of name, numbers as numbers: node-2 before node-10. */
export function visibleNodes(snapshot: Snapshot): readonly Node[] {
  return Array.from(snapshot.objects.Node.values()).toSorted((a, b) => byNumbers(a.metadata.name, b.metadata.name));
}

/** The nodes from `first` to `last`, both names, in the same order; an end that is gone by now still bounds them. */
export function nodesBetween(snapshot: Snapshot, first: string, last: string): readonly Node[] {
  return visibleNodes(snapshot).filter(
    ({ metadata: { name } }) => byNumbers(first, name) <= 0 && byNumbers(name, last) <= 0,
  );
}

/** The pods in order of age, so that a new one never moves the others; clients' own pods and the cluster's are left out. */
export function visiblePods(snapshot: Snapshot, trace: Trace): readonly Pod[] {
  const clients = new Set(
    trace.clients.flatMap(({ name, from }) => (from.type === 'pod' ? [`${from.namespace}/${name}`] : [])),
  );
  return Array.from(snapshot.objects.Pod.values())
    .filter(({ metadata }) => metadata.namespace !== SYSTEM && !clients.has(objectKey(metadata)))
    .toSorted(
      (a, b) =>
        compare(a.metadata.creationTimestamp ?? '', b.metadata.creationTimestamp ?? '') ||
        compare(objectKey(a.metadata), objectKey(b.metadata)),
    );
}

/** Hosts outside the cluster: the targets of ExternalName Services, and wherever else requests went. */
export function externalHosts(snapshot: Snapshot, trace: Trace): readonly string[] {
  const hosts = new Set(hostsOfRequests(trace.requests));
  for (const { spec } of visibleServices(snapshot)) {
    if (spec.type === 'ExternalName' && isHostName(spec.externalName)) hosts.add(withoutRoot(spec.externalName));
  }
  return Array.from(hosts).toSorted(compare);
}

const hostsKnown = new WeakMap<readonly RequestTrace[], readonly string[]>();

function hostsOfRequests(requests: readonly RequestTrace[]): readonly string[] {
  let hosts = hostsKnown.get(requests);
  if (hosts === undefined) {
    const found = new Set<string>();
    for (const { hops } of requests) {
      for (const { place } of hops) if (place.type === 'external') found.add(withoutRoot(place.name));
    }
    hosts = Array.from(found);
    hostsKnown.set(requests, hosts);
  }
  return hosts;
}

/** A name that could be some host's: one that looks like an IP address is a name that nobody has. */
function isHostName(name: string | undefined): name is string {
  return name !== undefined && !/^[\d.]+$/.test(name);
}

function withoutRoot(host: string): string {
  return host.replace(/\.$/, '');
}

/** Compares text with its runs of digits taken as numbers. */
function byNumbers(a: string, b: string): number {
  const pad = (text: string): string => text.replace(/\d+/g, (digits) => digits.padStart(12, '0'));
  return compare(pad(a), pad(b)) || compare(a, b);
}
