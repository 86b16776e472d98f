/** Whose range an address is from: the pods', or the cluster IPs'. */
import { assertDefined } from '../../base/assert.ts';
import { formatIPv4, parseIPv4 } from '../../kubernetes/net/address.ts';
import { parseIPv4CIDR, rangeContains, type IPv4Range } from '../../kubernetes/net/range.ts';

/** The cluster's two ranges; every packet asks for them. */
export class AddressRanges {
  /** Where pods ask for names: the Service kube-dns has the tenth cluster IP. Upstream: cmd/kubeadm/app/constants GetDNSIP (v1.36). */
  readonly dnsIP: string;
  /** The pod address of the Ingress controller, from the first of the ranges, which no node has. */
  readonly ingressIP: string;
  private readonly pods: IPv4Range;
  private readonly services: IPv4Range;
  /** Addresses asked for before; there are not many. */
  private readonly known = new Map<string, 'pod' | 'service' | 'none'>();

  constructor(podCIDR: string, serviceCIDR: string) {
    this.pods = assertDefined(parseIPv4CIDR(podCIDR), `${podCIDR} is no range`);
    this.services = assertDefined(parseIPv4CIDR(serviceCIDR), `${serviceCIDR} is no range`);
    const base = parseIPv4(serviceCIDR.split('/')[0] ?? '') ?? 0;
    this.dnsIP = formatIPv4(base + 10);
    this.ingressIP = formatIPv4((parseIPv4(podCIDR.split('/')[0] ?? '') ?? 0) + 2);
  }

  /** Whether the address is one of the pods' range. */
  isPod(address: string): boolean {
    return this.of(address) === 'pod';
  }

  /** Whether the address is one that cluster IPs are taken from. */
  isService(address: string): boolean {
    return this.of(address) === 'service';
  }

  private of(address: string): 'pod' | 'service' | 'none' {
    const known = this.known.get(address);
    if (known !== undefined) return known;
    const number = parseIPv4(address);
    const found =
      number === undefined
        ? 'none'
        : rangeContains(this.pods, number)
          ? 'pod'
          : rangeContains(this.services, number)
            ? 'service'
            : 'none';
    if (this.known.size > 65_536) this.known.clear();
    this.known.set(address, found);
    return found;
  }
}
