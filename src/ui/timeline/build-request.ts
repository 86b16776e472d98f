/** Builds requests for tests. */
import { millis } from '../../base/sim-time.ts';
import type { Hop, Outcome, RequestTrace } from '../../simulation/trace.ts';

const addresses = { source: '10.0.0.1', destination: '10.0.0.2:80' };

function hop(atMs: number): Hop {
  return {
    at: millis(atMs),
    place: { type: 'node', name: 'node-1' },
    layer: 'clusterIP',
    before: addresses,
    after: addresses,
    rule: '',
    reason: { id: 'hop.node.forwards', params: { node: 'node-1' } },
  };
}

/** A request that starts at `startMs` and has a hop there and at each of `hopsMs`; the last of them is its end. */
export function buildRequest(
  id: string,
  startMs: number,
  hopsMs: readonly number[],
  outcome: Outcome = 'answered',
): RequestTrace {
  return {
    id,
    client: 'alice',
    url: 'http://shop',
    startedAt: millis(startMs),
    finishedAt: millis(hopsMs.at(-1) ?? startMs),
    outcome,
    cause: { id: 'cause.answered', params: { pod: 'default/shop-1', source: '10.0.0.1' } },
    hops: [startMs, ...hopsMs].map(hop),
    reply: [],
  };
}
