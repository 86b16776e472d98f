/** The cloud load balancers: which nodes they think healthy, and which one a connection goes to. */
import { micros } from '../../base/sim-time.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { HEALTH_CHECK_INTERVAL, HEALTH_CHECK_UNHEALTHY_THRESHOLD } from '../constants.ts';
import { loadBalancerIP } from '../controllers/service-controller.ts';
import type { KubeProxy } from '../kube-proxy/kube-proxy.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';
import type { Hosts } from '../hosts.ts';

const EXCLUDE_LABEL = 'node.kubernetes.io/exclude-from-external-load-balancers';

interface Health {
  isHealthy: boolean;
  failures: number;
}

/** Health checks in the manner of GCE: every 8 s, out after three failures, in after one success. */
export class LoadBalancer implements Component {
  private readonly machine: Machine;
  private readonly hosts: Hosts;
  private readonly proxy: KubeProxy;
  /** By `namespace/name node`. */
  private readonly health = new Map<string, Health>();

  constructor(machine: Machine, hosts: Hosts, proxy: KubeProxy) {
    this.machine = machine;
    this.hosts = hosts;
    this.proxy = proxy;
  }

  onChange({ kind, object }: Change): void {
    const { store } = this.machine.api;
    if (kind === 'Service' && object?.kind === 'Service') this.watchNodes(object, store.list('Node'));
    else if (kind === 'Node' && object?.kind === 'Node')
      for (const service of store.list('Service')) this.watchNodes(service, [object]);
  }

  handle({ key }: SimulationEvent): void {
    const [serviceKey = '', nodeName = ''] = key.split(' ');
    const service = this.machine.api.store.get('Service', serviceKey);
    const node = this.machine.api.store.get('Node', nodeName);
    const health = this.health.get(key);
    if (service === undefined || node === undefined || health === undefined || loadBalancerIP(service) === undefined) {
      this.health.delete(key);
      return;
    }
    const wasHealthy = health.isHealthy;
    if (this.probe(service, nodeName)) {
      health.failures = 0;
      health.isHealthy = true;
    } else {
      health.failures += 1;
      if (health.failures >= HEALTH_CHECK_UNHEALTHY_THRESHOLD) health.isHealthy = false;
    }
    if (health.isHealthy !== wasHealthy) {
      const at = this.machine.now;
      this.machine.record({
        type: 'healthChanged',
        at,
        service: serviceKey,
        node: nodeName,
        healthy: health.isHealthy,
      });
    }
    this.machine.schedule(HEALTH_CHECK_INTERVAL, { component: 'loadBalancer', type: 'check', key });
  }

  /** The nodes that this Service's load balancer sends to now, in name order, and how many it has in all. */
  backends(service: Service): { readonly healthy: readonly Node[]; readonly total: number } {
    const nodes = this.machine.api.store.list('Node').filter(isBackend);
    const key = objectKey(service.metadata);
    const healthy = nodes.filter((node) => this.health.get(`${key} ${node.metadata.name}`)?.isHealthy === true);
    return { healthy, total: nodes.length };
  }

  private watchNodes(service: Service, nodes: readonly Node[]): void {
    if (loadBalancerIP(service) === undefined) return;
    for (const node of nodes) {
      const key = `${objectKey(service.metadata)} ${node.metadata.name}`;
      if (this.health.has(key) || !isBackend(node)) continue;
      this.health.set(key, { isHealthy: false, failures: 0 });
      const phase = micros(this.machine.random('health check phases').below(500_000));
      this.machine.schedule(phase, { component: 'loadBalancer', type: 'check', key });
    }
  }

  /** kube-proxy's own health for Cluster, the Service's health-check port for Local. */
  private probe(service: Service, node: string): boolean {
    if (!this.hosts.isOn(node)) return false;
    if (service.spec.externalTrafficPolicy !== 'Local') return true;
    return this.proxy.isHealthCheckPassing(node, service);
  }
}

/** Readiness and cordon do not matter. Upstream: cloud-provider/controllers/service nodeSyncPredicates (v1.36). */
function isBackend(node: Node): boolean {
  const excluded = node.metadata.labels?.[EXCLUDE_LABEL];
  return excluded === undefined || excluded === 'false';
}
