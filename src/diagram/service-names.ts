/** What a Service is made into: the names that the cluster's DNS has for it, and the chains that kube-proxy has on every node. */
import { answerQuery } from '../kubernetes/dns/answer.ts';
import type { RecordType } from '../kubernetes/dns/message.ts';
import { buildDnsZone } from '../kubernetes/dns/zone.ts';
import type { Service } from '../kubernetes/api/service.ts';
import { serviceChainNames } from '../kubernetes/proxy/iptables/chain-names.ts';
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

/** One port's address, and the chains that it leads through. */
export interface ServiceDoor {
  /** `address:port`, with the protocol where that is not TCP; `*` is every address of a node. */
  readonly address: string;
  readonly chains: readonly string[];
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

/** The addresses of each port and kube-proxy's chains for them in the mode iptables; none for a mere name. */
export function serviceDoors(service: Service): readonly ServiceDoor[] {
  if (!hasClusterIP(service)) return [];
  const { spec, metadata, status } = service;
  const balancers = status?.loadBalancer?.ingress ?? [];
  const isLocal = spec.externalTrafficPolicy === 'Local';
  return (spec.ports ?? []).flatMap(({ name = '', port, protocol, nodePort }) => {
    const chains = serviceChainNames({
      namespace: metadata.namespace ?? 'default',
      name: metadata.name,
      port: name,
      protocol,
    });
    const inside = [spec.internalTrafficPolicy === 'Local' ? chains.localPolicy : chains.clusterPolicy];
    const outside = [chains.external, isLocal ? chains.localPolicy : chains.clusterPolicy];
    const entry = (spec.loadBalancerSourceRanges?.length ?? 0) > 0 ? [chains.firewall, ...outside] : outside;
    return [
      ...(spec.clusterIPs ?? [spec.clusterIP ?? '']).map((ip) => door(ip, port, protocol, inside)),
      ...(spec.externalIPs ?? []).map((ip) => door(ip, port, protocol, outside)),
      ...balancers.flatMap(({ ip }) => (ip === undefined ? [] : [door(ip, port, protocol, entry)])),
      ...(nodePort === undefined || nodePort === 0 ? [] : [door('*', nodePort, protocol, outside)]),
    ];
  });
}

function door(ip: string, port: number, protocol: string, chains: readonly string[]): ServiceDoor {
  const address = `${ip.includes(':') ? `[${ip}]` : ip}:${String(port)}${protocol === 'TCP' ? '' : `/${protocol}`}`;
  return { address, chains };
}
