/** Who has which address now. */
import { internalIP, type Node } from '../../kubernetes/api/node.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { loadBalancerIP } from '../controllers/service-controller.ts';
import type { Change } from '../machine.ts';
import { OUTSIDE_HOSTS, type OutsideHost } from './outside.ts';

/** An index over the store by address, kept up to date change by change. */
export class AddressBook {
  private readonly pods = new Map<string, Pod>();
  private readonly nodes = new Map<string, Node>();
  private readonly loadBalancers = new Map<string, Service>();

  onChange({ object, previous }: Change): void {
    if (previous?.kind === 'Pod' && previous.status.podIP !== undefined) this.pods.delete(previous.status.podIP);
    if (object?.kind === 'Pod' && object.status.podIP !== undefined) this.pods.set(object.status.podIP, object);
    if (object?.kind === 'Node') this.nodes.set(internalIP(object) ?? '', object);
    if (previous?.kind === 'Service') this.loadBalancers.delete(loadBalancerIP(previous) ?? '');
    if (object?.kind === 'Service') {
      const address = loadBalancerIP(object);
      if (address !== undefined) this.loadBalancers.set(address, object);
    }
  }

  /** The pod that has the address. */
  pod(address: string): Pod | undefined {
    return this.pods.get(address);
  }

  /** The node that has the address. */
  node(address: string): Node | undefined {
    return this.nodes.get(address);
  }

  /** The Service whose cloud load balancer has the address. */
  loadBalancer(address: string): Service | undefined {
    return this.loadBalancers.get(address);
  }

  /** The outside host that has the address. */
  outside(address: string): OutsideHost | undefined {
    return OUTSIDE_HOSTS.find((host) => host.address === address);
  }
}
