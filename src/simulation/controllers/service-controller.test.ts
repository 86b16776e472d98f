import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import { seconds } from '../../base/sim-time.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { deleteObject } from '../deletion.ts';
import type { ReadCommand } from '../session.ts';
import { createSimulation, type Simulation } from '../simulation.ts';

function shop(spec: string, name = 'shop'): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: shop}, ports: [{port: 80}], ${spec}}
---
`;
}

const LOAD_BALANCER = 'type: LoadBalancer';
const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';

function start(text = shop(LOAD_BALANCER), commands: readonly ReadCommand[] = []): Simulation {
  return createSimulation({ documents: parseManifest(text), seed: 1, commands });
}

function service(simulation: Simulation, name = 'shop'): Service | undefined {
  return simulation.api.store.get('Service', `default/${name}`);
}

function address(simulation: Simulation, name = 'shop'): string | undefined {
  return service(simulation, name)?.status?.loadBalancer?.ingress?.[0]?.ip;
}

/** The Events about Services: `second reason: message`. */
function told(simulation: Simulation): readonly string[] {
  return simulation
    .takeTrace()
    .revisions.flatMap(({ object, at }) =>
      object?.kind === 'Event' && object.involvedObject.kind === 'Service'
        ? [`${Math.floor(at / 1e6)} ${object.reason}: ${object.message}`]
        : [],
    );
}

function changeNode(simulation: Simulation, change: (node: Node) => Node): void {
  simulation.api.store.put(change(assertDefined(simulation.api.store.get('Node', 'node-1'), 'there is node-1')));
}

describe('ServiceController', () => {
  it('LB1: gives a LoadBalancer an address after a while, and keeps hold of the Service', () => {
    const simulation = start();
    simulation.advance(seconds(1));
    expect(address(simulation)).toBeUndefined();
    expect(service(simulation)?.metadata.finalizers).toEqual([FINALIZER]);
    simulation.advance(seconds(3));
    expect(address(simulation)).toBe('192.0.2.10');
    expect(told(simulation)).toEqual([
      '0 EnsuringLoadBalancer: Ensuring load balancer',
      '2 EnsuredLoadBalancer: Ensured load balancer',
    ]);
  });

  it.each([
    ['of another type', 'type: NodePort'],
    ['of another controller', 'type: LoadBalancer, loadBalancerClass: example.com/metal'],
  ])('LB2: leaves a Service %s alone', (_case, spec) => {
    const simulation = start(shop(spec));
    simulation.advance(seconds(10));
    expect(service(simulation)?.status?.loadBalancer).toEqual({});
    expect(service(simulation)?.metadata.finalizers).toBeUndefined();
    expect(told(simulation)).toEqual([]);
  });

  it('LB3: has the load balancer removed before a Service is gone, whose address is free then', () => {
    const simulation = start();
    simulation.advance(seconds(10));
    deleteObject(simulation, 'Service', 'default/shop');
    simulation.advance(seconds(11));
    expect(service(simulation)?.metadata.deletionTimestamp).toBeDefined();
    expect(address(simulation)).toBe('192.0.2.10');
    simulation.advance(seconds(13));
    expect(service(simulation)).toBeUndefined();
    expect(told(simulation).slice(2)).toEqual([
      '10 DeletingLoadBalancer: Deleting load balancer',
      '12 DeletedLoadBalancer: Deleted load balancer',
    ]);
    simulation.api.applyManifest(parseManifest(shop(LOAD_BALANCER, 'other')));
    simulation.advance(seconds(20));
    expect(address(simulation, 'other')).toBe('192.0.2.10');
  });

  it('LB4: clears the status of a Service that is no LoadBalancer any more', () => {
    const simulation = start();
    simulation.advance(seconds(10));
    simulation.api.applyManifest(parseManifest(shop('type: ClusterIP')));
    simulation.advance(seconds(15));
    expect(service(simulation)?.status?.loadBalancer).toEqual({});
    expect(service(simulation)?.metadata.finalizers).toBeUndefined();
    expect(told(simulation).slice(2)).toEqual([
      '10 Type: LoadBalancer -> ClusterIP',
      '10 DeletingLoadBalancer: Deleting load balancer',
      '12 DeletedLoadBalancer: Deleted load balancer',
    ]);
  });

  it('LB5: looks again at a Service that changes while the cloud is at work', () => {
    const simulation = start();
    simulation.advance(seconds(1));
    simulation.api.applyManifest(parseManifest(shop('type: NodePort')));
    simulation.advance(seconds(15));
    expect(address(simulation)).toBeUndefined();
    expect(service(simulation)?.metadata.finalizers).toBeUndefined();
    simulation.api.applyManifest(parseManifest(shop(LOAD_BALANCER)));
    simulation.advance(seconds(20));
    expect(address(simulation)).toBe('192.0.2.10');
  });

  it('LB6: tells the load balancers of nodes that come, go or are excluded, and of no other change', () => {
    const simulation = start();
    simulation.advance(seconds(10));
    told(simulation);
    changeNode(simulation, (node) => ({ ...node, spec: { ...node.spec, unschedulable: true } }));
    simulation.advance(seconds(20));
    expect(told(simulation)).toEqual([]);
    const label = 'node.kubernetes.io/exclude-from-external-load-balancers';
    changeNode(simulation, (node) => ({ ...node, metadata: { ...node.metadata, labels: { [label]: 'true' } } }));
    simulation.advance(seconds(30));
    simulation.api.deleteObject('Node', 'node-2');
    simulation.advance(seconds(40));
    simulation.api.deleteObject('Node', 'node-3');
    simulation.advance(seconds(50));
    expect(told(simulation)).toEqual([
      '20 UpdatedLoadBalancer: Updated load balancer with new hosts',
      '30 UpdatedLoadBalancer: Updated load balancer with new hosts',
      '40 UnAvailableLoadBalancer: There are no available nodes for LoadBalancer',
    ]);
  });

  it('LB7: notices a node that the autoscaler takes away when it looks at all nodes, every 100 s', () => {
    const simulation = start();
    simulation.advance(seconds(10));
    told(simulation);
    const taint = { key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' as const };
    changeNode(simulation, (node) => ({ ...node, spec: { ...node.spec, taints: [taint] } }));
    simulation.advance(seconds(120));
    expect(told(simulation)).toEqual(['100 UpdatedLoadBalancer: Updated load balancer with new hosts']);
  });

  it('LB8: says so when the cloud has no more addresses, and tries again', () => {
    const many = Array.from({ length: 242 }, (_, index) => shop(LOAD_BALANCER, `shop-${index}`)).join('');
    const simulation = start(many);
    simulation.advance(seconds(12));
    const waiting = simulation.api.store
      .list('Service')
      .filter(({ spec, status }) => spec.type === 'LoadBalancer' && status?.loadBalancer?.ingress === undefined);
    expect(waiting).toHaveLength(1);
    const failures = told(simulation).filter((line) => line.includes('SyncLoadBalancerFailed'));
    expect(failures).toHaveLength(2);
    expect(failures[0]).toContain('Error syncing load balancer: failed to ensure load balancer: ');
    deleteObject(simulation, 'Service', 'default/shop-7');
    simulation.advance(seconds(60));
    expect(address(simulation, waiting[0]?.metadata.name)).toBe('192.0.2.17');
  });
});

describe('ServiceController without a cloud', () => {
  const off = (at: number): ReadCommand => ({ type: 'setLoadBalancerProvider', isOn: false, at: seconds(at) });
  const on = (at: number): ReadCommand => ({ type: 'setLoadBalancerProvider', isOn: true, at: seconds(at) });

  it('LB9: leaves Services pending, and makes up for it when there is one', () => {
    const simulation = start(shop(LOAD_BALANCER), [off(0), on(60)]);
    simulation.advance(seconds(50));
    expect(service(simulation)?.status?.loadBalancer).toEqual({});
    expect(told(simulation)).toEqual([]);
    simulation.advance(seconds(70));
    expect(address(simulation)).toBe('192.0.2.10');
  });

  it('LB10: leaves addresses that exist, and a Service that is deleted waits', () => {
    const simulation = start(shop(LOAD_BALANCER), [off(10), on(60)]);
    simulation.advance(seconds(20));
    expect(address(simulation)).toBe('192.0.2.10');
    deleteObject(simulation, 'Service', 'default/shop');
    simulation.advance(seconds(50));
    expect(service(simulation)?.metadata.deletionTimestamp).toBeDefined();
    simulation.advance(seconds(70));
    expect(service(simulation)).toBeUndefined();
  });

  it('LB11: takes up work that it was stopped in', () => {
    const simulation = start(shop(LOAD_BALANCER), [off(1), on(60)]);
    simulation.advance(seconds(30));
    expect(address(simulation)).toBeUndefined();
    expect(service(simulation)?.metadata.finalizers).toEqual([FINALIZER]);
    simulation.advance(seconds(70));
    expect(address(simulation)).toBe('192.0.2.10');
  });
});
