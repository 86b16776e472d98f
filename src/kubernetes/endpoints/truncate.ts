/** How an Endpoints object is kept to a size that the API can bear. */
import type { EndpointAddress, EndpointSubset } from './endpoints.ts';

/** Upstream: pkg/controller/endpoint maxCapacity (v1.36). */
export const MAX_ENDPOINTS = 1000;

/** How many addresses the subsets hold. */
export function countAddresses(subsets: readonly EndpointSubset[] = []): number {
  return sum(subsets.map(({ addresses, notReadyAddresses }) => sizeOf(addresses) + sizeOf(notReadyAddresses)));
}

/**
 * The subsets with no more than 1000 addresses, or undefined when that many are not exceeded. Ready ones come first; each
 * subset keeps its share, rounded up, for as long as there is room. Upstream: pkg/controller/endpoint truncateEndpoints (v1.36).
 */
export function truncateSubsets(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] | undefined {
  if (countAddresses(subsets) <= MAX_ENDPOINTS) return undefined;
  const ready = sum(subsets.map(({ addresses }) => sizeOf(addresses)));
  const isReadyCut = ready > MAX_ENDPOINTS;
  const room = isReadyCut ? MAX_ENDPOINTS : MAX_ENDPOINTS - ready;
  const total = isReadyCut ? ready : countAddresses(subsets) - ready;
  let left = room;
  return subsets.map(({ addresses = [], notReadyAddresses = [], ...rest }) => {
    const cut = isReadyCut ? addresses : notReadyAddresses;
    const kept = cut.slice(0, Math.min(Math.ceil((cut.length / total) * room), left));
    left -= kept.length;
    return { ...withLists(isReadyCut ? kept : addresses, isReadyCut ? [] : kept), ...rest };
  });
}

function withLists(
  addresses: readonly EndpointAddress[],
  notReadyAddresses: readonly EndpointAddress[],
): EndpointSubset {
  return {
    ...(addresses.length === 0 ? {} : { addresses }),
    ...(notReadyAddresses.length === 0 ? {} : { notReadyAddresses }),
  };
}

function sizeOf(list: readonly unknown[] | undefined): number {
  return list?.length ?? 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
