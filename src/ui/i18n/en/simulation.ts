/** What the simulation has to say, in English: a word a student uses, then the term. */
import type { SimulationCatalogue } from '../render-message.ts';

function endpoints(count: number): string {
  return count === 1 ? 'the only ready endpoint' : `one of ${String(count)} ready endpoints`;
}

function lookups(queries: number): string {
  return queries === 1 ? '1 query' : `${String(queries)} queries`;
}

/** The English sentences. */
export const simulation: SimulationCatalogue = {
  'hop.client.sends': ({ client, destination }) => `${client} sends the request to ${destination}.`,
  'hop.client.pings': ({ client, destination }) => `${client} pings ${destination} (ICMP echo request).`,
  'hop.client.retries': ({ client, destination, count }) =>
    `No answer has come, so the system of ${client} sends its SYN to ${destination} again (retry ${String(count)}).`,
  'hop.dns.answered': ({ name, answer, queries }) =>
    `The cluster's DNS (CoreDNS) says that ${name} is ${answer} (${lookups(queries)}).`,
  'hop.dns.nameNotFound': ({ name, queries }) => `DNS has no address for the name ${name} (${lookups(queries)}).`,
  'hop.dns.outside': ({ name, answer }) => `A DNS server outside the cluster says that ${name} is ${answer}.`,
  'hop.dns.unreachable': ({ name, node }) =>
    `${node} is cut off from the network: the question for ${name} reaches no DNS server.`,
  'hop.node.clusterIP': ({ service, endpoint, count }) =>
    `The Service address (cluster IP) of ${service} is only a rule: kube-proxy's rule rewrites it to ${endpoint}, ${endpoints(count)}.`,
  'hop.node.nodePort': ({ service, endpoint, count, port }) =>
    `Port ${String(port)} is open on every node for ${service} (node port); kube-proxy's rule sends it on to ${endpoint}, ${endpoints(count)}.`,
  'hop.node.loadBalancerIP': ({ service, endpoint, count }) =>
    `The node knows the load balancer's address of ${service} by a rule of kube-proxy and sends the packet straight to ${endpoint}, ${endpoints(count)}.`,
  'hop.node.virtualServer': ({ service, endpoint, count }) =>
    `${service} is a virtual server of the node's kernel (ipvs), which takes the ready endpoints in turn, a connection each: now it is the turn of ${endpoint}, ${endpoints(count)}.`,
  'hop.node.notServed': ({ destination, verdict }) =>
    `The address of ${destination} is a Service's, but nothing is served there: kube-proxy's rule refuses the packet (${verdict}).`,
  'hop.node.affinity': ({ service, endpoint, timeoutSeconds }) =>
    `This client was sent to ${endpoint} before, and ${service} keeps it there for ${String(timeoutSeconds)} s (session affinity ClientIP).`,
  'hop.node.forwards': ({ node }) =>
    `${node} passes the packet on by the pod network's routes; the addresses stay as they are.`,
  'hop.node.leaves': ({ node }) =>
    `${node} passes the packet on out of the cluster, under its own address (masquerading): nobody out there knows the pods' addresses.`,
  'hop.node.noEndpoints': ({ service, verdict }) =>
    `No pod answers for ${service} (no ready endpoints), so kube-proxy's rule refuses the connection (${verdict}).`,
  'hop.node.noRealServer': ({ service }) =>
    `No pod answers for ${service} (no ready endpoints), so its virtual server (ipvs) has no real server: the node's kernel refuses the connection (ICMP port unreachable).`,
  'hop.node.noLocalEndpoints': ({ service, node, verdict }) =>
    `${node} has no ready pod of ${service} of its own, and the traffic policy is Local: the packet is dropped (${verdict}).`,
  'hop.node.noLocalServers': ({ service, node }) =>
    `${node} has no ready pod of ${service} of its own, and the traffic policy is Local: the virtual server has nobody to send to, and the kernel refuses the connection.`,
  'hop.node.nothingListens': ({ node, port, answer }) =>
    `No program listens on port ${String(port)} of ${node}, so it refuses the connection (${answer}).`,
  'hop.node.noneHasIt': ({ destination, verdict }) =>
    `The address of ${destination} is in the range of cluster IPs, but no Service has it: kube-proxy's rule drops the packet (${verdict}).`,
  'hop.node.noRule': ({ destination }) => `No rule and no route knows ${destination}, so the packet gets lost.`,
  'hop.node.down': ({ node }) => `${node} is switched off: nothing there takes the packet.`,
  'hop.node.cut': ({ node }) => `${node} is cut off from the network: no packet leaves it or gets there.`,
  'hop.node.remembered': ({ destination }) =>
    `The connection is known here already and goes on to ${destination} as before; no rule is asked again (conntrack).`,
  'hop.loadBalancer.picks': ({ node, healthy, total }) =>
    `The load balancer picks ${node}: ${String(healthy)} of ${String(total)} nodes pass its health check.`,
  'hop.loadBalancer.noHealthyNode': ({ service, total }) =>
    `The load balancer of ${service} has no node to send to: none of ${String(total)} passes its health check.`,
  'hop.loadBalancer.pinged': ({ address }) =>
    `${address} has listeners for certain ports, and none for a ping: the echo request is lost here.`,
  'hop.loadBalancer.sourceRefused': ({ source }) =>
    `The load balancer drops the packet: ${source} is outside the ranges it lets in (loadBalancerSourceRanges).`,
  'hop.firewall.drops': ({ destination }) =>
    `The firewall in front of the nodes is closed to the internet: the packet to ${destination} is dropped, and nobody is told.`,
  'hop.ingress.routes': ({ ingress, request, service, endpoint, count }) =>
    `The Ingress controller reads the request for ${request}: by ${ingress} it is for ${service}. It calls ${endpoint} itself, past the cluster IP, ${endpoints(count)}.`,
  'hop.ingress.answers': ({ status }) => `The Ingress controller answers by itself (${status}).`,
  'hop.pod.answers': ({ pod, port }) => `The program in ${pod} listens on port ${String(port)} and answers.`,
  'hop.pod.nothingListens': ({ pod, port, answer }) =>
    `No program in ${pod} listens on port ${String(port)}, so the pod refuses the connection (${answer}). Is targetPort right?`,
  'hop.pod.notListening': ({ pod, port, answer }) =>
    `No program in ${pod} listens on port ${String(port)} at this moment, so the pod refuses the connection (${answer}).`,
  'hop.external.answers': ({ name, port }) =>
    `${name}, outside the cluster, listens on port ${String(port)} and answers.`,
  'hop.external.nothingListens': ({ name, port, answer }) =>
    `No program listens on port ${String(port)} of ${name}, outside the cluster, so it refuses the connection (${answer}).`,
  'hop.pinged': ({ name }) => `${name} answers the ping (ICMP echo reply).`,
  'hop.connection.reused': ({ pod }) =>
    `The connection is open already (keep-alive), so no rule is asked again and no pod is chosen: it leads to ${pod} (conntrack).`,
  'hop.reply': ({ place }) => `The reply is at ${place}.`,
  'hop.reply.putBack': ({ place }) =>
    `The reply is at ${place}; addresses that were rewritten here on the way there are put back (conntrack).`,
  'hop.refusal': ({ node }) =>
    `${node} itself tells the client that it was refused (ICMP port unreachable): no pod has seen the request.`,

  'cause.answered': ({ pod, source }) => `${pod} answered; it saw the request come from ${source}.`,
  'cause.pinged': ({ name }) =>
    `${name} answered the ping. Its kernel did: whether a program listens there, and on which port, a ping does not tell.`,
  'cause.answeredExternally': ({ name }) => `${name} itself answered, not a pod behind a Service.`,
  'cause.hostHeaderMismatch': ({ name, host }) =>
    `${host} answered, but not with its site: it was asked for the site ${name}, which it does not have (404). An ExternalName changes the address, not the Host header.`,
  'cause.certificateMismatch': ({ name, host }) =>
    `The client broke the connection off: it called ${name}, and the certificate is for ${host}. An ExternalName changes the address, not the name that is checked.`,
  'cause.wrongApp': ({ pod, app, wanted, service }) =>
    `${pod} answered, but it runs ${app}, not ${wanted}: the selector of ${service} matches pods of another app too.`,
  'cause.noEndpoints': ({ service }) =>
    `No pod answers for ${service} (no ready endpoints), so the connection was refused.`,
  'cause.noLocalEndpoints': ({ service, node }) =>
    `${node} has no ready pod of ${service}, and its traffic policy Local forbids sending on to another node: the packet was dropped.`,
  'cause.noLocalServers': ({ service, node }) =>
    `${node} has no ready pod of ${service}, and its traffic policy Local forbids sending on to another node: in ipvs mode the connection is refused.`,
  'cause.podRefused': ({ pod, port }) =>
    `The request reached ${pod}, but no program listens on port ${String(port)} there (connection refused by the pod). Compare targetPort with the container's port.`,
  'cause.podTerminating': ({ pod, port }) =>
    `${pod} is terminating: its program has closed port ${String(port)}, but the rules on the node still led there (connection refused by the pod). A preStop sleep bridges that moment.`,
  'cause.podNotRunning': ({ pod }) =>
    `The request reached ${pod}, but no container runs there right now (connection refused by the pod).`,
  'cause.nodeRefused': ({ node, port }) =>
    `${node} refused the connection: nothing listens on port ${String(port)} there, and no Service has it as its node port.`,
  'cause.externalRefused': ({ name, port }) =>
    `${name}, outside the cluster, refused the connection on port ${String(port)}.`,
  'cause.noRule': ({ destination }) =>
    `Nobody took the packet to ${destination}: no rule on the node is for it (no Service port, no route).`,
  'cause.clusterIPPinged': ({ address }) =>
    `${address} is a cluster IP: rules for certain ports, and none of them takes a ping; no machine has the address, so nobody could answer.`,
  'cause.pingRefused': ({ destination }) =>
    `${destination} is an address of a Service, and only its ports are served: kube-proxy's rule refused everything else, the ping too (“Destination Port Unreachable”).`,
  'cause.loadBalancerPinged': ({ address }) =>
    `${address} is the address of a load balancer, which listens on certain ports and answers no ping. That says nothing about the Service.`,
  'cause.notServed': ({ destination }) =>
    `The address of ${destination} is a Service's, but no Service has that port: kube-proxy's rule refused the packet.`,
  'cause.noServicePort': ({ service, port, protocol }) =>
    `${service} has no port ${String(port)} (${protocol}): no rule takes the packet, and it gets lost outside of the node.`,
  'cause.noSuchClusterIP': ({ address }) =>
    `No Service has the cluster IP ${address} (any more): no rule leads the packet to a pod, and it is lost.`,
  'cause.nodeDown': ({ node }) =>
    `${node} is switched off, and the way of the request leads through it: no answer came back in time.`,
  'cause.nodeCut': ({ node }) =>
    `${node} is cut off from the network, and the way of the request leads through it: no answer came back in time.`,
  'cause.podOnDeadNode': ({ pod, node }) =>
    `The request went to ${pod}, which is lost with ${node}: the machine is switched off. Its pods leave the endpoints only once the node is marked NotReady.`,
  'cause.podOnCutNode': ({ pod, node }) =>
    `The request went to ${pod}, which runs on but cannot be reached: ${node} is cut off from the network. Its pods leave the endpoints only once the node is marked NotReady.`,
  'cause.podGone': ({ address }) => `No pod has the address ${address} any more: no answer came back.`,
  'cause.staleFlow': ({ address }) =>
    `The node still sends this UDP flow to ${address}, a pod that is gone (conntrack): kube-proxy clears the entry when it next writes its rules, if the Service has other endpoints.`,
  'cause.firewall': ({ destination }) =>
    `The firewall in front of the nodes dropped the packet to ${destination}. That is the cloud's doing, not Kubernetes': open the firewall, or come through a load balancer.`,
  'cause.nobodyThere': ({ address }) =>
    `No pod, no node and no host that this playground knows has the address ${address}: no answer came back.`,
  'cause.externalIPReturned': ({ address, node }) =>
    `The network brings packets for ${address} to ${node}, where no rule takes this one and no interface has the address: it is sent back, and goes round until its TTL is used up.`,
  'cause.insideOnly': ({ address }) =>
    `${address} means something only inside the cluster (an address of a pod, or a cluster IP): nobody outside knows a way there.`,
  'cause.ownLoopback': ({ client, port }) =>
    `${client} called itself: its own loopback address is no node's, and nothing listens on port ${String(port)} there (connection refused).`,
  'cause.nameNotFound': ({ name }) =>
    `The name ${name} leads nowhere: DNS knows no such Service or host (NXDOMAIN), or the name without an address (NOERROR, no data).`,
  'cause.dnsUnreachable': ({ node }) =>
    `The name could not be resolved: ${node} is cut off from the network, and no DNS server answered in time.`,
  'cause.headlessEmpty': ({ service }) =>
    `The headless Service ${service} has no ready pod, so its name does not exist at the moment (NXDOMAIN).`,
  'cause.externalNameIsAddress': ({ service, target }) =>
    `${service} is an ExternalName for ${target}, which looks like an address: an alias needs a name, so DNS knows nothing of it (NXDOMAIN).`,
  'cause.externalNameUnknown': ({ service, target }) =>
    `${service} is an alias (ExternalName) of ${target}, and that name has no address.`,
  'cause.otherNamespace': ({ name, namespace, from }) =>
    `There is no Service ${name} in the namespace ${from}. The one in ${namespace} is called ${name}.${namespace} from here (NXDOMAIN).`,
  'cause.nodeResolver': ({ name, node }) =>
    `${name} is a name of the cluster's DNS. What runs in ${node}'s own network asks the node's resolver, which does not know it: so does a pod with hostNetwork, unless its dnsPolicy is ClusterFirstWithHostNet.`,
  'cause.staleName': ({ name }) =>
    `CoreDNS still remembers that ${name} did not exist: it keeps answers from outside the cluster for 30 s, also that one (NXDOMAIN).`,
  'cause.loadBalancerPending': ({ service }) =>
    `The load balancer of ${service} has no address yet (EXTERNAL-IP pending), so there is nothing to connect to.`,
  'cause.noHealthyNode': ({ service }) =>
    `The load balancer of ${service} has no healthy node to send to, so no answer came back.`,
  'cause.sourceRefused': ({ service, source }) =>
    `The load balancer of ${service} does not let ${source} in (loadBalancerSourceRanges): the packet was dropped.`,
  'cause.ingressNoRule': ({ request }) =>
    `The Ingress controller knows no rule for ${request} and answers with its own page (404).`,
  'cause.ingressNoEndpoints': ({ ingress, service }) =>
    `By ${ingress} the request is for ${service}, which has no ready pod on that port: the Ingress controller answers 503 (Service Temporarily Unavailable).`,
  'cause.ingressBadGateway': ({ ingress, service, tries }) =>
    `By ${ingress} the request is for ${service}, but its pods refused the Ingress controller's connection (${String(tries)} tried): it answers 502 (Bad Gateway).`,
  'cause.ingressCertificate': ({ name }) =>
    `The client broke the connection off: no Ingress names ${name} under tls, so the controller shows a certificate that it made itself.`,
  'cause.tooSlow': ({ pod, seconds }) =>
    `${pod} took the request but had not answered after ${String(seconds)} seconds, when the client gave up.`,
  'cause.replyLost': ({ node }) =>
    `The pod answered straight past ${node}, which alone could put the rewritten address back: the client does not know who answers it, and drops the reply.`,
  'cause.reset': ({ pod }) => `${pod} broke the connection off in the middle (connection reset).`,
  'manifest.tooManyPods': ({ limit, wanted }) =>
    `${String(wanted)} pods are wanted; this playground runs ${String(limit)} at most, and leaves the rest out.`,
  'manifest.badCluster': ({ detail }) => `This Cluster cannot be used: ${detail}`,
  'manifest.clusterFieldIgnored': ({ field, value }) =>
    `${field} has no effect here: this playground's cluster always has ${value}.`,
  'manifest.badClient': ({ detail }) => `This Client cannot be used: ${detail}`,
  'manifest.badUrl': ({ url }) => `${url} is no address that a client can call.`,
  'advice.externalNameIsAddress': ({ name }) =>
    `Kubernetes accepts ${name} as externalName, but an alias needs a name: this Service will never resolve. For an address, leave out the selector and add an EndpointSlice.`,
  'advice.kindHasNoEffect': ({ kind }) =>
    `The API server takes this ${kind}, but nothing in this playground acts upon it: no pods and no traffic will come of it.`,
  'advice.nothingListens': ({ port, workload }) =>
    `Nothing in the pods of ${workload} listens on port ${String(port)}: they will refuse the connection.`,
  'advice.portNameMissing': ({ name, workload }) =>
    `No container of ${workload} has a port named ${name}, so its pods get no traffic from here.`,
  'advice.selectorMatchesNothing': ({ service }) =>
    `This selector selects no pod, so ${service} has no endpoints and refuses every request. Compare it with the labels in the pod template.`,
  'advice.selectorMatchesOtherApp': ({ service, app, wanted }) =>
    `This selector also selects pods of ${app}: some requests for ${service} will end there instead of ${wanted}.`,
  'fix.addColon': ({ key }) => `Put a colon after ${key}`,
  'fix.apiVersion': ({ version }) => `Use apiVersion: ${version}`,
  'fix.matchLabels': ({ labels }) => `Put ${labels} under matchLabels`,
  'fix.port': ({ port }) => `Use the free port ${String(port)}`,
  'fix.rename': ({ from, to }) => `Write ${to} instead of ${from}`,
  'fix.value': ({ from, to }) => `Write ${to} instead of ${from}`,
  'manifest.nodePortOwner': ({ port, owner }) =>
    `Node port ${String(port)} already belongs to ${owner}: a node port is one for the whole cluster.`,
};
