import { describe, expect, it } from 'vitest';
import { START } from '../../base/sim-time.ts';
import { snapshotAt, type Snapshot } from '../../diagram/snapshot.ts';
import type { KubernetesObject } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { aNode, aPod, aService } from '../../testing/builders.ts';
import { SAMPLE_TRACE, stored } from '../../testing/sample-trace.ts';
import { clusterOffers, offersFor } from './offers.ts';

const empty = clusterOf();

function clusterOf(...objects: readonly KubernetesObject[]): Snapshot {
  const revisions = objects.map((object) => stored(START, object));
  return snapshotAt({ ...SAMPLE_TRACE, revisions, events: [] }, START);
}

/** Ids in order; with an obstacle after a colon, and an exclamation mark where something is lost. */
function offered(object: KubernetesObject, snapshot: Snapshot = clusterOf(object)): readonly string[] {
  return offersFor(object, snapshot).map(
    ({ id, isDestructive, obstacle }) =>
      `${id}${isDestructive ? '!' : ''}${obstacle === undefined ? '' : `: ${obstacle}`}`,
  );
}

const container = { name: 'main', image: 'nginx' };
const probed = { containers: [{ ...container, readinessProbe: {} }] };

function running(pod: Pod): Pod {
  const status = { ...container, ready: true, restartCount: 0, state: { running: { startedAt: '' } } };
  return { ...pod, status: { ...pod.status, containerStatuses: [status] } };
}

function deployment(uid: string): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', uid },
    spec: { replicas: 2, selector: {}, template: { spec: { containers: [container] } } },
  };
}

function replicaSet(name: string, owner: string): ReplicaSet {
  const { spec } = deployment('');
  const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: owner, controller: true };
  const metadata = { name, namespace: 'shop', uid: name, ownerReferences: [reference] };
  return { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata, spec };
}

describe('what can be done to a node', () => {
  const node = aNode('node-1');
  const off = { ...clusterOf(node), nodesOff: new Set(['node-1']) };
  const cut = { ...clusterOf(node), nodesCut: new Set(['node-1']) };

  it.each<readonly [string, KubernetesObject, Snapshot, readonly string[]]>([
    ['runs', node, clusterOf(node), ['cordon', 'drain!', 'cutNetwork!', 'shutDown!', 'powerOff!', 'label']],
    ['is cut off', node, cut, ['cordon', 'drain!', 'restoreNetwork', 'shutDown!', 'powerOff!', 'label']],
    ['has no power', node, off, ['cordon', 'drain!', 'powerOn', 'label']],
    [
      'is cordoned',
      aNode('node-1', { unschedulable: true }),
      clusterOf(node),
      ['uncordon', 'drain!', 'cutNetwork!', 'shutDown!', 'powerOff!', 'label'],
    ],
  ])('that %s is what makes sense in that state', (_state, object, snapshot, expected) => {
    expect(offered(object, snapshot)).toEqual(expected);
  });
});

describe('what can be done to a pod', () => {
  it.each<readonly [string, Pod, readonly string[]]>([
    ['that is ready', running(aPod('a', { spec: probed })), ['makeUnready', 'label', 'crash!', 'delete!']],
    [
      'that fails its probe',
      running(aPod('a', { spec: probed, isReady: false })),
      ['makeReady', 'label', 'crash!', 'delete!'],
    ],
    ['without a probe', running(aPod('a')), ['makeUnready: noReadinessProbe', 'label', 'crash!', 'delete!']],
    [
      'that does not run',
      aPod('a', { spec: probed }),
      ['makeUnready: notRunning', 'label', 'crash!: notRunning', 'delete!'],
    ],
    [
      'that is being deleted',
      running(aPod('a', { isTerminating: true, spec: probed })),
      ['makeUnready', 'label', 'crash!', 'delete!: isTerminating'],
    ],
  ])('%s says why what cannot be done now cannot', (_state, pod, expected) => {
    expect(offered(pod)).toEqual(expected);
  });

  it('on a machine without power is no crash', () => {
    const pod = running(aPod('a', { spec: probed }));
    expect(offered(pod, { ...clusterOf(pod), nodesOff: new Set(['node-1']) })).toContain('crash!: notRunning');
  });
});

describe('what can be done to a workload', () => {
  const web = deployment('u1');

  it('is no undo before there is a second revision', () => {
    expect(offered(web, clusterOf(web, replicaSet('web-1', 'u1')))).toEqual([
      'scale',
      'rolloutRestart',
      'rolloutUndo: noEarlierRevision',
      'label',
      'delete!',
    ]);
    expect(offered(web, clusterOf(web, replicaSet('web-1', 'u1'), replicaSet('web-2', 'u1')))).toContain('rolloutUndo');
  });

  it('is done to it by its own name', () => {
    const undo = offersFor(web, clusterOf(web)).find(({ id }) => id === 'delete');
    const object = { kind: 'Deployment', namespace: 'shop', name: 'web' };
    expect(undo?.does).toEqual({ type: 'act', action: { type: 'delete', object } });
  });

  it('leaves the number of a ReplicaSet to its Deployment', () => {
    expect(offered(replicaSet('web-1', 'u1'))).toEqual(['scale: isOwned', 'label', 'delete!']);
  });
});

describe('what can be done to others', () => {
  it('is little to a Service, and to the cluster only about its cloud', () => {
    expect(offered(aService('web'))).toEqual(['label', 'delete!']);
    expect(clusterOffers(empty).map(({ id }) => id)).toEqual(['providerOff', 'closeFirewall']);
    const other = clusterOffers({ ...empty, hasLoadBalancerProvider: false, isFirewallOpen: false });
    expect(other.map(({ id, isDestructive }) => `${id}${isDestructive ? '!' : ''}`)).toEqual([
      'providerOn',
      'openFirewall',
    ]);
  });
});
