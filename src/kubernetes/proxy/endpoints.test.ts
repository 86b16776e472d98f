/** Which slices a kube-proxy goes by. */
import { describe, expect, it } from 'vitest';
import { proxySlice } from '../../testing/proxy-objects.ts';
import type { EndpointSlice } from '../api/endpointslice.ts';
import { buildEndpointsMap } from './endpoints.ts';

const NAMES: EndpointSlice = { ...proxySlice('web', 'web.example.com'), addressType: 'FQDN' };

/** The endpoints of all ports as text. */
function endpointsOf(...slices: readonly EndpointSlice[]): readonly string[] {
  return [...buildEndpointsMap(slices, 'node-1').values()].flat().map(({ text }) => text);
}

describe('the endpoints of a Service', () => {
  it('PROXY167: are no names: a slice of the address type FQDN is passed over', () => {
    expect(endpointsOf(NAMES)).toEqual([]);
    // Whatever stands in it: the type decides.
    expect(endpointsOf({ ...proxySlice('web', '10.244.1.2'), addressType: 'FQDN' })).toEqual([]);
    expect(endpointsOf(NAMES, proxySlice('web', '10.244.2.2'))).toEqual(['10.244.2.2:8080']);
  });
});
