/** All that a packet can meet. */
import type { DnsServer } from '../coredns/dns-server.ts';
import type { IngressController } from '../ingress/ingress-controller.ts';
import type { KubeProxy } from '../kube-proxy/kube-proxy.ts';
import type { Kubelet } from '../kubelet/kubelet.ts';
import type { LoadBalancer } from '../load-balancer/load-balancer.ts';
import type { Machine } from '../machine.ts';
import type { Firewall } from '../firewall.ts';
import type { Hosts } from '../hosts.ts';
import type { AddressRanges } from './address-ranges.ts';
import type { AddressBook } from './address-book.ts';
import type { Course } from './course.ts';
import type { Affinity } from './affinity.ts';
import type { EphemeralPorts } from './ephemeral-ports.ts';
import type { IntendedApps } from './intended-app.ts';
import type { SliceBook } from './slice-book.ts';

/** The components as the network sees them. */
export interface World {
  readonly machine: Machine;
  readonly hosts: Hosts;
  readonly firewall: Firewall;
  readonly kubelet: Kubelet;
  readonly addresses: AddressBook;
  readonly affinity: Affinity;
  readonly slices: SliceBook;
  readonly apps: IntendedApps;
  readonly proxy: KubeProxy;
  readonly loadBalancer: LoadBalancer;
  readonly dns: DnsServer;
  readonly ingress: IngressController;
  readonly ranges: AddressRanges;
  readonly ports: EphemeralPorts;
  readonly course: Course;
}
