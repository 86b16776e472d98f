/** How things are doing, as one word each: what the machine is, what Kubernetes says of it, and whether traffic reaches it. */
import type { EndpointSlice } from '../kubernetes/api/endpointslice.ts';
import { isNodeReady, type Node } from '../kubernetes/api/node.ts';
import { isPodReady, type Pod } from '../kubernetes/api/pod.ts';
import type { Service } from '../kubernetes/api/service.ts';
import type { BoxStatus } from './diagram.ts';
import type { Snapshot } from './snapshot.ts';

/** A pod's status. A pod on a machine without power is down, whatever Kubernetes still believes. */
export function podStatus(pod: Pod, snapshot: Snapshot): BoxStatus {
  const { nodeName } = pod.spec;
  if (nodeName !== undefined && snapshot.nodesOff.has(nodeName)) return 'down';
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  if (nodeName !== undefined && snapshot.nodesCut.has(nodeName)) return 'cut';
  if (isFailing(pod)) return 'failing';
  if (pod.status.phase === 'Pending' || pod.status.podIP === undefined) return 'pending';
  return isPodReady(pod) ? 'ok' : 'notReady';
}

/** Whether a container has ended with an error, or waits because it ended or could not begin. */
function isFailing({ status }: Pod): boolean {
  if (status.phase === 'Failed') return true;
  return (
    status.containerStatuses?.some(
      ({ state }) =>
        (state.terminated !== undefined && state.terminated.exitCode !== 0) ||
        (state.waiting !== undefined && !STARTING.has(state.waiting.reason)),
    ) ?? false
  );
}

/** The reasons to wait that are no trouble. */
const STARTING: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

/**
 * What `kubectl get pods` says in its STATUS column.
 * Upstream: pkg/printers/internalversion/printers.go printPod (v1.36), less init containers and signals.
 */
export function podWord(pod: Pod): string {
  const { status, metadata } = pod;
  const isOver = status.phase === 'Succeeded' || status.phase === 'Failed';
  if (metadata.deletionTimestamp !== undefined && !isOver) return 'Terminating';
  let word: string = status.reason ?? status.phase;
  const containers = status.containerStatuses ?? [];
  for (const { state } of containers.toReversed()) word = state.waiting?.reason ?? state.terminated?.reason ?? word;
  const isRunning = containers.some(({ state, ready }) => state.running !== undefined && ready);
  if (word === 'Completed' && isRunning) return isPodReady(pod) ? 'Running' : 'NotReady';
  return word;
}

/** A machine's status: without power, cut off, not Ready for Kubernetes, or fine. */
export function nodeStatus(node: Node, snapshot: Snapshot): BoxStatus {
  if (snapshot.nodesOff.has(node.metadata.name)) return 'down';
  if (snapshot.nodesCut.has(node.metadata.name)) return 'cut';
  return isNodeReady(node) ? 'ok' : 'notReady';
}

/**
 * What `kubectl get nodes` says in its STATUS column.
 * Upstream: pkg/printers/internalversion/printers.go printNode (v1.36).
 */
export function nodeWord(node: Node): string {
  const word = isNodeReady(node) ? 'Ready' : 'NotReady';
  return isCordoned(node) ? `${word},SchedulingDisabled` : word;
}

/** Whether no new pods are placed on the node. */
export function isCordoned(node: Node): boolean {
  return node.spec.unschedulable === true;
}

/** One endpoint of a Service, as its slices list it. */
export interface ServiceEndpoint {
  /** Key of the pod behind it, where a pod is. */
  readonly pod: string | undefined;
  readonly address: string;
  readonly isReady: boolean;
}

/** The Service's endpoints from its EndpointSlices, by address; an address listed twice counts once, as ready if either is. */
export function serviceEndpoints(service: Service, snapshot: Snapshot): readonly ServiceEndpoint[] {
  const byAddress = new Map<string, ServiceEndpoint>();
  for (const slice of snapshot.objects.EndpointSlice.values()) {
    if (!belongsTo(slice, service)) continue;
    for (const endpoint of slice.endpoints ?? []) {
      const address = endpoint.addresses[0];
      if (address === undefined) continue;
      const target = endpoint.targetRef;
      const isReady = endpoint.conditions.ready !== false || byAddress.get(address)?.isReady === true;
      const pod = target?.kind === 'Pod' ? `${target.namespace ?? ''}/${target.name}` : undefined;
      byAddress.set(address, { pod, address, isReady });
    }
  }
  return Array.from(byAddress.values()).toSorted((a, b) => compare(a.address, b.address));
}

function belongsTo(slice: EndpointSlice, service: Service): boolean {
  return (
    slice.metadata.namespace === service.metadata.namespace &&
    slice.metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name
  );
}

/** Whether the Service has an address of its own: neither headless nor a mere name. */
export function hasClusterIP(service: Service): boolean {
  const { type, clusterIP } = service.spec;
  return type !== 'ExternalName' && clusterIP !== undefined && clusterIP !== '' && clusterIP !== 'None';
}

/** Order of code units: the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
