/** Whoever is at a position of the log sees the cluster as it was then, however much has changed or been forgotten since. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros, seconds } from '../../base/sim-time.ts';
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { serviceNameOf } from '../../kubernetes/proxy/endpoints.ts';
import { toKnownPorts, type KnownPort } from '../../kubernetes/proxy/known-port.ts';
import { FixedServiceIndex, indexKeys, type ServiceIndex } from '../../kubernetes/proxy/service-index.ts';
import { proxyService, proxySlice } from '../../testing/proxy-objects.ts';
import { toServicePorts } from '../../kubernetes/proxy/service-port.ts';
import { LogView } from './log-view.ts';
import { ServiceLog } from './service-log.ts';

/** The objects of a moment; slices by the Service that they belong to and their name. */
interface Objects {
  readonly services: ReadonlyMap<string, Service>;
  readonly slices: ReadonlyMap<string, EndpointSlice>;
}

const step = fc.oneof(
  fc.record({
    type: fc.constant('service' as const),
    name: fc.constantFrom('a', 'b', 'c'),
    clusterIP: fc.constantFrom(undefined, '10.96.0.1', '10.96.0.2', 'None'),
    nodePort: fc.constantFrom(0, 30080),
  }),
  fc.record({
    type: fc.constant('slice' as const),
    name: fc.constantFrom('x', 'y', 'z'),
    of: fc.constantFrom(undefined, 'a', 'b', 'c'),
    addresses: fc.subarray(['10.244.1.1', '10.244.2.1', '10.244.2.2']),
  }),
  fc.record({ type: fc.constant('read' as const), reader: fc.nat(2) }),
  fc.record({ type: fc.constant('forget' as const) }),
);

function change<T>(map: ReadonlyMap<string, T>, key: string, value: T | undefined): ReadonlyMap<string, T> {
  const changed = new Map(map);
  if (value === undefined) changed.delete(key);
  else changed.set(key, value);
  return changed;
}

function describePorts(ports: readonly KnownPort[]): unknown {
  return ports.map(({ info, endpoints }) => ({ info, endpoints }));
}

const KEYS = [
  ...['a', 'b', 'c'].flatMap((name) =>
    ['10.96.0.1', '10.96.0.2'].flatMap((clusterIP) =>
      toServicePorts(proxyService(name, { clusterIP })).flatMap(indexKeys),
    ),
  ),
  'TCP 30080',
];

/** All that an index has to say. */
function describeIndex(index: ServiceIndex): unknown {
  return [describePorts(index.allPorts()), ...KEYS.map((key) => [key, describePorts(index.portsAt(key))])];
}

function indexOf({ services, slices }: Objects): ServiceIndex {
  return new FixedServiceIndex(
    [...services.values()].flatMap((service) =>
      toKnownPorts(
        service,
        [...slices.values()].filter((slice) => serviceNameOf(slice) === `shop/${service.metadata.name}`),
      ),
    ),
  );
}

