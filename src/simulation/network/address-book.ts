/** Who has which address now. */
import { internalIP, type Node } from '../../kubernetes/api/node.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { Store } from '../apiserver/store.ts';
import { loadBalancerIP } from '../controllers/service-controller.ts';
import type { Change } from '../change.ts';
import { API_SERVER, OUTSIDE_HOSTS, type OutsideHost } from './outside.ts';

/** An index over the store by address, kept up to date change by change. */
export class AddressBook {
  private readonly pods = new Map<string, Pod>();
  private readonly nodes = new Map<string, Node>();
  private readonly nodesByName = new Map<string, Node>();
  private readonly loadBalancers = new Map<string, Service>();
  private readonly clusterIPs = new Map<string, Service>();
  private readonly externalIPs = new Map<string, Service>();

  /** Begins with the Services that are there already. */
  constructor(store: Store) {
    for (const service of store.list('Service')) this.addService(service);
  }

  onChange({ object, previous }: Change): void {
    if (previous?.kind === 'Pod') this.removePod(previous);
    if (object?.kind === 'Pod') this.addPod(object);
    // A machine stays where it is when its Node object is deleted.
    if (object?.kind === 'Node') {
      this.nodes.set(internalIP(object) ?? '', object);
      this.nodesByName.set(object.metadata.name, object);
    }
    if (previous?.kind === 'Service') this.removeService(previous);
    if (object?.kind === 'Service') this.addService(object);
  }

  /** The pod that has the address for itself; one in its node's own network has none. */
  pod(address: string): Pod | undefined {
    return this.pods.get(address);
  }

  /** The node that has the address. */
  node(address: string): Node | undefined {
    return this.nodes.get(address);
  }

  /** The machine by its name, also when its Node object is gone. */
  nodeNamed(name: string): Node | undefined {
    return this.nodesByName.get(name);
  }

  /** The machine that traffic from outside is routed to when nothing else is said: the first by name. */
  firstNode(): Node | undefined {
    let first: Node | undefined;
    for (const node of this.nodesByName.values()) {
      if (first === undefined || node.metadata.name < first.metadata.name) first = node;
    }
    return first;
  }

  /** The Service whose cloud load balancer has the address. */
  loadBalancer(address: string): Service | undefined {
    return this.loadBalancers.get(address);
  }

  /** The Service with this cluster IP. */
  clusterIP(address: string): Service | undefined {
    return this.clusterIPs.get(address);
  }

  /** The Service with this external IP. */
  externalIP(address: string): Service | undefined {
    return this.externalIPs.get(address);
  }

  /** The machine that is no node of the cluster and has the address. */
  outside(address: string): OutsideHost | undefined {
    if (address === API_SERVER.address) return API_SERVER;
    return OUTSIDE_HOSTS.find((host) => host.address === address);
  }

  private addPod(pod: Pod): void {
    const { podIP, hostIP, phase } = pod.status;
    // A pod that has ended has given its address back.
    if (podIP === undefined || phase === 'Failed' || phase === 'Succeeded') return;
    if (podIP !== hostIP && !this.nodes.has(podIP)) this.pods.set(podIP, pod);
  }

  private removePod({ status, metadata }: Pod): void {
    const { podIP } = status;
    // Another pod may have got the address already.
    if (podIP !== undefined && this.pods.get(podIP)?.metadata.uid === metadata.uid) this.pods.delete(podIP);
  }

  private addService(service: Service): void {
    const { clusterIP, externalIPs } = service.spec;
    const balanced = loadBalancerIP(service);
    if (balanced !== undefined) this.loadBalancers.set(balanced, service);
    if (clusterIP !== undefined && clusterIP !== 'None') this.clusterIPs.set(clusterIP, service);
    if (externalIPs !== undefined) for (const address of externalIPs) this.externalIPs.set(address, service);
  }

  private removeService(service: Service): void {
    const { clusterIP, externalIPs } = service.spec;
    const balanced = loadBalancerIP(service);
    if (balanced !== undefined) this.loadBalancers.delete(balanced);
    if (clusterIP !== undefined) this.clusterIPs.delete(clusterIP);
    if (externalIPs !== undefined) for (const address of externalIPs) this.externalIPs.delete(address);
  }
}
