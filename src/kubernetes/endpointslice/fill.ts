/** How the endpoints of one set of ports are spread over slices: what exists is kept and filled before new ones are made. */
import type { Endpoint, EndpointSlice } from '../api/endpointslice.ts';
import { endpointKey, type EndpointSet, equalBeyondKey } from './endpoint-set.ts';

/** Upstream: pkg/controller/endpointslice/config MaxEndpointsPerSlice (v1.36). */
export const MAX_ENDPOINTS_PER_SLICE = 100;

/** What becomes of the slices of one set of ports. `create` holds the endpoints of each new slice. */
export interface FilledSlices {
  readonly create: readonly (readonly Endpoint[])[];
  readonly update: readonly EndpointSlice[];
  readonly remove: readonly EndpointSlice[];
}

interface Draft {
  readonly slice: EndpointSlice;
  endpoints: readonly Endpoint[];
  fate: 'unchanged' | 'update' | 'remove';
}

/**
 * Puts the desired endpoints into slices with as few writes as can be: (1) endpoints stay where they are, those no
 * longer wanted go; (2) new ones fill up slices that are written anyway, the fullest first; (3) what is left goes into
 * the one unchanged slice that it fills best, or into new slices. `hasChanged` tells a slice that must be written anyway.
 * Upstream: staging/src/k8s.io/endpointslice/reconciler.go reconcileByPortMapping (v1.36). Where upstream takes endpoints
 * and slices in random order, here they come in the order given.
 */
export function fillSlices(
  existing: readonly EndpointSlice[],
  desired: ReadonlyMap<string, Endpoint>,
  hasChanged: (slice: EndpointSlice) => boolean,
): FilledSlices {
  const left: EndpointSet = new Map(desired);
  const drafts = existing.map((slice) => keepWanted(slice, left, hasChanged));
  const pop = (count: number): readonly Endpoint[] => {
    const popped = [...left].slice(0, count);
    for (const [key] of popped) left.delete(key);
    return popped.map(([, endpoint]) => endpoint);
  };
  const fill = (draft: Draft): void => {
    draft.endpoints = [...draft.endpoints, ...pop(MAX_ENDPOINTS_PER_SLICE - draft.endpoints.length)];
    draft.fate = 'update';
  };
  const written = drafts.filter(({ fate }) => fate === 'update');
  for (const draft of written.toSorted((a, b) => b.endpoints.length - a.endpoints.length)) {
    if (left.size > 0) fill(draft);
  }
  const create: (readonly Endpoint[])[] = [];
  while (left.size > 0) {
    const best = sliceToFill(drafts, left.size);
    if (best === undefined) create.push(pop(MAX_ENDPOINTS_PER_SLICE));
    else fill(best);
  }
  return {
    create,
    update: drafts
      .filter(({ fate }) => fate === 'update')
      .map(({ slice, endpoints }) => ({ ...slice, endpoints: [...endpoints] })),
    remove: drafts.filter(({ fate }) => fate === 'remove').map(({ slice }) => slice),
  };
}

/** Takes out of `left` what the slice keeps. */
function keepWanted(slice: EndpointSlice, left: EndpointSet, hasChanged: (slice: EndpointSlice) => boolean): Draft {
  const { endpoints: before = [] } = slice;
  let isUpdated = false;
  const endpoints: Endpoint[] = [];
  for (const endpoint of before) {
    const key = endpointKey(endpoint);
    const wanted = left.get(key);
    if (wanted === undefined) continue;
    endpoints.push(wanted);
    if (!equalBeyondKey(wanted, endpoint)) isUpdated = true;
    left.delete(key);
  }
  if (!isUpdated && endpoints.length === before.length) {
    return { slice, endpoints: before, fate: hasChanged(slice) ? 'update' : 'unchanged' };
  }
  return { slice, endpoints, fate: endpoints.length === 0 ? 'remove' : 'update' };
}

/** The unchanged slice that comes closest to full. Upstream: utils.go getSliceToFill (v1.36). */
function sliceToFill(drafts: readonly Draft[], count: number): Draft | undefined {
  if (count >= MAX_ENDPOINTS_PER_SLICE) return undefined;
  const roomy = drafts.filter(
    ({ fate, endpoints }) => fate === 'unchanged' && endpoints.length + count <= MAX_ENDPOINTS_PER_SLICE,
  );
  return roomy.toSorted((a, b) => b.endpoints.length - a.endpoints.length)[0];
}
