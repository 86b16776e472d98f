/** Endpoints, core/v1: one object for all addresses behind a Service, older than EndpointSlices and still kept beside them. */
import type { ObjectMeta, Protocol } from '../api/meta.ts';
import type { Endpoint } from '../api/endpointslice.ts';

/** Upstream: core/v1 EndpointAddress (v1.36). */
export interface EndpointAddress {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: NonNullable<Endpoint['targetRef']>;
}

/** Upstream: core/v1 EndpointPort (v1.36); unlike that of a slice it always has its number. */
export interface EndpointsPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly appProtocol?: string;
}

/** Upstream: core/v1 EndpointSubset (v1.36): every address serves every port. */
export interface EndpointSubset {
  readonly addresses?: readonly EndpointAddress[];
  readonly notReadyAddresses?: readonly EndpointAddress[];
  readonly ports?: readonly EndpointsPort[];
}

/** Upstream: core/v1 Endpoints (v1.36). */
export interface Endpoints {
  readonly apiVersion: 'v1';
  readonly kind: 'Endpoints';
  readonly metadata: ObjectMeta;
  readonly subsets?: readonly EndpointSubset[];
}
