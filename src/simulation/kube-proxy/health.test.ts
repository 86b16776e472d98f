/** What a kube-proxy answers those who ask for its health, and the sync that it makes though nothing has changed. */
import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../base/random.ts';
import { after, micros, seconds, START, type SimTime } from '../../base/sim-time.ts';
import { objectKey, type KubernetesObject } from '../../kubernetes/api/objects.ts';
import { aNode } from '../../testing/builders.ts';
import { proxyService, proxySlice } from '../../testing/proxy-objects.ts';
import { testCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { ApiServer } from '../apiserver/api-server.ts';
import { Hosts } from '../hosts.ts';
import type { Machine, SimulationEvent } from '../machine.ts';
import { Affinity } from '../network/affinity.ts';
import { PodIndex } from '../pod-index.ts';
import { KubeProxy } from './kube-proxy.ts';

/** A machine whose clock is set by hand, and on which nothing happens that was not asked for. */
class StoppedMachine implements Machine {
  now: SimTime = START;
  readonly api = new ApiServer({ clock: this, random: createRandom(1, 'apiserver') });
  readonly pods = new PodIndex(this.api.store);
  readonly proxy = new KubeProxy(this, new Hosts(), new Affinity(), {
    mode: 'iptables',
    clusterCIDR: '10.244.0.0/16',
    serviceCIDR: '10.96.0.0/16',
  });
  private due: { readonly at: SimTime; readonly event: SimulationEvent }[] = [];

  schedule(delay: SimTime, event: SimulationEvent): void {
    this.due.push({ at: after(this.now, delay), event });
  }

  /** Lets the next second happen. */
  runOneSecond(): void {
    const end = after(this.now, seconds(1));
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.now = micros(Math.max(this.now, next.at));
      this.proxy.handle(next.event);
    }
    this.now = end;
  }

  put(object: KubernetesObject): void {
    const key = objectKey(object.metadata);
    const previous = this.api.store.get(object.kind, key);
    this.api.store.put(object);
    this.proxy.onChange({ at: this.now, kind: object.kind, key, object, previous });
  }

  random(purpose: string): Random {
    return createRandom(1, purpose);
  }

  record(): void {}
  recordEvent(): void {}

  private next(end: SimTime): { readonly at: SimTime; readonly event: SimulationEvent } | undefined {
    const first = this.due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
    this.due = this.due.filter((each) => each !== first);
    return first;
  }
}

const NODE = aNode('node-1');
const SHOP = proxyService('shop', {
  type: 'LoadBalancer',
  externalTrafficPolicy: 'Local',
  healthCheckNodePort: 32_000,
});

describe('kube-proxy', () => {
  it('PROXY187: is healthy while it starts up, though the Service’s own port does not answer yet', () => {
    const machine = new StoppedMachine();
    machine.put(SHOP);
    machine.put(proxySlice('shop', '10.244.1.2'));
    expect(machine.proxy.isHealthy(NODE)).toBe(false);
    machine.put(NODE);
    expect([machine.proxy.isHealthy(NODE), machine.proxy.isHealthCheckPassing('node-1', SHOP)]).toEqual([true, false]);
    machine.runOneSecond();
    expect([machine.proxy.isHealthy(NODE), machine.proxy.isHealthCheckPassing('node-1', SHOP)]).toEqual([true, true]);
  });

  it('PROXY188: is unhealthy at both doors once a change has waited a minute for its sync', () => {
    const machine = new StoppedMachine();
    for (const object of [SHOP, proxySlice('shop', '10.244.1.2'), NODE]) machine.put(object);
    machine.runOneSecond();
    const answers = (): readonly boolean[] => [
      machine.proxy.isHealthy(NODE),
      machine.proxy.isHealthCheckPassing('node-1', SHOP),
    ];
    machine.now = seconds(600);
    expect(answers()).toEqual([true, true]);
    machine.put(proxySlice('shop', '10.244.1.2', '10.244.1.3'));
    machine.now = seconds(659);
    expect(answers()).toEqual([true, true]);
    machine.now = seconds(661);
    expect(answers()).toEqual([false, false]);
  });

  it('PROXY189: does not want new connections on a node that goes away, but serves those that there are', () => {
    const machine = new StoppedMachine();
    for (const object of [SHOP, proxySlice('shop', '10.244.1.2'), NODE]) machine.put(object);
    machine.runOneSecond();
    const taints = [{ key: 'ToBeDeletedByClusterAutoscaler', effect: 'NoSchedule' as const }];
    expect(machine.proxy.isHealthy({ ...NODE, spec: { ...NODE.spec, taints } })).toBe(false);
    expect(machine.proxy.isHealthCheckPassing('node-1', SHOP)).toBe(true);
  });
});

describe('a kube-proxy that hears of nothing', () => {
  const syncs = (cluster: TestCluster, node: string): readonly number[] =>
    cluster.trace.events.flatMap((event) =>
      event.type === 'proxySynced' && event.node === node ? [Math.floor(event.at / 1e6)] : [],
    );
  const idle =
    'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes: [{role: control-plane}, {role: worker}, {role: worker}]\n';

  it('PROXY190: syncs all the same an hour after the last time', () => {
    expect(syncs(testCluster(idle).run('7300s'), 'node-1')).toEqual([0, 3600, 7200]);
    const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n';
    const changed = testCluster(idle).apply(service, '1000s').run('4700s');
    expect(syncs(changed, 'node-2')).toEqual([0, 1000, 4600]);
  });

  it('PROXY191: counts anew from when its machine came back', () => {
    const cluster = testCluster(idle).powerOff('node-1', '1800s').powerOn('node-1', '2000s').run('5700s');
    expect(syncs(cluster, 'node-1')).toEqual([0, 2000, 5600]);
    expect(syncs(cluster, 'node-2')).toEqual([0, 3600]);
  });
});
