import { describe, expect, it } from 'vitest';
import { aNode } from '../../testing/builders.ts';
import type { Node } from '../api/node.ts';
import { isEligible, isHostChange, isLoadBalancerHost } from './load-balancer-hosts.ts';

const EXCLUDE = 'node.kubernetes.io/exclude-from-external-load-balancers';

const well = aNode('node-1');
const notReady: Node = { ...well, status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } };
const excluded = (value: string): Node => aNode('node-1', { labels: { [EXCLUDE]: value } });
const leaving = aNode('node-1', { taints: [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' }] });
const deleted: Node = { ...well, metadata: { name: 'node-1', deletionTimestamp: '2026-01-01T00:00:00Z' } };

describe('isLoadBalancerHost', () => {
  it.each<readonly [string, Node, boolean]>([
    ['that is well', well, true],
    ['that is not ready', notReady, true],
    ['that is cordoned', aNode('node-1', { unschedulable: true }), true],
    ['with the excluding label', excluded(''), false],
    ['with the excluding label set to true', excluded('true'), false],
    ['with the excluding label set to false', excluded('false'), true],
    ['that the autoscaler takes away', leaving, false],
    ['that is being deleted', deleted, false],
  ])('of a node %s', (_case, node, expected) => {
    expect(isLoadBalancerHost(node)).toBe(expected);
  });
});

describe('isHostChange', () => {
  it.each<readonly [string, Node, Node, boolean]>([
    ['nothing', well, well, false],
    ['readiness', well, notReady, false],
    ['the label', well, excluded('true'), true],
    ['a label that excludes nothing', well, excluded('false'), false],
    ['the taint', well, leaving, false],
    ['the machine', well, { ...well, spec: { providerID: 'cloud:///m-1' } }, true],
  ])('of a change of %s', (_case, before, after, expected) => {
    expect(isHostChange(after, before)).toBe(expected);
  });
});

describe('isEligible', () => {
  it.each<readonly [string, Node, boolean]>([
    ['that is well', well, true],
    ['with the excluding label', excluded('true'), true],
    ['that the autoscaler takes away', leaving, false],
    ['that is being deleted', deleted, false],
  ])('of a node %s', (_case, node, expected) => {
    expect(isEligible(node)).toBe(expected);
  });
});
