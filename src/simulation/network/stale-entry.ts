/** UDP flows whose endpoint is gone: kube-proxy clears their entries, for nothing else would ever end them. */
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { FlowMemory } from './flow-memory.ts';
import type { World } from './world.ts';

/**
 * Drops the node's entry of the flow where it leads to no serving endpoint of its Service any more. A Service without any
 * serving endpoint keeps its entries. Upstream: pkg/proxy/conntrack/cleanup.go CleanStaleEntries (v1.36)
 */
export function forgetStaleEntry(world: World, node: string, memory: FlowMemory): void {
  const entry = memory.nodes.get(node);
  const service = memory.service;
  if (entry === undefined || !entry.isDestinationRewritten || service === undefined) return;
  const serving = world.slices.servingAddresses(objectKey(service.metadata));
  if (serving.size > 0 && !serving.has(entry.left.destinationAddress)) memory.nodes.delete(node);
}
