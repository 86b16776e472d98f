/** CoreDNS: answers from what its watches have told it. */
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { internalIP, type Node } from '../../kubernetes/api/node.ts';
import type { Namespace } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { answerQuery } from '../../kubernetes/dns/answer.ts';
import { toFqdn, type DnsAnswer, type DnsQuery } from '../../kubernetes/dns/message.ts';
import { buildDnsZone, type DnsZone, type UpstreamRecord } from '../../kubernetes/dns/zone.ts';
import type { Store } from '../apiserver/store.ts';
import { loadBalancerIP } from '../controllers/service-controller.ts';
import { OUTSIDE_HOSTS } from '../network/outside.ts';

/** The lists that a zone was built from; the store hands out the same arrays until something in them changes. */
interface Source {
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
  readonly namespaces: readonly Namespace[];
  readonly nodes: readonly Node[];
}

/** Simplified: [SIM-19] one server without a cache, which sees changes at once; the way of a query through kube-proxy to a CoreDNS pod is not walked. */
export class DnsServer {
  private readonly store: Store;
  private source: Source | undefined;
  private zone: DnsZone | undefined;

  constructor(store: Store) {
    this.store = store;
  }

  /** The answer to a query that reached the server now. */
  ask(query: DnsQuery): DnsAnswer {
    return answerQuery(this.currentZone(), query);
  }

  /** The address that the world outside the cluster knows a name by: nodes, load balancers and the outside hosts. */
  outsideAddress(name: string): string | undefined {
    return this.currentZone().upstream?.get(toFqdn(name))?.[0]?.data;
  }

  private currentZone(): DnsZone {
    const source: Source = {
      services: this.store.list('Service'),
      slices: this.store.list('EndpointSlice'),
      namespaces: this.store.list('Namespace'),
      nodes: this.store.list('Node'),
    };
    const before = this.source;
    const isCurrent =
      before?.services === source.services &&
      before.slices === source.slices &&
      before.namespaces === source.namespaces &&
      before.nodes === source.nodes;
    if (this.zone === undefined || !isCurrent) {
      this.source = source;
      const namespaces = source.namespaces.map(({ metadata }) => metadata.name);
      const { services, slices } = source;
      this.zone = buildDnsZone({ services, slices, namespaces, upstream: this.outsideRecords() });
    }
    return this.zone;
  }

  private outsideRecords(): readonly UpstreamRecord[] {
    const nodes = this.store.list('Node').map((node) => ({ name: node.metadata.name, data: internalIP(node) ?? '' }));
    const balanced = this.store.list('Service').flatMap((service) => {
      const { namespace = 'default', name } = service.metadata;
      const data = loadBalancerIP(service);
      return data === undefined ? [] : [{ name: `${name}.${namespace}.lb`, data }];
    });
    const hosts = OUTSIDE_HOSTS.map(({ name, address }) => ({ name, data: address }));
    return [...nodes, ...balanced, ...hosts].map(({ name, data }) => ({ name, type: 'A' as const, data }));
  }
}
