import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import { seconds } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { createSimulation } from '../simulation.ts';
import type { TraceEvent } from '../trace.ts';

type HealthChange = Extract<TraceEvent, { readonly type: 'healthChanged' }>;

function manifests({ policy = 'Cluster', node = '' }): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 3
  selector:
    matchLabels: {app: shop}
  template:
    metadata:
      labels: {app: shop}
    spec:
      nodeSelector: {${node === '' ? '' : `kubernetes.io/hostname: ${node}`}}
      containers:
      - name: shop
        image: nginx
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  type: LoadBalancer
  externalTrafficPolicy: ${policy}
${policy === 'Local' ? '  healthCheckNodePort: 32000\n' : ''}  selector: {app: shop}
  ports:
  - port: 80
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from: {internet: {ip: 203.0.113.7}}
  requests:
  - {url: "http://shop.default.lb", every: 200ms}
`;
}

function healthChanges(cluster: TestCluster, node: string): readonly HealthChange[] {
  return cluster.trace.events.filter(
    (event): event is HealthChange => event.type === 'healthChanged' && event.node === node,
  );
}

describe('LoadBalancer', () => {
  const cluster = testCluster(manifests({})).powerOff('node-2', '20s').powerOn('node-2', '60s').run('80s');

  it('LB20: takes a node in after the first success', () => {
    for (const node of ['node-1', 'node-2', 'node-3']) {
      const [first] = healthChanges(cluster, node);
      expect(first).toMatchObject({ service: 'default/shop', healthy: true });
      expect(first?.at).toBeLessThan(3e6);
    }
  });

  it('LB21: takes a node out after the third failure, 16 to 24 s after its end', () => {
    const out = healthChanges(cluster, 'node-2')[1];
    expect(out?.healthy).toBe(false);
    expect(out?.at).toBeGreaterThan(36e6);
    expect(out?.at).toBeLessThanOrEqual(44e6);
  });

  it('LB22: sends to it until then, and no more afterwards', () => {
    const out = (healthChanges(cluster, 'node-2')[1]?.at ?? 0) / 1e6;
    const picks = (from: number, to: number): boolean =>
      cluster
        .requests('alice', `${from}s`, `${to}s`)
        .some(({ hops }) =>
          hops.some(({ reason }) => reason.id === 'hop.loadBalancer.picks' && reason.params.node === 'node-2'),
        );
    expect(picks(20, out)).toBe(true);
    expect(picks(out, 60)).toBe(false);
  });

  it('LB23: takes it in again within 8 s of its return', () => {
    const back = healthChanges(cluster, 'node-2')[2];
    expect(back?.healthy).toBe(true);
    expect(back?.at).toBeGreaterThan(60e6);
    expect(back?.at).toBeLessThanOrEqual(68e6);
    expect(healthChanges(cluster, 'node-2')).toHaveLength(3);
  });

  it('LB24: does not take out a node for failures with a success between them', () => {
    const flickering = testCluster(manifests({}));
    for (let at = 20; at < 120; at += 30) flickering.powerOff('node-2', `${at}s`).powerOn('node-2', `${at + 15}s`);
    expect(healthChanges(flickering.run('150s'), 'node-2').map(({ healthy }) => healthy)).toEqual([true]);
  });

  it('LB25: asks the Service itself under externalTrafficPolicy Local: only nodes with a ready pod are in', () => {
    const local = testCluster(manifests({ policy: 'Local', node: 'node-3' })).run('40s');
    expect(healthChanges(local, 'node-1')).toEqual([]);
    expect(healthChanges(local, 'node-3').map(({ healthy }) => healthy)).toEqual([true]);
    local.expectAll('alice', 'answered', '12s');
  });

  it('LB26: has no name before the cloud has made it, and an answer soon after', () => {
    const early = healthChanges(cluster, 'node-1')[0]?.at ?? 0;
    expect(early).toBeGreaterThanOrEqual(2e6);
    cluster.expectAll('alice', 'answered', '5s', '19s');
  });

  it('LB27: takes out a node whose cable is pulled, and one that the cluster autoscaler takes away', () => {
    const simulation = createSimulation({
      documents: parseManifest(manifests({})),
      seed: 1,
      commands: [{ type: 'cutNetwork', node: 'node-2', at: seconds(20) }],
    });
    simulation.advance(seconds(20));
    const node = assertDefined(simulation.api.store.get('Node', 'node-3'), 'there is node-3');
    const taint = { key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' as const };
    simulation.api.store.put({ ...node, spec: { ...node.spec, taints: [taint] } });
    simulation.advance(seconds(60));
    const out = simulation
      .takeTrace()
      .events.flatMap((event) => (event.type === 'healthChanged' && !event.healthy ? [event.node] : []));
    expect(out.toSorted()).toEqual(['node-2', 'node-3']);
  });
});
