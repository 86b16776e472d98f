/** The kube-proxies of all nodes: each learns of changes late and rewrites its rules at most once a second. */
import { after, micros, type SimTime } from '../../base/sim-time.ts';
import type { EndpointSlice } from '../../kubernetes/api/endpointslice.ts';
import { internalIP, type Node } from '../../kubernetes/api/node.ts';
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { SERVICE_NAME_LABEL } from '../../kubernetes/endpointslice/slice-labels.ts';
import { serviceHealth } from '../../kubernetes/proxy/health-check.ts';
import { buildIptablesRules } from '../../kubernetes/proxy/iptables/build.ts';
import type { IptablesRuleSet } from '../../kubernetes/proxy/iptables/rule-set.ts';
import { buildServicePorts } from '../../kubernetes/proxy/service-port.ts';
import { PROXY_MIN_SYNC_PERIOD, WATCH_LATENCY } from '../constants.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';
import type { Affinity } from '../network/affinity.ts';
import type { Hosts } from '../hosts.ts';

/** What a proxy goes by until its next sync: the lists as they were, shared by all who synced at the same moment. */
interface View {
  readonly services: readonly Service[];
  readonly slices: readonly EndpointSlice[];
}

interface Proxy {
  readonly node: string;
  lastSync: SimTime | undefined;
  isSyncDue: boolean;
  view: View;
  /** The rules of `view`, made when the first packet asks. */
  rules: IptablesRuleSet | undefined;
  /** What the health-check node ports answer by `view`, by Service, found when first asked for. */
  health: Map<string, boolean>;
}

/** Upstream: cmd/kube-proxy and pkg/util/async BoundedFrequencyRunner (v1.36). */
export class KubeProxy implements Component {
  private readonly machine: Machine;
  private readonly hosts: Hosts;
  private readonly affinity: Affinity;
  private readonly clusterCIDR: string;
  private readonly proxies = new Map<string, Proxy>();

  constructor(machine: Machine, hosts: Hosts, affinity: Affinity, clusterCIDR: string) {
    this.machine = machine;
    this.hosts = hosts;
    this.affinity = affinity;
    this.clusterCIDR = clusterCIDR;
  }

  onChange({ kind, key, object }: Change): void {
    if (kind === 'Node' && object !== undefined && !this.proxies.has(key)) {
      this.proxies.set(key, {
        node: key,
        lastSync: undefined,
        isSyncDue: false,
        view: { services: [], slices: [] },
        rules: undefined,
        health: new Map(),
      });
      this.scheduleSync(key);
    }
    if (kind === 'Service' || kind === 'EndpointSlice') for (const node of this.proxies.keys()) this.scheduleSync(node);
  }

  handle({ key }: SimulationEvent): void {
    const proxy = this.proxies.get(key);
    if (proxy === undefined) return;
    proxy.isSyncDue = false;
    if (!this.hosts.isOn(key)) return;
    const { store } = this.machine.api;
    const services = store.list('Service');
    const slices = store.list('EndpointSlice');
    proxy.lastSync = this.machine.now;
    if (services === proxy.view.services && slices === proxy.view.slices) return;
    proxy.view = { services, slices };
    proxy.rules = undefined;
    proxy.health = new Map();
    this.dropLists(key);
    this.machine.record({ type: 'proxySynced', at: this.machine.now, node: key });
  }

  /** A machine that comes back has an empty rule set until its proxy has synced. */
  poweredOn(node: string): void {
    const proxy = this.proxies.get(node);
    if (proxy === undefined) return;
    proxy.view = { services: [], slices: [] };
    proxy.rules = undefined;
    proxy.health = new Map();
    proxy.lastSync = undefined;
    this.scheduleSync(node);
  }

  /** The rules in force on a node now. */
  rulesOf(node: Node): IptablesRuleSet | undefined {
    const proxy = this.proxies.get(node.metadata.name);
    if (proxy === undefined) return undefined;
    const address = internalIP(node);
    const zone = node.metadata.labels?.['topology.kubernetes.io/zone'];
    proxy.rules ??= buildIptablesRules({
      nodeName: proxy.node,
      nodeIPs: address === undefined ? [] : [address],
      ...(zone === undefined ? {} : { zone }),
      clusterCIDR: this.clusterCIDR,
      masqueradeAll: false,
      services: proxy.view.services,
      slices: proxy.view.slices,
    });
    return proxy.rules;
  }

  /** What the Service's health-check node port answers on the node: whether it has a ready endpoint there. */
  isHealthCheckPassing(node: string, service: Service): boolean {
    const proxy = this.proxies.get(node);
    if (proxy === undefined) return false;
    const key = objectKey(service.metadata);
    const known = proxy.health.get(key) ?? hasLocalEndpoint(proxy.view, service, node);
    proxy.health.set(key, known);
    return known;
  }

  /** Rules that were rewritten take the lists of the endpoints that are gone with them. */
  private dropLists(key: string): void {
    const node = this.machine.api.store.get('Node', key);
    const rules = node !== undefined && this.affinity.hasLists(key) ? this.rulesOf(node) : undefined;
    if (rules !== undefined) this.affinity.keepLists(key, (list) => rules.nat.byChain.has(list));
  }

  private scheduleSync(node: string): void {
    const proxy = this.proxies.get(node);
    if (proxy === undefined || proxy.isSyncDue) return;
    proxy.isSyncDue = true;
    const { now } = this.machine;
    const earliest = proxy.lastSync === undefined ? now : after(proxy.lastSync, PROXY_MIN_SYNC_PERIOD);
    const wait = micros(Math.max(WATCH_LATENCY, earliest - now));
    this.machine.schedule(wait, { component: 'kubeProxy', type: 'sync', key: node });
  }
}

/** Whether the view has the Service with a ready endpoint on the node. */
function hasLocalEndpoint(
  { services, slices }: View,
  { metadata: { name, namespace } }: Service,
  node: string,
): boolean {
  const known = services.filter(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  const own = slices.filter(
    ({ metadata }) => metadata.labels?.[SERVICE_NAME_LABEL] === name && metadata.namespace === namespace,
  );
  return serviceHealth(buildServicePorts(known, own, node))[0]?.status === 200;
}
