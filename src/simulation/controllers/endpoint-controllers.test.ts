import { describe, expect, it } from 'vitest';
import { millis, seconds } from '../../base/sim-time.ts';
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { aNode, aPod } from '../../testing/builders.ts';
import { createSimulation, type Simulation } from '../simulation.ts';
import { storedEndpoints } from './endpoints-controller.ts';

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
`;

const BY_HAND = `
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  ports:
  - port: 5432
---
apiVersion: v1
kind: Endpoints
metadata: {name: db}
subsets:
- addresses: [{ip: 192.0.2.5}]
  notReadyAddresses: [{ip: 192.0.2.6}]
  ports: [{port: 5432}]
`;

function simulate(manifests: string): Simulation {
  const simulation = createSimulation({ documents: parseManifest(manifests), seed: 1, commands: [] });
  simulation.advance(seconds(1));
  return simulation;
}

/** `address (ready)` of every endpoint in the slices of a Service. */
function endpointsOf({ api }: Simulation, service: string): readonly string[] {
  return api.store
    .list('EndpointSlice')
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
    .flatMap(({ endpoints = [] }) => endpoints)
    .map(({ addresses, conditions }) => `${addresses.join(',')} ${String(conditions.ready)}`);
}

/** The slices, besides the API server's own. */
function slices({ api }: Simulation): readonly EndpointSlice[] {
  return api.store.list('EndpointSlice').filter(({ metadata }) => metadata.name !== 'kubernetes');
}

function sliceNames(simulation: Simulation): readonly string[] {
  return slices(simulation).map(({ metadata }) => metadata.name);
}

describe('the endpoint controllers', () => {
  it('SLICE60: write EndpointSlices and Endpoints for a Service with a selector', () => {
    const simulation = simulate(SERVICE);
    const { store } = simulation.api;
    expect(storedEndpoints(store, 'default/web')).not.toHaveProperty('subsets');
    store.put(aPod('web-1'));
    simulation.advance(seconds(2));
    expect(endpointsOf(simulation, 'web')).toEqual(['10.244.1.2 true']);
    expect(storedEndpoints(store, 'default/web')?.subsets?.[0]?.addresses?.map(({ ip }) => ip)).toEqual(['10.244.1.2']);
  });

  it('SLICE61: follow a pod whose label takes it out and in again', () => {
    const simulation = simulate(SERVICE);
    const { store } = simulation.api;
    const [name] = sliceNames(simulation);
    const seen: (readonly string[])[] = [];
    for (const app of ['web', 'debug', 'web']) {
      store.put(aPod('web-1', { labels: { app } }));
      simulation.advance(seconds(seen.length + 2));
      seen.push(endpointsOf(simulation, 'web'));
    }
    expect(seen).toEqual([['10.244.1.2 true'], [], ['10.244.1.2 true']]);
    expect(sliceNames(simulation)).toEqual([name]);
  });

  it('SLICE62: remove what they wrote when the Service is deleted', () => {
    const simulation = simulate(`${SERVICE}---${BY_HAND}`);
    for (const service of ['web', 'db']) simulation.api.deleteObject('Service', `default/${service}`);
    simulation.advance(seconds(2));
    expect(sliceNames(simulation)).toEqual([]);
    expect(simulation.api.store.list('Endpoints').map(({ metadata }) => metadata.name)).toEqual(['kubernetes']);
  });

  it('SLICE63: make a slice again, a second after somebody else has removed it', () => {
    const simulation = simulate(SERVICE);
    const [slice] = slices(simulation);
    expect(slice).toBeDefined();
    if (slice !== undefined) simulation.api.deleteObject('EndpointSlice', objectKey(slice.metadata));
    simulation.advance(millis(1999));
    expect(sliceNames(simulation)).toEqual([]);
    simulation.advance(seconds(2));
    expect(sliceNames(simulation)).toHaveLength(1);
  });

  it('SLICE64: try a Service again whose pod is on a node that is not there yet', () => {
    const simulation = simulate(SERVICE);
    simulation.api.store.put(aPod('web-1', { node: 'node-9' }));
    simulation.advance(seconds(4));
    expect(endpointsOf(simulation, 'web')).toEqual([]);
    simulation.api.store.put({ ...aNode('node-9'), spec: { podCIDR: '10.244.9.0/24' } });
    simulation.advance(seconds(10));
    expect(endpointsOf(simulation, 'web')).toEqual(['10.244.1.2 true']);
  });

  it('SLICE65: mirror Endpoints that were made by hand, for as long as the Service has no selector', () => {
    const simulation = simulate(BY_HAND);
    expect(endpointsOf(simulation, 'db')).toEqual(['192.0.2.5 true', '192.0.2.6 false']);
    simulation.api.applyManifest(parseManifest(SERVICE.replace('name: web', 'name: db')));
    simulation.advance(seconds(2));
    expect(endpointsOf(simulation, 'db')).toEqual([]);
    expect(storedEndpoints(simulation.api.store, 'default/db')).not.toHaveProperty('subsets');
  });

  it('SLICE66: leave slices alone that were made by hand', () => {
    const byHand = `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: mine, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
ports: [{port: 80}]
endpoints: [{addresses: [192.0.2.7]}]
`;
    const simulation = simulate(`${SERVICE}---${byHand}`);
    simulation.api.deleteObject('Service', 'default/web');
    simulation.advance(seconds(2));
    expect(sliceNames(simulation)).toEqual(['mine']);
  });
});
