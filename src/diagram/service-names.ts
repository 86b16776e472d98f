/** What a Service is made into: the names that the cluster's DNS has for it, and what kube-proxy has for it on every node. */
import { answerQuery } from '../kubernetes/dns/answer.ts';
import type { RecordType } from '../kubernetes/dns/message.ts';
import { buildDnsZone } from '../kubernetes/dns/zone.ts';
import type { Service } from '../kubernetes/api/service.ts';
import { serviceChainNames as iptablesNames } from '../kubernetes/proxy/iptables/chain-names.ts';
import { printVirtualServer } from '../kubernetes/proxy/ipvs/print.ts';
import type { ProxyMode } from '../kubernetes/proxy/node-rules.ts';
import { serviceChainNames as nftablesNames } from '../kubernetes/proxy/nftables/names.ts';
import type { ServicePortName } from '../kubernetes/proxy/service-port-name.ts';
import { hasClusterIP } from './box-status.ts';
import type { Snapshot } from './snapshot.ts';

/** One name with what the DNS says to it. */
export interface ServiceRecord {
  readonly name: string;
  readonly type: RecordType;
  /** The records' data; none where the name exists without such records, or does not exist. */
  readonly answers: readonly string[];
  readonly code: string;
}

/** One port's address, and what it leads to on a node. */
export interface ServiceDoor {
  /** `address:port`, with the protocol where that is not TCP; `*` is every address of a node. */
  readonly address: string;
  /** The chains that it leads through, or the virtual server. */
  readonly leadsTo: readonly string[];
}

/** The names that a client can ask for, with the answers that CoreDNS would give to them at this moment. */
export function serviceRecords(service: Service, snapshot: Snapshot): readonly ServiceRecord[] {
  const { name, namespace = 'default' } = service.metadata;
  const zone = buildDnsZone({
    services: Array.from(snapshot.objects.Service.values()),
    slices: Array.from(snapshot.objects.EndpointSlice.values()).filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
    ),
    namespaces: [namespace],
  });
  const full = `${name}.${namespace}.svc.cluster.local.`;
  const families = service.spec.ipFamilies ?? ['IPv4'];
  const questions: readonly (readonly [string, RecordType])[] =
    service.spec.type === 'ExternalName'
      ? [[full, 'CNAME']]
      : [
          ...families.map((family) => [full, family === 'IPv6' ? 'AAAA' : 'A'] as const),
          ...(service.spec.ports ?? []).flatMap((port) =>
            port.name === undefined || port.name === ''
              ? []
              : [[`_${port.name}._${port.protocol.toLowerCase()}.${full}`, 'SRV'] as const],
          ),
        ];
  return questions.map(([asked, type]) => {
    const { answers, rcode } = answerQuery(zone, { name: asked, type });
    return {
      name: asked,
      type,
      answers: answers.filter((each) => each.type === type).map(({ data }) => data),
      code: rcode,
    };
  });
}

/**
 * The addresses of each port, and what kube-proxy has for them on every node: chains, in the mode ipvs a virtual server, and
 * nothing where no kube-proxy runs. A mere name has no addresses.
 */
export function serviceDoors(service: Service, mode: ProxyMode | 'none'): readonly ServiceDoor[] {
  if (!hasClusterIP(service)) return [];
  const { spec, metadata, status } = service;
  const balancers = status?.loadBalancer?.ingress ?? [];
  const isLocal = spec.externalTrafficPolicy === 'Local';
  const { namespace = 'default', name } = metadata;
  return (spec.ports ?? []).flatMap(({ name: portName = '', port, protocol, nodePort }) => {
    const servicePort = { namespace, name, port: portName, protocol };
    const chains = (mode === 'nftables' ? nftablesNames : iptablesNames)(servicePort);
    const inside = [spec.internalTrafficPolicy === 'Local' ? chains.localPolicy : chains.clusterPolicy];
    const outside = [chains.external, isLocal ? chains.localPolicy : chains.clusterPolicy];
    const entry = (spec.loadBalancerSourceRanges?.length ?? 0) > 0 ? [chains.firewall, ...outside] : outside;
    const door = (ip: string, at: number, through: readonly string[]): ServiceDoor => {
      const host = ip.includes(':') ? `[${ip}]` : ip;
      return {
        address: `${host}:${String(at)}${protocol === 'TCP' ? '' : `/${protocol}`}`,
        leadsTo: mode === 'none' ? [] : mode === 'ipvs' ? [virtualServer(service, servicePort, host, at)] : through,
      };
    };
    return [
      ...(spec.clusterIPs ?? [spec.clusterIP ?? '']).map((ip) => door(ip, port, inside)),
      ...(spec.externalIPs ?? []).map((ip) => door(ip, port, outside)),
      ...balancers.flatMap(({ ip }) => (ip === undefined ? [] : [door(ip, port, entry)])),
      ...(nodePort === undefined || nodePort === 0 ? [] : [door('*', nodePort, outside)]),
    ];
  });
}

/** The virtual server as `ipvsadm` names it. */
function virtualServer({ spec }: Service, servicePort: ServicePortName, host: string, port: number): string {
  const { protocol } = servicePort;
  const seconds =
    spec.sessionAffinity === 'ClientIP' ? spec.sessionAffinityConfig?.clientIP?.timeoutSeconds : undefined;
  const persistence = seconds === undefined ? {} : { persistentSeconds: seconds };
  return printVirtualServer({ protocol, port, reals: [], hasAnyEndpoints: false, servicePort, ...persistence }, host);
}