describe('ServiceLog', () => {
  it('PROXY130: shows every reader the cluster as it was at its position', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const log = new ServiceLog();
        let now: Objects = { services: new Map(), slices: new Map() };
        const written = new Map<string, EndpointSlice | undefined>();
        const history = [now];
        const readers = [0, 0, 0];
        for (const [at, each] of steps.entries()) {
          const before = log.position;
          if (each.type === 'service') {
            const previous = now.services.get(each.name);
            const ports = [{ port: 80, protocol: 'TCP' as const, targetPort: 8080, nodePort: each.nodePort }];
            const object =
              each.clusterIP === undefined ? undefined : proxyService(each.name, { clusterIP: each.clusterIP, ports });
            now = { ...now, services: change(now.services, each.name, object) };
            log.serviceChanged(previous, object, micros(at));
          } else if (each.type === 'slice') {
            const previous = written.get(each.name);
            const made = each.of === undefined ? undefined : proxySlice(each.of, ...each.addresses);
            const object = made && { ...made, metadata: { ...made.metadata, name: each.name } };
            written.set(each.name, object);
            const named = object ?? previous;
            const held = named && `${serviceNameOf(named)} ${each.name}`;
            if (held !== undefined) now = { ...now, slices: change(now.slices, held, object) };
            log.sliceChanged(previous, object, micros(at));
          } else if (each.type === 'read') {
            readers[each.reader] = log.position;
          } else {
            log.keepOnly(readers, log.position);
          }
          if (log.position > before) history.push(now);
          else history[log.position] = now;
          for (const position of [...readers, log.position]) {
            const then = indexOf(history[position] ?? now);
            expect(describeIndex(new LogView(log, position))).toEqual(describeIndex(then));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('PROXY131: says which changes somebody has heard of who hears of them later', () => {
    const log = new ServiceLog();
    log.serviceChanged(undefined, proxyService('a'), seconds(1));
    log.serviceChanged(undefined, proxyService('b'), seconds(1));
    log.serviceChanged(undefined, proxyService('c'), seconds(3));
    const seen = (now: number, delay: number): number => log.positionSeen(0, seconds(now), seconds(delay));
    expect([seen(1, 0.5), seen(1.5, 0.5), seen(3, 0.5), seen(3.5, 0.5), seen(9, 0)]).toEqual([0, 2, 2, 3, 3]);
  });

  it('PROXY132: takes no notice of what is nothing to a kube-proxy', () => {
    const log = new ServiceLog();
    const service = proxyService('a');
    const slice = proxySlice('a', '10.244.1.1');
    expect(log.serviceChanged(undefined, service, seconds(1))).toBe(true);
    expect(log.sliceChanged(undefined, slice, seconds(1))).toBe(true);
    const labelled = { ...service, metadata: { ...service.metadata, labels: { team: 'shop' } } };
    const stray = { ...slice, metadata: { ...slice.metadata, labels: {} } };
    expect(log.serviceChanged(service, labelled, seconds(2))).toBe(false);
    expect(log.sliceChanged(slice, stray, seconds(2))).toBe(false);
    expect(log.sliceChanged(stray, undefined, seconds(2))).toBe(false);
    expect(log.serviceChanged(undefined, proxyService('b', { clusterIP: 'None' }), seconds(2))).toBe(false);
    expect(log.position).toBe(2);
  });

  it('PROXY264: takes notice of whatever has changed in a slice', () => {
    const log = new ServiceLog();
    const slice = proxySlice('a', '10.244.1.1');
    log.sliceChanged(undefined, slice, seconds(1));
    const stamped = { ...slice, metadata: { ...slice.metadata, annotations: { at: 'noon' } } };
    expect(log.sliceChanged(slice, stamped, seconds(2))).toBe(true);
  });

  it.each([
    ['another Service', { 'kubernetes.io/service-name': 'b' }, [1, 1], 2],
    ['no Service', {}, [1, 0], 1],
    ['the same, hidden', { 'kubernetes.io/service-name': 'a', 'service.kubernetes.io/headless': '' }, [0, 0], 0],
  ] as const)(
    'PROXY265: leaves a slice that names %s now with the old Service, unless a label hides it',
    (_title, labels, counts, all) => {
      const log = new ServiceLog();
      for (const name of ['a', 'b']) log.serviceChanged(undefined, proxyService(name), seconds(1));
      const slice = proxySlice('a', '10.244.1.1');
      log.sliceChanged(undefined, slice, seconds(1));
      log.sliceChanged(slice, { ...slice, metadata: { ...slice.metadata, labels } }, seconds(2));
      const endpoints = ['a', 'b'].map((name) => log.portsOf(`shop/${name}`, log.position)[0]?.endpoints.length);
      expect(endpoints).toEqual(counts);
      expect(log.endpointCountAt(log.position)).toBe(all);
    },
  );
});
