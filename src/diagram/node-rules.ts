/** What a node's kube-proxy had programmed at a moment: made again from the objects that it knew by then. */
import type { SimTime } from '../base/sim-time.ts';
import type { EndpointSlice } from '../kubernetes/api/endpointslice.ts';
import { SERVICE_NAME_LABEL } from '../kubernetes/endpointslice/slice-labels.ts';
import { toKnownPorts } from '../kubernetes/proxy/known-port.ts';
import { nodeSettingOf, type NodeRules } from '../kubernetes/proxy/node-rules.ts';
import { FixedServiceIndex } from '../kubernetes/proxy/service-index.ts';
import type { Trace } from '../simulation/trace.ts';
import { snapshotAt } from './snapshot.ts';

/** The rules of a node in force at a moment, and how late they were. */
export interface RulesInForce {
  readonly rules: NodeRules;
  /** When they were programmed. */
  readonly syncedAt: SimTime;
  /** All that had changed by this moment is in them. */
  readonly known: SimTime;
}

const ZONE = 'topology.kubernetes.io/zone';

/** The rules of `node` in force at `time`; undefined before its kube-proxy's first sync, and where there is none. */
export function nodeRulesAt(trace: Trace, node: string, time: SimTime): RulesInForce | undefined {
  const { kubeProxyMode: mode, podCIDR: clusterCIDR, serviceCIDR } = trace.network;
  const object = snapshotAt(trace, time).objects.Node.get(node);
  const last = trace.events.findLast(
    (event) =>
      event.at <= time &&
      ((event.type === 'proxySynced' && event.node === node) ||
        (event.type === 'hostChanged' && event.node === node && !event.isOn)),
  );
  // A machine that has been off has no rules until its proxy has synced again.
  if (object === undefined || mode === 'none' || last?.type !== 'proxySynced') return undefined;
  const { objects } = snapshotAt(trace, last.known);
  const zone = objects.Node.get(node)?.metadata.labels?.[ZONE];
  const slices = slicesByService(objects.EndpointSlice.values());
  const ports = Array.from(objects.Service, ([key, service]) => toKnownPorts(service, slices.get(key) ?? []));
  const setting = nodeSettingOf(object, { mode, clusterCIDR, serviceCIDR }, zone);
  return {
    rules: { setting, index: new FixedServiceIndex(ports.flat()) },
    syncedAt: last.at,
    known: last.known,
  };
}

function slicesByService(slices: Iterable<EndpointSlice>): ReadonlyMap<string, readonly EndpointSlice[]> {
  const byService = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const key = `${slice.metadata.namespace ?? ''}/${slice.metadata.labels?.[SERVICE_NAME_LABEL] ?? ''}`;
    const known = byService.get(key);
    if (known === undefined) byService.set(key, [slice]);
    else known.push(slice);
  }
  return byService;
}
