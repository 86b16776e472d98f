import { describe, expect, it } from 'vitest';
import { seconds, START } from '../../base/sim-time.ts';
import { snapshotAt, type Snapshot } from '../../diagram/snapshot.ts';
import type { KubernetesObject } from '../../kubernetes/api/objects.ts';
import {
  sampleNode,
  samplePod,
  sampleService,
  sampleSlice,
  stored,
  SAMPLE_NETWORK,
} from '../../testing/sample-trace.ts';
import { playback as en } from '../i18n/en/playback.ts';
import { objectFacts } from './object-facts.ts';

const ready = samplePod('shop-a', 'node-1', '10.244.1.5');
const unready = samplePod('shop-b', 'node-2', '10.244.2.5', 'shop', false);
const waiting = samplePod('shop-c', undefined, '');
const shop = sampleService('shop', {
  type: 'LoadBalancer',
  clusterIP: '10.96.0.20',
  selector: { app: 'shop' },
  ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080, nodePort: 30080 }],
  sessionAffinity: 'ClientIP',
  sessionAffinityConfig: { clientIP: { timeoutSeconds: 10_800 } },
});
const headless = sampleService('peers', { type: 'ClusterIP', clusterIP: 'None', selector: { app: 'none' } });
const elsewhere = sampleService('db', { type: 'ExternalName', externalName: 'db.example.com' });
const objects: readonly KubernetesObject[] = [
  sampleNode('node-1', '172.18.0.2'),
  sampleNode('node-2', '172.18.0.3', false),
  ready,
  unready,
  waiting,
  shop,
  headless,
  elsewhere,
  sampleSlice('shop', [ready, unready]),
];
const snapshot: Snapshot = snapshotAt(
  {
    until: seconds(90),
    apply: { exit: 0, stdout: '', stderr: '' },
    applied: [],
    diagnostics: [],
    selections: [],
    network: SAMPLE_NETWORK,
    clients: [],
    requests: [],
    events: [{ type: 'hostChanged', at: seconds(5), node: 'node-2', isOn: false, isConnected: true }],
    revisions: objects.map((object) => stored(START, object)),
  },
  seconds(10),
);

function said(object: KubernetesObject): Readonly<Record<string, readonly string[]>> {
  const facts = objectFacts(object, snapshot, seconds(10), en);
  return Object.fromEntries(
    facts.map(({ name, values }) => [
      name,
      values.map(({ text, note }) => (note === undefined ? text : `${text} (${note})`)),
    ]),
  );
}

describe('objectFacts', () => {
  it('tells of a Service its addresses, ports, selector and each endpoint with how it is doing', () => {
    expect(said(shop)).toEqual({
      type: ['LoadBalancer'],
      clusterIP: ['10.96.0.20'],
      externalIP: ['pending'],
      ports: ['http 80/TCP → 8080, node port 30080'],
      selector: ['app=shop'],
      endpoints: ['1 of 2 ready', '10.244.1.5 default/shop-a', '10.244.2.5 default/shop-b (not ready)'],
      affinity: ['ClientIP (10800 s)'],
    });
  });

  it('tells a headless Service and an ExternalName for what they are', () => {
    expect(said(headless)).toMatchObject({ clusterIP: ['None (headless)'], endpoints: ['0 of 0 ready'] });
    expect(said(elsewhere)).toEqual({ type: ['ExternalName'], externalName: ['db.example.com'] });
  });

  it('tells of a pod where it runs and which Services select it', () => {
    expect(said(unready)).toMatchObject({
      status: ['Running (not ready)'],
      podIP: ['10.244.2.5'],
      node: ['node-2 (switched off)'],
      selectedBy: ['default/shop'],
    });
    expect(said(waiting)).toMatchObject({ node: [], podIP: [] });
  });

  it('tells of a node its condition and its pods', () => {
    expect(said(sampleNode('node-1', '172.18.0.2'))).toMatchObject({
      status: ['Ready'],
      addresses: ['172.18.0.2 InternalIP'],
      pods: ['default/shop-a'],
    });
    expect(said(sampleNode('node-2', '172.18.0.3', false))).toMatchObject({
      status: ['NotReady (switched off)'],
      pods: ['default/shop-b (not ready)'],
    });
  });
});
