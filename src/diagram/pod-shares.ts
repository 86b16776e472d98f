/** How a Service's answers fell on its pods, and how they should have fallen if each choice was even. */
import type { SimTime } from '../base/sim-time.ts';
import type { RequestTrace, Trace } from '../simulation/trace.ts';
import { serviceEndpoints } from './box-status.ts';
import { snapshotAt } from './snapshot.ts';

/** One pod's part. */
export interface PodShare {
  /** Key of the pod. */
  readonly pod: string;
  readonly answered: number;
  /** How many it would have answered on average, had each request been given to any ready endpoint alike. */
  readonly expected: number;
  /** 95 of 100 such runs end within these counts, where it is by chance. */
  readonly low: number;
  readonly high: number;
}

/** The parts of a Service's pods. */
export interface ServiceShares {
  /** Key of the Service. */
  readonly service: string;
  /** Requests that a pod answered. */
  readonly total: number;
  /** Whether chance had a part in it: in the mode ipvs each node gives connections to the endpoints in turn. */
  readonly isByChance: boolean;
  /** By pod. */
  readonly pods: readonly PodShare[];
}

/** Standard deviations to either side that hold 95 % of a normal distribution. */
const DEVIATIONS = 1.96;

interface Tally {
  answered: number;
  expected: number;
  variance: number;
}

/**
 * The shares of each Service whose pods answered requests that ended by `until`, by Service. A request counts for the
 * endpoints that were ready when it began. Affinity and keep-alive make choices depend on each other: then the band says
 * what chance alone would have done.
 */
export function podShares(trace: Trace, until: SimTime): readonly ServiceShares[] {
  const services = new Map<string, Map<string, Tally>>();
  for (const request of trace.requests) {
    if (request.finishedAt > until || request.answeredBy === undefined || request.service === undefined) continue;
    const key = `${request.service.namespace}/${request.service.name}`;
    const tallies = services.get(key) ?? new Map<string, Tally>();
    services.set(key, tallies);
    count(trace, request, key, tallies);
  }
  const isByChance = trace.network.kubeProxyMode !== 'ipvs';
  return Array.from(services, ([service, tallies]) => toShares(service, tallies, isByChance)).toSorted((a, b) =>
    a.service < b.service ? -1 : 1,
  );
}

function count(trace: Trace, request: RequestTrace, key: string, tallies: Map<string, Tally>): void {
  const snapshot = snapshotAt(trace, request.startedAt);
  const service = snapshot.objects.Service.get(key);
  const endpoints = service === undefined ? [] : serviceEndpoints(service, snapshot);
  const ready = endpoints.flatMap(({ pod, isReady }) => (isReady && pod !== undefined ? [pod] : []));
  const chance = ready.length === 0 ? 0 : 1 / ready.length;
  for (const pod of ready) {
    const tally = tallyOf(tallies, pod);
    tally.expected += chance;
    tally.variance += chance * (1 - chance);
  }
  if (request.answeredBy !== undefined) tallyOf(tallies, request.answeredBy).answered += 1;
}

function tallyOf(tallies: Map<string, Tally>, pod: string): Tally {
  const tally = tallies.get(pod) ?? { answered: 0, expected: 0, variance: 0 };
  tallies.set(pod, tally);
  return tally;
}

function toShares(service: string, tallies: ReadonlyMap<string, Tally>, isByChance: boolean): ServiceShares {
  const pods = Array.from(tallies, ([pod, { answered, expected, variance }]): PodShare => {
    const spread = DEVIATIONS * Math.sqrt(variance);
    return { pod, answered, expected, low: Math.max(0, expected - spread), high: expected + spread };
  }).toSorted((a, b) => (a.pod < b.pod ? -1 : 1));
  return { service, isByChance, total: pods.reduce((sum, { answered }) => sum + answered, 0), pods };
}
