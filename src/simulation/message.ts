/**
 * What the simulation has to say in its own voice: ids with parameters, never prose. The catalogues give the words, and
 * the compiler holds each of them to these parameters.
 */

/** Every message id with its parameters. */
export interface SimulationMessages {
  // Reasons of hops
  'hop.client.sends': { client: string; destination: string };
  'hop.client.pings': { client: string; destination: string };
  'hop.client.retries': { client: string; destination: string; count: number };
  'hop.dns.answered': { name: string; answer: string; queries: number };
  'hop.dns.nameNotFound': { name: string; queries: number };
  'hop.dns.outside': { name: string; answer: string };
  'hop.dns.unreachable': { name: string; node: string };
  'hop.node.clusterIP': { service: string; endpoint: string; count: number };
  'hop.node.nodePort': { service: string; endpoint: string; count: number; port: number };
  'hop.node.loadBalancerIP': { service: string; endpoint: string; count: number };
  'hop.node.virtualServer': { service: string; endpoint: string; count: number };
  'hop.node.notServed': { destination: string; verdict: string };
  'hop.node.affinity': { service: string; endpoint: string; timeoutSeconds: number };
  'hop.node.forwards': { node: string };
  'hop.node.leaves': { node: string };
  'hop.node.noEndpoints': { service: string; verdict: string };
  'hop.node.noRealServer': { service: string };
  'hop.node.noLocalEndpoints': { service: string; node: string; verdict: string };
  'hop.node.noLocalServers': { service: string; node: string };
  'hop.node.nothingListens': { node: string; port: number; answer: string };
  'hop.node.noneHasIt': { destination: string; verdict: string };
  'hop.node.noRule': { destination: string };
  'hop.node.down': { node: string };
  'hop.node.cut': { node: string };
  'hop.node.remembered': { destination: string };
  'hop.loadBalancer.picks': { node: string; healthy: number; total: number };
  'hop.loadBalancer.noHealthyNode': { service: string; total: number };
  'hop.loadBalancer.pinged': { address: string };
  'hop.loadBalancer.sourceRefused': { source: string };
  'hop.firewall.drops': { destination: string };
  'hop.ingress.routes': { ingress: string; request: string; service: string; endpoint: string; count: number };
  'hop.ingress.answers': { status: string };
  'hop.pod.answers': { pod: string; port: number };
  'hop.pod.nothingListens': { pod: string; port: number; answer: string };
  'hop.pod.notListening': { pod: string; port: number; answer: string };
  'hop.external.answers': { name: string; port: number };
  'hop.external.nothingListens': { name: string; port: number; answer: string };
  'hop.pinged': { name: string };
  'hop.connection.reused': { pod: string };
  'hop.reply': { place: string };
  'hop.reply.putBack': { place: string };
  'hop.refusal': { node: string };
  // Causes of outcomes
  'cause.answered': { pod: string; source: string };
  'cause.pinged': { name: string };
  'cause.answeredExternally': { name: string };
  'cause.hostHeaderMismatch': { name: string; host: string };
  'cause.certificateMismatch': { name: string; host: string };
  'cause.wrongApp': { pod: string; app: string; wanted: string; service: string };
  'cause.noEndpoints': { service: string };
  'cause.noLocalEndpoints': { service: string; node: string };
  'cause.noLocalServers': { service: string; node: string };
  'cause.podRefused': { pod: string; port: number };
  'cause.podTerminating': { pod: string; port: number };
  'cause.podNotRunning': { pod: string };
  'cause.nodeRefused': { node: string; port: number };
  'cause.externalRefused': { name: string; port: number };
  'cause.noRule': { destination: string };
  'cause.clusterIPPinged': { address: string };
  'cause.pingRefused': { destination: string };
  'cause.loadBalancerPinged': { address: string };
  'cause.notServed': { destination: string };
  'cause.noServicePort': { service: string; port: number; protocol: string };
  'cause.noSuchClusterIP': { address: string };
  'cause.nodeDown': { node: string };
  'cause.nodeCut': { node: string };
  'cause.podOnDeadNode': { pod: string; node: string };
  'cause.podOnCutNode': { pod: string; node: string };
  'cause.podGone': { address: string };
  'cause.staleFlow': { address: string };
  'cause.firewall': { destination: string };
  'cause.nobodyThere': { address: string };
  'cause.externalIPReturned': { address: string; node: string };
  'cause.insideOnly': { address: string };
  'cause.ownLoopback': { client: string; port: number };
  'cause.nameNotFound': { name: string };
  'cause.dnsUnreachable': { node: string };
  'cause.headlessEmpty': { service: string };
  'cause.externalNameIsAddress': { service: string; target: string };
  'cause.externalNameUnknown': { service: string; target: string };
  'cause.otherNamespace': { name: string; namespace: string; from: string };
  'cause.nodeResolver': { name: string; node: string };
  'cause.staleName': { name: string };
  'cause.loadBalancerPending': { service: string };
  'cause.noHealthyNode': { service: string };
  'cause.sourceRefused': { service: string; source: string };
  'cause.ingressNoRule': { request: string };
  'cause.ingressNoEndpoints': { ingress: string; service: string };
  'cause.ingressBadGateway': { ingress: string; service: string; tries: number };
  'cause.ingressCertificate': { name: string };
  'cause.tooSlow': { pod: string; seconds: number };
  'cause.replyLost': { node: string };
  'cause.reset': { pod: string };
  // Our own words about a manifest
  'manifest.tooManyPods': { limit: number; wanted: number };
  'manifest.badCluster': { detail: string };
  'manifest.clusterFieldIgnored': { field: string; value: string };
  'manifest.badClient': { detail: string };
  'manifest.badUrl': { url: string };
  'advice.externalNameIsAddress': { name: string };
  'advice.kindHasNoEffect': { kind: string };
  'advice.nothingListens': { port: number; workload: string };
  'advice.portNameMissing': { name: string; workload: string };
  'advice.selectorMatchesNothing': { service: string };
  'advice.selectorMatchesOtherApp': { service: string; app: string; wanted: string };
  'fix.addColon': { key: string };
  'fix.apiVersion': { version: string };
  'fix.matchLabels': { labels: string };
  'fix.port': { port: number };
  'fix.rename': { from: string; to: string };
  'fix.value': { from: string; to: string };
  'manifest.nodePortOwner': { port: number; owner: string };
}

/** The id of a message of the simulation. */
export type MessageId = keyof SimulationMessages;

/** An id with its parameters. */
export type Message = {
  [Id in MessageId]: { readonly id: Id; readonly params: SimulationMessages[Id] };
}[MessageId];

/** Builds a message; the compiler checks the parameters. */
export function message<Id extends MessageId>(id: Id, params: SimulationMessages[Id]): Message {
  // A generic Id is one member of the union, which the compiler cannot see by itself.
  return { id, params } as Message;
}
