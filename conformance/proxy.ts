/** Scores one case of proxy.json: the same rules line by line, the same fate of every packet, the same health. */
import { parseAllDocuments } from 'yaml';
import type { EndpointSlice } from '../src/kubernetes/api/endpointslice.ts';
import type { Protocol } from '../src/kubernetes/api/meta.ts';
import type { Node } from '../src/kubernetes/api/node.ts';
import type { Service, ServicePort } from '../src/kubernetes/api/service.ts';
import { buildIptablesRules } from '../src/kubernetes/proxy/iptables/build.ts';
import { enumerateFates } from '../src/kubernetes/proxy/iptables/enumerate.ts';
import { printIptablesRules } from '../src/kubernetes/proxy/iptables/print.ts';
import { buildNftablesRules } from '../src/kubernetes/proxy/nftables/build.ts';
import { enumerateNftablesFates } from '../src/kubernetes/proxy/nftables/enumerate.ts';
import { printNftablesRules } from '../src/kubernetes/proxy/nftables/print.ts';
import { serviceHealth } from '../src/kubernetes/proxy/health-check.ts';
import type { Packet, PacketFate } from '../src/kubernetes/proxy/packet.ts';
import type { PossibleFate } from '../src/kubernetes/proxy/possible-fates.ts';
import type { ProxyInput } from '../src/kubernetes/proxy/proxy-input.ts';
import { buildServicePorts } from '../src/kubernetes/proxy/service-port.ts';

/** On which node a case was recorded, and how its kube-proxy was configured. */
export interface ProxySetting {
  readonly id: string;
  readonly mode: 'iptables' | 'nftables' | 'ipvs';
  readonly nodeName: string;
  readonly nodeIP: string;
  readonly extraNodeIPs?: readonly string[];
  readonly clusterCIDR: string;
  readonly localDetector: 'ClusterCIDR' | 'none';
  readonly masqueradeAll: boolean;
  readonly noNFAcct?: boolean;
}

/** What was seen of the rules' effect. */
export interface ProxyEffect {
  readonly flows: readonly Flow[];
  readonly healthCheck?: HealthCheck | null;
  /** Where there are several. */
  readonly healthChecks?: readonly HealthCheck[];
}

/** One case as recorded; fields that the score does not need are left out. */
interface ProxyCase extends ProxySetting, ProxyEffect {
  readonly nodePortAddresses?: readonly string[] | null;
  readonly objects: string;
  readonly rules: string;
}

interface HealthCheck {
  readonly service: string;
  readonly port: number;
  readonly localEndpoints: number;
  readonly status: number;
}

interface Flow {
  readonly from: string;
  readonly to: string;
  readonly proto: Protocol;
  readonly result: string | { readonly endpoints: readonly string[] };
  readonly masquerade: boolean;
  readonly outcomes?: readonly Outcome[];
}

interface Outcome {
  readonly to: string;
  readonly probability: number;
  readonly masquerade: boolean;
}

/** From where the recorded clusters took their clusterIPs; the cases do not say. */
const SERVICE_CIDR = '10.96.0.0/12';

/** undefined when the case passes; else what differs, for a reader. */
export function scoreProxyCase(testCase: unknown): string | undefined {
  const recorded = testCase as ProxyCase; // the recorded file's form, described in conformance/README.md
  const objects = parseAllDocuments(recorded.objects).map((document): unknown => document.toJS());
  const input = toProxyInput(recorded, objects);
  const rules = writeRules(recorded, input);
  if (rules === undefined) return `mode ${recorded.mode} is not modelled`;
  const differences = [
    ...diffText('rules', recorded.rules, rules.text),
    ...diffEffect(recorded, recorded, input, rules.fatesOf),
  ];
  return differences.length === 0 ? undefined : differences.join('\n');
}

/** How the packets and the health checks differ, one text for each. */
export function diffEffect(
  setting: ProxySetting,
  effect: ProxyEffect,
  input: ProxyInput,
  fatesOf: WrittenRules['fatesOf'],
): readonly string[] {
  return [...effect.flows.map((flow) => diffFlow(setting, flow, fatesOf)), diffHealth(effect, input)].filter(
    (difference) => difference !== undefined,
  );
}

/** Where two texts begin to differ, none where they do not. */
export function diffText(what: string, expected: string, written: string): readonly string[] {
  const [expectedLines, lines] = [expected.trimEnd().split('\n'), written.trimEnd().split('\n')];
  const at = expectedLines.findIndex((line, i) => line !== lines[i]);
  if (at < 0 && expectedLines.length === lines.length) return [];
  const first = at < 0 ? expectedLines.length : at;
  return [
    [
      `${what} differ from line ${first + 1} on (${expectedLines.length} lines expected, ${lines.length} written):`,
      `  expected ${expectedLines[first] ?? '(end)'}`,
      `  written  ${lines[first] ?? '(end)'}`,
    ].join('\n'),
  ];
}

/** What our kube-proxy has written, and the ends that it makes possible. */
interface WrittenRules {
  readonly text: string;
  readonly fatesOf: (packet: Packet) => readonly PossibleFate[];
}

