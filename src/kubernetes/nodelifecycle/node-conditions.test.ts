import { describe, expect, it } from 'vitest';
import { aNode } from '../../testing/builders.ts';
import type { Node } from '../api/node.ts';
import { healthyConditions, readyCondition, unknownConditions } from './node-conditions.ts';

const born = '2026-01-01T00:00:00Z';
const now = '2026-01-01T00:01:00Z';
const healthy: Node = { ...aNode('node-1'), status: { conditions: healthyConditions(born) } };

describe('unknownConditions', () => {
  it('NODE1: says of all that the kubelet reported that it has fallen silent', () => {
    const message = 'Kubelet stopped posting node status.';
    const silent = {
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message,
      lastHeartbeatTime: born,
      lastTransitionTime: now,
    };
    expect(unknownConditions(healthy, now)).toEqual(
      ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({ type, ...silent })),
    );
  });

  it('NODE2: keeps the time of what was unknown before, and what is not the kubelet’s to say', () => {
    const network = { type: 'NetworkUnavailable', status: 'False' as const };
    const once: Node = { ...healthy, status: { conditions: [network, ...unknownConditions(healthy, now)] } };
    expect(unknownConditions(once, '2026-01-01T00:02:00Z')).toEqual(once.status.conditions);
  });

  it('NODE3: says of a node without a kubelet that it never reported', () => {
    const empty: Node = { ...healthy, metadata: { name: 'node-1', creationTimestamp: born }, status: {} };
    expect(unknownConditions(empty, now)[0]).toEqual({
      type: 'Ready',
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
      lastHeartbeatTime: born,
      lastTransitionTime: now,
    });
  });
});

describe('readyCondition', () => {
  it('is the one of type Ready', () => {
    expect(readyCondition(healthy)).toMatchObject({ status: 'True', reason: 'KubeletReady' });
    expect(readyCondition({ ...healthy, status: {} })).toBeUndefined();
  });
});
