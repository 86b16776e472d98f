import { describe, expect, it } from 'vitest';
import { aPod } from '../../testing/builders.ts';
import type { ContainerPort, PodSpec, ResourceList } from '../api/pod.ts';
import { type HostPort, isPortConflict, podDemand } from './pod-demand.ts';

function demandOf(lists: readonly (ResourceList | undefined)[], spec: Partial<PodSpec> = {}) {
  const containers = lists.map((requests, index) => ({
    name: `c${index}`,
    ...(requests !== undefined && { resources: { requests } }),
  }));
  return podDemand(aPod('web-1', { spec: { containers, ...spec } }));
}

const Mi = 1024 * 1024;

describe('podDemand', () => {
  it.each<readonly [string, readonly (ResourceList | undefined)[], number, number]>([
    ['nothing', [undefined], 0, 0],
    ['whole cores', [{ cpu: '2', memory: '1Gi' }], 2000, 1024 * Mi],
    ['numbers', [{ cpu: 1, memory: 1000 }], 1000, 1000],
    ['thousandths and powers of ten', [{ cpu: '250m', memory: '64M' }], 250, 64_000_000],
    ['fractions, rounded up', [{ cpu: '0.0005', memory: '0.5' }], 1, 1],
    ['several containers', [{ cpu: '100m' }, { cpu: '150m', memory: '5Mi' }, undefined], 250, 5 * Mi],
  ])('SCHED10: adds up %s', (_case, lists, milliCPU, memory) => {
    expect(demandOf(lists).requests).toMatchObject({ milliCPU, memory });
  });

  it('SCHED11: compares by 100m and 200Mi where a container asks for nothing', () => {
    expect(demandOf([undefined, { cpu: '1' }, { memory: '1Mi' }]).scored).toEqual({
      milliCPU: 1200,
      memory: 401 * 1024,
    });
  });

  it('SCHED12: counts overhead and resources of other names', () => {
    const { requests } = demandOf([{ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': '2' }], { overhead: { cpu: '5m' } });
    expect(requests.milliCPU).toBe(5);
    expect([...requests.scalars]).toEqual([['nvidia.com/gpu', 3]]);
  });

  it.each<readonly [string, Partial<PodSpec>, readonly ContainerPort[], readonly HostPort[]]>([
    ['no host port', {}, [{ containerPort: 80 }], []],
    ['a host port', {}, [{ containerPort: 80, hostPort: 8080 }], [{ ip: '0.0.0.0', protocol: 'TCP', port: 8080 }]],
    [
      'one address and protocol',
      {},
      [{ containerPort: 53, hostPort: 53, protocol: 'UDP', hostIP: '127.0.0.1' }],
      [{ ip: '127.0.0.1', protocol: 'UDP', port: 53 }],
    ],
    [
      'the host network',
      { hostNetwork: true },
      [{ containerPort: 80 }],
      [{ ip: '0.0.0.0', protocol: 'TCP', port: 80 }],
    ],
  ])('SCHED13: takes ports of the machine with %s', (_case, spec, ports, expected) => {
    const pod = aPod('web-1', { spec: { ...spec, containers: [{ name: 'c', ports }] } });
    expect(podDemand(pod).hostPorts).toEqual(expected);
  });
});

describe('isPortConflict', () => {
  const port = (ip: string, protocol: 'TCP' | 'UDP', number: number): HostPort => ({ ip, protocol, port: number });

  it.each([
    [port('0.0.0.0', 'TCP', 80), port('0.0.0.0', 'TCP', 80), true],
    [port('0.0.0.0', 'TCP', 80), port('127.0.0.1', 'TCP', 80), true],
    [port('127.0.0.1', 'TCP', 80), port('0.0.0.0', 'TCP', 80), true],
    [port('127.0.0.1', 'TCP', 80), port('127.0.0.2', 'TCP', 80), false],
    [port('0.0.0.0', 'TCP', 80), port('0.0.0.0', 'UDP', 80), false],
    [port('0.0.0.0', 'TCP', 80), port('0.0.0.0', 'TCP', 81), false],
  ])('SCHED14: %j and %j: %s', (left, right, expected) => {
    expect(isPortConflict(left, right)).toBe(expected);
  });
});
