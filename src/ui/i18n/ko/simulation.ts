/** What the simulation has to say, in Korean. Particles hang on Korean nouns, never on names, so that they always fit. */
import type { SimulationCatalogue } from '../render-message.ts';

function endpoints(count: number): string {
  return count === 1 ? '하나뿐인 준비된 엔드포인트' : `준비된 엔드포인트 ${String(count)}개 중 하나`;
}

/** The Korean sentences. */
export const simulation: SimulationCatalogue = {
  'hop.client.sends': ({ client, destination }) => `${client} 클라이언트가 ${destination} 주소로 요청을 보냅니다.`,
  'hop.client.pings': ({ client, destination }) =>
    `${client} 클라이언트가 ${destination} 주소로 핑을 보냅니다(ICMP echo request).`,
  'hop.client.retries': ({ client, destination, count }) =>
    `응답이 없어 ${client} 클라이언트의 시스템이 ${destination} 주소로 SYN을 다시 보냅니다(재시도 ${String(count)}).`,
  'hop.dns.answered': ({ name, answer, queries }) =>
    `클러스터 DNS(CoreDNS)가 질의 ${String(queries)}번 만에 ${name} 이름의 답으로 ${answer} 값을 알려 줍니다.`,
  'hop.dns.nameNotFound': ({ name, queries }) => `DNS에 ${name} 이름의 주소가 없습니다(질의 ${String(queries)}번).`,
  'hop.dns.outside': ({ name, answer }) => `클러스터 밖의 DNS 서버가 ${name} 이름의 답으로 ${answer} 값을 알려 줍니다.`,
  'hop.dns.unreachable': ({ name, node }) =>
    `${node} 노드가 네트워크에서 끊겨 ${name} 이름에 대한 질의가 어떤 DNS 서버에도 닿지 않습니다.`,
  'hop.node.clusterIP': ({ service, endpoint, count }) =>
    `${service} 서비스의 대표 주소(ClusterIP)는 규칙일 뿐입니다. kube-proxy의 규칙이 목적지를 ${endpoint} 주소(${endpoints(count)})로 바꿉니다.`,
  'hop.node.nodePort': ({ service, endpoint, count, port }) =>
    `모든 노드에 ${service} 서비스의 ${String(port)}번 포트가 열려 있습니다(노드포트). kube-proxy 규칙이 ${endpoint} 주소(${endpoints(count)})로 보냅니다.`,
  'hop.node.loadBalancerIP': ({ service, endpoint, count }) =>
    `노드는 kube-proxy의 규칙으로 ${service} 서비스의 로드밸런서 주소를 알고 있어, 패킷을 곧바로 ${endpoint} 주소(${endpoints(count)})로 보냅니다.`,
  'hop.node.virtualServer': ({ service, endpoint, count }) =>
    `${service} 서비스는 노드 커널의 가상 서버(ipvs)이며, 준비된 엔드포인트에 연결을 하나씩 차례로 나눠 줍니다. 이번 차례는 ${endpoint} 주소(${endpoints(count)})입니다.`,
  'hop.node.notServed': ({ destination, verdict }) =>
    `${destination}의 주소는 서비스의 것이지만 그곳을 맡은 서비스가 없어 kube-proxy의 규칙이 패킷을 거부합니다(${verdict}).`,
  'hop.node.affinity': ({ service, endpoint, timeoutSeconds }) =>
    `이 클라이언트는 전에 ${endpoint} 주소로 연결되었고, ${service} 서비스가 ${String(timeoutSeconds)}초 동안 같은 곳으로 보냅니다(세션 어피니티 ClientIP).`,
  'hop.node.forwards': ({ node }) =>
    `${node} 노드가 파드 네트워크의 경로를 따라 패킷을 전달합니다. 주소는 그대로입니다.`,
  'hop.node.leaves': ({ node }) =>
    `${node} 노드가 패킷을 자기 주소로 바꾸어(마스커레이드) 클러스터 밖으로 내보냅니다. 밖에서는 파드의 주소를 모르기 때문입니다.`,
  'hop.node.noEndpoints': ({ service, verdict }) =>
    `${service} 서비스에 응답할 파드가 없어(준비된 엔드포인트 없음) kube-proxy의 규칙이 연결을 거부합니다(${verdict}).`,
  'hop.node.noRealServer': ({ service }) =>
    `${service} 서비스에 응답할 파드가 없어(준비된 엔드포인트 없음) 그 가상 서버(ipvs)에 실제 서버가 없습니다. 노드의 커널이 연결을 거부합니다(ICMP port unreachable).`,
  'hop.node.noLocalEndpoints': ({ service, node, verdict }) =>
    `${node} 노드에는 ${service} 서비스의 준비된 파드가 없고 트래픽 정책이 Local이므로 패킷을 버립니다(${verdict}).`,
  'hop.node.noLocalServers': ({ service, node }) =>
    `${node} 노드에는 ${service} 서비스의 준비된 파드가 없고 트래픽 정책이 Local이므로, 가상 서버가 보낼 곳이 없어 커널이 연결을 거부합니다.`,
  'hop.node.nothingListens': ({ node, port, answer }) =>
    `${node} 노드의 ${String(port)}번 포트에서 듣는 프로그램이 없어 연결을 거부합니다(${answer}).`,
  'hop.node.noneHasIt': ({ destination, verdict }) =>
    `${destination}의 주소는 클러스터 IP 범위에 있지만 그 주소를 가진 서비스가 없어 kube-proxy의 규칙이 패킷을 버립니다(${verdict}).`,
  'hop.node.noRule': ({ destination }) => `${destination} 주소에 맞는 규칙도 경로도 없어 패킷이 사라집니다.`,
  'hop.node.down': ({ node }) => `${node} 노드는 꺼져 있어 패킷을 받지 못합니다.`,
  'hop.node.cut': ({ node }) => `${node} 노드가 네트워크에서 끊겨 패킷이 나가지도 들어오지도 못합니다.`,
  'hop.node.remembered': ({ destination }) =>
    `이미 알고 있는 연결이라 규칙을 다시 묻지 않고 전처럼 ${destination} 주소로 보냅니다(conntrack).`,
  'hop.loadBalancer.picks': ({ node, healthy, total }) =>
    `로드밸런서가 ${node} 노드를 고릅니다. 노드 ${String(total)}개 중 ${String(healthy)}개가 상태 확인(health check)을 통과했습니다.`,
  'hop.loadBalancer.noHealthyNode': ({ service, total }) =>
    `${service} 서비스의 로드밸런서가 보낼 노드가 없습니다. 노드 ${String(total)}개 중 상태 확인을 통과한 것이 없습니다.`,
  'hop.loadBalancer.pinged': ({ address }) =>
    `${address} 주소는 정해진 포트에서만 듣고 핑은 받지 않습니다. echo request는 여기서 사라집니다.`,
  'hop.loadBalancer.sourceRefused': ({ source }) =>
    `${source} 주소는 허용 범위(loadBalancerSourceRanges) 밖이므로 로드밸런서가 패킷을 버립니다.`,
  'hop.firewall.drops': ({ destination }) =>
    `노드 앞의 방화벽이 인터넷에 닫혀 있어 ${destination} 주소로 가는 패킷을 말없이 버립니다.`,
  'hop.ingress.routes': ({ ingress, request, service, endpoint, count }) =>
    `인그레스 컨트롤러가 ${request} 요청을 읽습니다. ${ingress} 인그레스에 따르면 ${service} 서비스의 것입니다. 클러스터 IP를 거치지 않고 ${endpoint} 주소(${endpoints(count)})를 직접 부릅니다.`,
  'hop.ingress.answers': ({ status }) => `인그레스 컨트롤러가 스스로 답합니다(${status}).`,
  'hop.pod.answers': ({ pod, port }) => `${pod} 파드의 프로그램이 ${String(port)}번 포트에서 듣고 있다가 응답합니다.`,
  'hop.pod.nothingListens': ({ pod, port, answer }) =>
    `${pod} 파드의 ${String(port)}번 포트에서 듣는 프로그램이 없어 연결을 거부합니다(${answer}). targetPort가 맞는지 확인해 보십시오.`,
  'hop.pod.notListening': ({ pod, port, answer }) =>
    `지금 ${pod} 파드에는 ${String(port)}번 포트에서 듣는 프로그램이 없어 연결을 거부합니다(${answer}).`,
  'hop.external.answers': ({ name, port }) =>
    `클러스터 밖의 ${name} 호스트가 ${String(port)}번 포트에서 듣고 있다가 응답합니다.`,
  'hop.external.nothingListens': ({ name, port, answer }) =>
    `클러스터 밖의 ${name} 호스트에는 ${String(port)}번 포트에서 듣는 프로그램이 없어 연결을 거부합니다(${answer}).`,
  'hop.pinged': ({ name }) => `${name} 쪽에서 핑에 응답합니다(ICMP echo reply).`,
  'hop.connection.reused': ({ pod }) =>
    `연결이 이미 열려 있으므로(keep-alive) 규칙을 다시 거치지 않고 파드도 새로 고르지 않습니다. 이 연결은 ${pod} 파드로 이어집니다(conntrack).`,
  'hop.reply': ({ place }) => `응답이 ${place} 위치에 있습니다.`,
  'hop.reply.putBack': ({ place }) =>
    `응답이 ${place} 위치에 있습니다. 가는 길에 여기서 바뀌었던 주소를 원래대로 되돌립니다(conntrack).`,
  'hop.refusal': ({ node }) =>
    `${node} 노드가 거부되었다는 것을 클라이언트에 직접 알립니다(ICMP port unreachable). 요청을 본 파드는 없습니다.`,

  'cause.answered': ({ pod, source }) => `${pod} 파드가 응답했습니다. 파드가 본 출발지 주소는 ${source}입니다.`,
  'cause.pinged': ({ name }) =>
    `${name} 쪽에서 핑에 응답했습니다. 커널이 답한 것이어서, 그곳에서 프로그램이 어느 포트로 듣고 있는지는 핑으로 알 수 없습니다.`,
  'cause.answeredExternally': ({ name }) => `서비스 뒤의 파드가 아니라 ${name} 쪽에서 직접 응답했습니다.`,
  'cause.hostHeaderMismatch': ({ name, host }) =>
    `${host} 호스트가 답했지만 자기 사이트는 아닙니다. ${name} 이름의 사이트를 찾았는데 그런 사이트가 없습니다(404). ExternalName은 주소만 바꾸고 Host 헤더는 바꾸지 않습니다.`,
  'cause.certificateMismatch': ({ name, host }) =>
    `클라이언트가 연결을 끊었습니다. ${name} 이름을 불렀는데 인증서는 ${host} 호스트의 것입니다. ExternalName은 주소만 바꾸고 검사하는 이름은 바꾸지 않습니다.`,
  'cause.wrongApp': ({ pod, app, wanted, service }) =>
    `${pod} 파드가 응답했지만 ${wanted} 앱이 아니라 ${app} 앱입니다. ${service} 서비스의 셀렉터가 다른 앱의 파드까지 선택합니다.`,
  'cause.noEndpoints': ({ service }) =>
    `${service} 서비스에 응답할 파드가 없어(준비된 엔드포인트 없음) 연결이 거부되었습니다.`,
  'cause.noLocalEndpoints': ({ service, node }) =>
    `${node} 노드에 ${service} 서비스의 준비된 파드가 없고, 트래픽 정책 Local은 다른 노드로 보내지 못하게 하므로 패킷이 버려졌습니다.`,
  'cause.noLocalServers': ({ service, node }) =>
    `${node} 노드에 ${service} 서비스의 준비된 파드가 없고, 트래픽 정책 Local은 다른 노드로 보내지 못하게 하므로 ipvs 모드에서는 연결이 거부됩니다.`,
  'cause.podRefused': ({ pod, port }) =>
    `요청이 ${pod} 파드까지 갔지만 ${String(port)}번 포트에서 듣는 프로그램이 없습니다(파드가 연결 거부). targetPort와 컨테이너의 포트를 비교해 보십시오.`,
  'cause.podTerminating': ({ pod, port }) =>
    `${pod} 파드는 종료 중입니다. 프로그램은 ${String(port)}번 포트를 닫았지만 노드의 규칙은 아직 그곳을 가리켰습니다(파드가 연결 거부). preStop의 sleep이 이 틈을 메워 줍니다.`,
  'cause.podNotRunning': ({ pod }) =>
    `요청이 ${pod} 파드에 닿았지만 지금 실행 중인 컨테이너가 없습니다(파드가 연결 거부).`,
  'cause.nodeRefused': ({ node, port }) =>
    `${node} 노드가 연결을 거부했습니다. ${String(port)}번 포트에서 듣는 프로그램이 없고, 이 포트를 노드포트로 쓰는 서비스도 없습니다.`,
  'cause.externalRefused': ({ name, port }) =>
    `클러스터 밖의 ${name} 호스트가 ${String(port)}번 포트의 연결을 거부했습니다.`,
  'cause.noRule': ({ destination }) =>
    `${destination} 주소로 가는 패킷을 아무도 받지 않았습니다. 노드에 맞는 규칙이 없습니다(서비스 포트도 경로도 없음).`,
  'cause.clusterIPPinged': ({ address }) =>
    `${address} 주소는 클러스터 IP입니다. 정해진 포트에 대한 규칙일 뿐이고 핑을 받는 규칙은 없습니다. 이 주소를 가진 기계가 없어 아무도 답할 수 없습니다.`,
  'cause.pingRefused': ({ destination }) =>
    `${destination} 주소는 서비스의 것이고 그 포트만 처리됩니다. 나머지는 핑까지 모두 kube-proxy의 규칙이 거부했습니다(“Destination Port Unreachable”).`,
  'cause.loadBalancerPinged': ({ address }) =>
    `${address} 주소는 로드 밸런서의 것입니다. 정해진 포트에서만 듣고 핑에는 답하지 않습니다. 서비스의 상태와는 관계가 없습니다.`,
  'cause.notServed': ({ destination }) =>
    `${destination}의 주소는 서비스의 것이지만 그 포트를 가진 서비스가 없습니다. kube-proxy의 규칙이 패킷을 거부했습니다.`,
  'cause.noServicePort': ({ service, port, protocol }) =>
    `${service} 서비스에는 ${String(port)}번 포트(${protocol})가 없습니다. 받아 주는 규칙이 없어 패킷이 노드 밖에서 사라졌습니다.`,
  'cause.noSuchClusterIP': ({ address }) =>
    `클러스터 IP가 ${address} 주소인 서비스가 (더는) 없습니다. 파드로 보내는 규칙이 없어 패킷이 사라졌습니다.`,
  'cause.nodeDown': ({ node }) =>
    `${node} 노드가 꺼져 있고 요청이 지나는 길이 그 노드를 거칩니다. 제시간에 응답이 오지 않았습니다.`,
  'cause.nodeCut': ({ node }) => `요청이 지나는 ${node} 노드가 네트워크에서 끊겨 있어 제때 응답이 오지 않았습니다.`,
  'cause.podOnDeadNode': ({ pod, node }) =>
    `요청이 꺼진 ${node} 노드의 ${pod} 파드로 갔습니다. 노드가 NotReady로 표시된 뒤에야 그 노드의 파드가 엔드포인트에서 빠집니다.`,
  'cause.podOnCutNode': ({ pod, node }) =>
    `요청이 ${pod} 파드로 갔지만 ${node} 노드가 네트워크에서 끊겨 닿지 못했습니다. 그 노드의 파드는 노드가 NotReady로 표시된 뒤에야 엔드포인트에서 빠집니다.`,
  'cause.podGone': ({ address }) => `${address} 주소를 가진 파드가 더는 없습니다. 응답이 오지 않았습니다.`,
  'cause.staleFlow': ({ address }) =>
    `노드가 이 UDP 흐름을 사라진 파드의 ${address} 주소로 계속 보냅니다(conntrack). 서비스에 다른 엔드포인트가 있으면 kube-proxy가 다음에 규칙을 쓸 때 항목을 지웁니다.`,
  'cause.firewall': ({ destination }) =>
    `노드 앞의 방화벽이 ${destination} 주소로 가는 패킷을 버렸습니다. 쿠버네티스가 아니라 클라우드가 한 일입니다. 방화벽을 열거나 로드밸런서를 거쳐야 합니다.`,
  'cause.nobodyThere': ({ address }) =>
    `${address} 주소를 가진 파드도, 노드도, 이 놀이터가 아는 호스트도 없습니다. 응답이 오지 않았습니다.`,
  'cause.externalIPReturned': ({ address, node }) =>
    `네트워크는 ${address} 주소로 가는 패킷을 ${node} 노드로 보내지만, 그곳에는 이 패킷을 받는 규칙도 이 주소를 가진 인터페이스도 없습니다. 되돌려 보내진 패킷은 TTL이 다할 때까지 맴돕니다.`,
  'cause.insideOnly': ({ address }) =>
    `${address} 주소는 클러스터 안에서만 뜻이 있습니다(파드 주소 또는 ClusterIP). 밖에서는 그곳으로 가는 길을 아무도 모릅니다.`,
  'cause.ownLoopback': ({ client, port }) =>
    `${client} 클라이언트가 자기 자신을 불렀습니다. 자기 루프백 주소는 노드의 주소가 아니며, 그곳의 ${String(port)}번 포트에서 듣는 프로그램이 없습니다(연결 거부).`,
  'cause.nameNotFound': ({ name }) =>
    `${name} 이름으로 찾을 수 있는 곳이 없습니다. DNS에 그런 서비스나 호스트가 없거나(NXDOMAIN), 이름은 있어도 주소가 없습니다(NOERROR, 데이터 없음).`,
  'cause.dnsUnreachable': ({ node }) =>
    `이름을 풀지 못했습니다. ${node} 노드가 네트워크에서 끊겨 있어 어떤 DNS 서버도 제때 답하지 않았습니다.`,
  'cause.headlessEmpty': ({ service }) =>
    `헤드리스 서비스 ${service} 뒤에 준비된 파드가 없어 지금은 그 이름이 없습니다(NXDOMAIN).`,
  'cause.externalNameIsAddress': ({ service, target }) =>
    `${service} 서비스의 ExternalName인 ${target} 값은 주소처럼 보입니다. 별칭에는 이름이 필요하므로 DNS는 이를 알지 못합니다(NXDOMAIN).`,
  'cause.externalNameUnknown': ({ service, target }) =>
    `${service} 서비스는 ${target} 이름의 별칭(ExternalName)인데, 그 이름에는 주소가 없습니다.`,
  'cause.otherNamespace': ({ name, namespace, from }) =>
    `${from} 네임스페이스에는 ${name} 서비스가 없습니다. ${namespace} 네임스페이스에 있는 것은 여기서 ${name}.${namespace} 이름으로 불러야 합니다(NXDOMAIN).`,
  'cause.nodeResolver': ({ name, node }) =>
    `${name} 이름은 클러스터 DNS의 것입니다. ${node} 노드의 네트워크에서 실행되는 프로그램은 노드의 리졸버에 묻고, 그곳에는 이 이름이 없습니다. hostNetwork 파드도 dnsPolicy가 ClusterFirstWithHostNet이 아니면 마찬가지입니다.`,
  'cause.staleName': ({ name }) =>
    `CoreDNS는 ${name} 이름이 없었다는 답을 아직 기억합니다. 클러스터 밖의 답은 없다는 답까지 30초 동안 간직합니다(NXDOMAIN).`,
  'cause.loadBalancerPending': ({ service }) =>
    `${service} 서비스의 로드밸런서에 아직 주소가 없어(EXTERNAL-IP pending) 연결할 곳이 없습니다.`,
  'cause.noHealthyNode': ({ service }) =>
    `${service} 서비스의 로드밸런서가 보낼 정상 노드가 없어 응답이 오지 않았습니다.`,
  'cause.sourceRefused': ({ service, source }) =>
    `${service} 서비스의 로드밸런서가 ${source} 주소를 허용하지 않아(loadBalancerSourceRanges) 패킷이 버려졌습니다.`,
  'cause.ingressNoRule': ({ request }) =>
    `인그레스 컨트롤러에 ${request} 요청에 맞는 규칙이 없어 자기 페이지로 답했습니다(404).`,
  'cause.ingressNoEndpoints': ({ ingress, service }) =>
    `${ingress} 인그레스에 따르면 요청은 ${service} 서비스의 것이지만 그 포트에 준비된 파드가 없어 컨트롤러가 503(Service Temporarily Unavailable)으로 답했습니다.`,
  'cause.ingressBadGateway': ({ ingress, service, tries }) =>
    `${ingress} 인그레스에 따르면 요청은 ${service} 서비스의 것이지만 파드가 컨트롤러의 연결을 거부하여(${String(tries)}개 시도) 502(Bad Gateway)로 답했습니다.`,
  'cause.ingressCertificate': ({ name }) =>
    `클라이언트가 연결을 끊었습니다. tls에 ${name} 호스트를 적은 인그레스가 없어 컨트롤러가 스스로 만든 인증서를 내밀었습니다.`,
  'cause.tooSlow': ({ pod, seconds }) =>
    `${pod} 파드가 요청을 받았지만 ${String(seconds)}초가 지나도록 응답하지 않아 클라이언트가 포기했습니다.`,
  'cause.replyLost': ({ node }) =>
    `파드는 응답했지만, 바뀐 주소를 되돌릴 수 있는 ${node} 노드를 거치지 않고 곧바로 보냈습니다. 클라이언트는 모르는 곳에서 온 응답을 버립니다.`,
  'cause.reset': ({ pod }) => `${pod} 파드가 도중에 연결을 끊었습니다(connection reset).`,
  'manifest.tooManyPods': ({ limit, wanted }) =>
    `파드 ${String(wanted)}개가 필요하지만 이 놀이터에서는 최대 ${String(limit)}개만 실행하고 나머지는 만들지 않습니다.`,
  'manifest.badCluster': ({ detail }) => `이 Cluster는 사용할 수 없습니다: ${detail}`,
  'manifest.clusterFieldIgnored': ({ field, value }) =>
    `${field} 값은 여기서 효과가 없습니다. 이 놀이터의 클러스터에서는 언제나 ${value} 값을 씁니다.`,
  'manifest.badClient': ({ detail }) => `이 Client는 사용할 수 없습니다: ${detail}`,
  'manifest.badUrl': ({ url }) => `${url} 값은 클라이언트가 호출할 수 있는 주소가 아닙니다.`,
  'advice.externalNameIsAddress': ({ name }) =>
    `쿠버네티스는 externalName으로 ${name} 값을 받아들이지만 별칭에는 이름이 필요하므로 이 서비스는 결코 풀리지 않습니다. 주소를 쓰려면 셀렉터를 빼고 엔드포인트슬라이스를 추가하십시오.`,
  'advice.kindHasNoEffect': ({ kind }) =>
    `API 서버는 이 ${kind} 오브젝트를 받아들이지만 이 놀이터에는 이것을 처리하는 컨트롤러가 없습니다. 파드도 트래픽도 생기지 않습니다.`,
  'advice.nothingListens': ({ port, workload }) =>
    `${workload} 파드에는 ${String(port)} 포트에서 듣는 프로그램이 없어 연결이 거부됩니다.`,
  'advice.portNameMissing': ({ name, workload }) =>
    `${workload} 컨테이너에 이름이 ${name}인 포트가 없어 이 파드들은 여기서 오는 트래픽을 받지 못합니다.`,
  'advice.selectorMatchesNothing': ({ service }) =>
    `이 셀렉터는 아무 파드도 고르지 않으므로 ${service} 서비스에 엔드포인트가 없고 모든 요청이 거부됩니다. 파드 템플릿의 레이블과 비교해 보십시오.`,
  'advice.selectorMatchesOtherApp': ({ service, app, wanted }) =>
    `이 셀렉터는 ${app} 파드도 고릅니다. ${service} 서비스로 보낸 요청의 일부가 ${wanted} 대신 그곳으로 갑니다.`,
  'fix.addColon': ({ key }) => `${key} 뒤에 콜론 넣기`,
  'fix.apiVersion': ({ version }) => `apiVersion: ${version} 사용하기`,
  'fix.matchLabels': ({ labels }) => `matchLabels 아래에 ${labels} 넣기`,
  'fix.port': ({ port }) => `비어 있는 ${String(port)} 포트 사용하기`,
  'fix.rename': ({ from, to }) => `${from} 대신 ${to} 쓰기`,
  'fix.value': ({ from, to }) => `${from} 대신 ${to} 쓰기`,
  'manifest.nodePortOwner': ({ port, owner }) =>
    `노드포트 ${String(port)}번은 이미 ${owner} 서비스의 것입니다. 노드포트는 클러스터 전체에서 하나뿐입니다.`,
};