function writeRules(recorded: ProxyCase, input: ProxyInput): WrittenRules | undefined {
  switch (recorded.mode) {
    case 'iptables': {
      const ruleSet = buildIptablesRules({ ...input, hasNFAcct: recorded.noNFAcct !== true });
      return { text: printIptablesRules(ruleSet), fatesOf: (packet) => enumerateFates(ruleSet, packet) };
    }
    case 'nftables': {
      const { nodePortAddresses } = recorded;
      const ruleSet = buildNftablesRules({
        ...input,
        serviceCIDRs: [SERVICE_CIDR],
        ...(nodePortAddresses ? { nodePortAddresses } : {}),
      });
      return { text: printNftablesRules(ruleSet), fatesOf: (packet) => enumerateNftablesFates(ruleSet, packet) };
    }
    case 'ipvs':
      return undefined;
  }
}

/** What kube-proxy knows when the cluster has these objects. */
export function toProxyInput(recorded: ProxySetting, objects: readonly unknown[]): ProxyInput {
  const nodes = objects.filter((object): object is Node => isKind(object, 'Node'));
  const node = nodes.find(({ metadata }) => metadata.name === recorded.nodeName);
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  return {
    nodeName: recorded.nodeName,
    nodeIPs: [recorded.nodeIP, ...(recorded.extraNodeIPs ?? [])],
    ...(zone === undefined ? {} : { zone }),
    ...(recorded.localDetector === 'none' ? {} : { clusterCIDR: recorded.clusterCIDR }),
    masqueradeAll: recorded.masqueradeAll,
    services: objects.filter((object): object is Service => isKind(object, 'Service')).map(withPortDefaults),
    slices: objects.filter((object): object is EndpointSlice => isKind(object, 'EndpointSlice')),
  };
}

function isKind(object: unknown, kind: string): boolean {
  return typeof object === 'object' && object !== null && 'kind' in object && object.kind === kind;
}

/** The recorded objects leave out the port defaults that a stored Service has. */
function withPortDefaults(service: Service): Service {
  if (service.spec.ports === undefined) return service;
  const ports = service.spec.ports.map((port: Partial<ServicePort> & Pick<ServicePort, 'port'>): ServicePort => {
    return { ...port, protocol: port.protocol ?? 'TCP', targetPort: port.targetPort ?? port.port };
  });
  return { ...service, spec: { ...service.spec, ports } };
}

function diffFlow(recorded: ProxySetting, flow: Flow, fatesOf: WrittenRules['fatesOf']): string | undefined {
  const fates = fatesOf(toPacket(recorded, flow));
  const [expected, actual] =
    flow.outcomes === undefined
      ? [summarizeResult(flow), summarizeFates(fates)]
      : describeOutcomes(flow.outcomes, fates);
  if (expected === actual) return undefined;
  return [`${flow.proto} ${flow.from} -> ${flow.to}`, `  expected ${expected}`, `  found    ${actual}`].join('\n');
}

function diffHealth(recorded: ProxyEffect, input: ProxyInput): string | undefined {
  const expected = recorded.healthChecks ?? (recorded.healthCheck ? [recorded.healthCheck] : []);
  const found = serviceHealth(buildServicePorts(input.services, input.slices, input.nodeName)).map((health) => ({
    ...health,
    service: `${health.namespace}/${health.name}`,
    port: health.healthCheckNodePort,
  }));
  const [expectedText, foundText] = [printHealth(expected), printHealth(found)];
  return expectedText === foundText ? undefined : `health checks\n  expected ${expectedText}\n  found    ${foundText}`;
}

function printHealth(checks: readonly HealthCheck[]): string {
  return checks
    .map(({ service, port, localEndpoints, status }) => `${service} :${port} ${localEndpoints} local ${status}`)
    .sort()
    .join(', ');
}

function toPacket(recorded: ProxySetting, flow: Flow): Packet {
  const [destinationAddress = '', port] = flow.to.split(':');
  const nodeIPs = [recorded.nodeIP, ...(recorded.extraNodeIPs ?? [])];
  return {
    protocol: flow.proto,
    sourceAddress: flow.from,
    sourcePort: 40_000,
    destinationAddress,
    destinationPort: Number(port),
    isFromNode: nodeIPs.includes(flow.from) || flow.from.startsWith('127.'),
  };
}

/** Both sides in the same words, chance to four digits: recorded ones are rounded to six. */
function describeOutcomes(outcomes: readonly Outcome[], fates: readonly PossibleFate[]): readonly [string, string] {
  const found = fates.map(({ fate, probability }) => ({
    to: describeEnd(fate),
    probability,
    masquerade: fate.masquerade,
  }));
  return [printOutcomes(outcomes), printOutcomes(found)];
}

function printOutcomes(outcomes: readonly Outcome[]): string {
  return outcomes
    .map(({ to, probability, masquerade }) => `${to} ${probability.toFixed(4)}${masquerade ? ' masqueraded' : ''}`)
    .sort()
    .join(', ');
}

function summarizeResult({ result, masquerade }: Flow): string {
  return printSummary(typeof result === 'string' ? [result] : result.endpoints, masquerade);
}

function summarizeFates(fates: readonly PossibleFate[]): string {
  return printSummary(
    fates.map(({ fate }) => describeEnd(fate)),
    fates.some(({ fate }) => fate.masquerade),
  );
}

function printSummary(ends: readonly string[], masquerade: boolean): string {
  return `${Array.from(new Set(ends)).sort().join(', ')}${masquerade ? ' masqueraded' : ''}`;
}

function describeEnd({ verdict, destination }: PacketFate): string {
  switch (verdict) {
    case 'dnat':
      return `${destination?.address ?? ''}:${destination?.port ?? ''}`;
    case 'reject':
      return 'REJECT';
    case 'drop':
      return 'DROP';
    case 'accept':
      return 'ACCEPT';
    case 'noMatch':
      return 'NO MATCH';
  }
}
