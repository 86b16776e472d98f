/** The cloud's half of a Service of type LoadBalancer: an address from outside. */
import type { Service } from '../../kubernetes/api/service.ts';
import { LOAD_BALANCER_PROVISIONING } from '../constants.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';

/** Documentation range TEST-NET-1 plays the cloud's public addresses. */
const PREFIX = '192.0.2.';
const FIRST = 10;
const LAST = 250;

/** Upstream: staging/src/k8s.io/cloud-provider/controllers/service (v1.36). */
export class ServiceController implements Component {
  private readonly machine: Machine;
  private readonly addresses = new Map<string, string>();

  constructor(machine: Machine) {
    this.machine = machine;
  }

  onChange({ kind, key, object }: Change): void {
    if (kind !== 'Service') return;
    const isWanted = object?.kind === 'Service' && wantsLoadBalancer(object);
    if (!isWanted) this.addresses.delete(key);
    else if (!this.addresses.has(key)) {
      this.machine.schedule(LOAD_BALANCER_PROVISIONING, { component: 'serviceController', type: 'provision', key });
    }
  }

  handle({ key }: SimulationEvent): void {
    const service = this.machine.api.store.get('Service', key);
    if (service === undefined || !wantsLoadBalancer(service) || this.addresses.has(key)) return;
    const address = this.freeAddress();
    if (address === undefined) return; // the cloud has no more addresses: EXTERNAL-IP stays <pending>
    this.addresses.set(key, address);
    const ingress = [{ ip: address, ipMode: 'VIP' as const }];
    this.machine.api.store.put({ ...service, status: { loadBalancer: { ingress } } });
  }

  private freeAddress(): string | undefined {
    const taken = new Set(this.addresses.values());
    for (let host = FIRST; host <= LAST; host++) if (!taken.has(PREFIX + String(host))) return PREFIX + String(host);
    return undefined;
  }
}

/** Whether the default controller makes a load balancer for it. Upstream: service controller's wantsLoadBalancer (v1.36). */
function wantsLoadBalancer(service: Service): boolean {
  return service.spec.type === 'LoadBalancer' && service.spec.loadBalancerClass === undefined;
}

/** The address that the cloud gave the Service, or undefined while it is pending. */
export function loadBalancerIP(service: Service): string | undefined {
  return service.status?.loadBalancer?.ingress?.find(({ ip }) => ip !== undefined)?.ip;
}
