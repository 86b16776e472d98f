/** Korean: what each rule is called, and why it is so. */
import type { RuleTexts } from '../en/rules.ts';

/** The Korean words. */
export const rules: RuleTexts = {
  'yaml.mappingValues': {
    title: '값이 끝나야 할 자리에 나온 콜론',
    why: '한 줄에는 `키: 값`을 하나만 씁니다. 아직 값을 읽고 있는데 콜론이 또 나왔습니다. 대개 윗줄의 들여쓰기가 잘못되었거나, 콜론과 공백이 들어 있는 값에 따옴표가 필요한 경우입니다. YAML에서는 이를 매핑 값의 위치 오류라고 합니다.',
  },
  'yaml.missingColon': {
    title: '콜론이 없는 키',
    why: '키는 콜론으로 끝나고, 같은 줄에 값이 오면 공백을 하나 둡니다(`port: 80`). 이 단어를 키로 읽었는데 콜론이 나오기 전에 다음 줄이 나왔습니다.',
  },
  'yaml.tab': {
    title: '탭처럼 값의 첫 글자가 될 수 없는 문자',
    why: 'YAML은 줄 앞의 공백으로 무엇이 어디에 속하는지 나타냅니다. 탭은 편집기마다 너비가 달라 쓸 수 없습니다. @,\u00A0%,\u00A0백틱으로 시작하는 값도 따옴표로 감싸야 합니다.',
  },
  'yaml.unclosedQuote': {
    title: '닫히지 않은 따옴표',
    why: '따옴표로 시작한 값은 같은 따옴표가 다시 나올 때까지 이어집니다. 닫는 따옴표가 없어서 글의 끝까지 하나의 값으로 읽혔습니다.',
  },
  'yaml.unclosedBracket': {
    title: '닫히지 않은 괄호',
    why: '`[ ]` 목록과 `{ }` 매핑은 항목을 쉼표로 나누고 같은 종류의 괄호로 끝나야 합니다. 그 전에 다른 것이 나왔습니다.',
  },
  'yaml.indentation': {
    title: '들여쓰기가 맞지 않는 줄',
    why: '같은 블록의 키는 같은 칸에서 시작하고, 같은 목록의 줄표도 마찬가지입니다. 이 줄이 시작하는 칸에는 열린 블록이 없어 어디에 속하는지 알 수 없습니다.',
  },
  'yaml.duplicateKey': {
    title: '한 블록에 두 번 나온 키',
    why: '한 블록에는 같은 키를 한 번만 쓸 수 있습니다. 두 번 쓰면 한 값이 다른 값을 소리 없이 가리게 되므로 거부됩니다.',
  },
  'yaml.syntax': {
    title: 'YAML이 아닌 글',
    why: 'kubectl은 쿠버네티스에 보내기 전에 글을 오브젝트로 바꿉니다. 바꿀 수 없었으므로 이 문서는 클러스터에 전혀 전달되지 않았습니다.',
  },
  'decode.unknownField': {
    title: '이 종류에 없는 필드',
    why: 'API 서버는 종류마다 어떤 필드가 있는지 모두 알고 있습니다. 철자나 대소문자가 다르거나 엉뚱한 곳에 들여 쓴 필드는 말없이 사라질 수 있으므로, 엄격한 디코딩이 이를 거부합니다.',
  },
  'decode.type': {
    title: '형식이 다른 값',
    why: '필드마다 숫자, 문자열, 참·거짓, 목록, 매핑 중 정해진 형식이 있고, YAML은 값을 쓴 모양으로 형식을 정합니다. `80`은 숫자이고 `"80"`은 문자열입니다. `yes`, `on`, `1.10`은 따옴표로 감싸야 문자열이 됩니다.',
  },
  'decode.quantity': {
    title: '읽을 수 없는 수량',
    why: 'CPU와 메모리는 수량으로 씁니다. `250m`, `0.5`, `64Mi`, `1Gi`처럼 숫자 뒤에 단위를 하나까지 붙이고, 그 사이에 공백을 두지 않습니다.',
  },
  'mapping.noKind': {
    title: '이 apiVersion에 없는 kind',
    why: '문서가 무엇인지는 `apiVersion`과 `kind`가 함께 정합니다. `v1`에는 Service와 Pod가, `apps/v1`에는 Deployment가 있습니다. 대소문자도 구별합니다. 이 조합은 클러스터에 없습니다.',
  },
  'mapping.missingKind': {
    title: 'apiVersion이나 kind가 없는 문서',
    why: '`apiVersion`과 `kind`가 없으면 문서가 무엇을 나타내는지, 어디로 보낼지 알 수 없습니다. 두 필드는 모든 문서의 맨 왼쪽에 씁니다.',
  },
  'mapping.notAnObject': {
    title: '오브젝트가 아닌 문서',
    why: '각 문서와 List의 각 항목은 `apiVersion`과 `kind`로 시작하는 매핑입니다. 단어나 목록만으로는 저장할 오브젝트가 되지 않습니다.',
  },
  'namespace.notFound': {
    title: '없는 네임스페이스',
    why: '오브젝트는 네임스페이스 안에 만들어지므로 네임스페이스가 먼저 있어야 합니다. 이 문서 위에 `kind: Namespace` 문서를 추가하거나, 필드를 지워 `default`를 사용하십시오.',
  },
  'name.required': {
    title: '이름이 없는 오브젝트',
    why: 'kubectl과 다른 오브젝트, 그리고 서비스라면 DNS까지 모두 이름으로 오브젝트를 찾습니다. 이름이 없으면 `kubectl apply`는 저장된 것과 비교할 수 없습니다.',
  },
  'name.format': {
    title: '쓸 수 없는 이름',
    why: '이름은 DNS 이름과 URL에 들어가므로 소문자, 숫자, 하이픈만 쓰고 문자나 숫자로 시작하고 끝나야 합니다(RFC 1123 레이블). 서비스 이름은 63자까지이고 점을 쓸 수 없습니다. 디플로이먼트와 파드 이름에는 점을 쓸 수 있습니다.',
  },
  'name.generate': {
    title: 'generateName과 함께 쓸 수 없는 apply',
    why: '`generateName`은 매번 새 이름을 요청하지만 `kubectl apply`는 같은 오브젝트를 다시 찾아야 합니다. 이름을 정하거나 `kubectl create`를 사용하십시오.',
  },
  'name.hostname': {
    title: '호스트 이름으로 알맞지 않은 이름',
    why: '파드의 이름은 호스트 이름이 됩니다. 호스트 이름에서 점은 도메인의 시작이고 길이는 63자까지입니다. 쿠버네티스는 이 이름을 받아들이지만 DNS 레이블을 권합니다.',
  },
  'labels.format': {
    title: '쓸 수 없는 레이블 또는 어노테이션',
    why: '레이블은 고르는 데 쓰는 짧은 표시입니다. 문자, 숫자, `-`, `_`, `.`을 63자까지 쓰고 문자나 숫자로 시작하고 끝나야 합니다. 키 앞에는 `app.kubernetes.io/name`처럼 DNS 이름과 빗금을 붙일 수 있습니다.',
  },
  'service.ports.required': {
    title: '포트가 없는 서비스',
    why: '서비스는 포트를 전달하므로 포트가 하나 이상 필요합니다. 헤드리스 서비스(`clusterIP: None`)와 ExternalName 서비스만 포트가 없어도 됩니다. 둘은 DNS의 이름일 뿐 아무것도 전달하지 않습니다.',
  },
  'service.port.range': {
    title: '1~65535를 벗어난 포트',
    why: '포트는 16비트 숫자이고 0은 없음을 뜻합니다. 그래서 `port`와 `targetPort`에는 1부터 65535까지 쓸 수 있습니다.',
  },
  'service.port.name': {
    title: '포트의 이름',
    why: '포트가 둘 이상이면 엔드포인트, 인그레스, DNS가 구별할 수 있도록 포트마다 다른 이름이 필요합니다. 이름에는 소문자, 숫자, 하이픈을 씁니다.',
  },
  'service.port.duplicate': {
    title: '두 번 나온 포트',
    why: '패킷은 프로토콜과 포트로 구별합니다. 두 항목의 조합이 같으면 같은 패킷을 놓고 겹칩니다. TCP 53과 UDP 53은 함께 쓸 수 있습니다.',
  },
  'service.protocol': {
    title: '알 수 없는 프로토콜',
    why: '쿠버네티스가 전달하는 프로토콜은 `TCP`, `UDP`, `SCTP`이며 대문자로 씁니다. HTTP는 TCP 위에서 오가므로 여기에 쓰지 않습니다.',
  },
  'service.appProtocol': {
    title: '쓸 수 없는 appProtocol',
    why: '`http`나 `kubernetes.io/h2c`처럼 포트에서 무엇이 오가는지 로드밸런서에 알려 주는 힌트입니다. 레이블의 키와 같은 형식으로 씁니다.',
  },
  'service.targetPort': {
    title: '쓸 수 없는 targetPort',
    why: '`targetPort`는 컨테이너가 듣는 포트입니다. 1부터 65535까지의 숫자나 파드에 있는 포트의 이름을 씁니다. 이름은 소문자, 숫자, 연달아 쓰지 않은 하이픈으로 15자까지이고 문자가 하나 이상 있어야 합니다.',
  },
  'service.nodePort.taken': {
    title: '이미 쓰이고 있는 노드 포트',
    why: '노드 포트는 클러스터의 모든 노드에서 열리므로 모든 네임스페이스를 통틀어 한 서비스만 가질 수 있습니다. 다른 번호를 고르거나, 필드를 지워 자동으로 배정받으십시오.',
  },
  'service.nodePort.range': {
    title: '30000~32767을 벗어난 노드 포트',
    why: '노드 포트는 노드에서 실행되는 프로그램과 겹치지 않도록 따로 정해진 범위에서 나옵니다. 필드를 지우면 범위 안의 빈 포트가 배정됩니다.',
  },
  'service.nodePort.type': {
    title: '노드 포트가 없는 유형의 서비스',
    why: '노드에 포트를 여는 유형은 NodePort와 LoadBalancer뿐입니다. ClusterIP 서비스는 클러스터 안에서만 접근합니다. `type`을 바꾸거나 `nodePort`를 지우십시오.',
  },
  'service.healthCheckNodePort': {
    title: '쓸 수 없는 상태 확인 포트',
    why: '`externalTrafficPolicy: Local`이면 로드밸런서가 이 포트로 각 노드에 파드가 있는지 묻습니다. 그래서 그런 LoadBalancer 서비스에만 있고, 한번 정하면 바꿀 수 없습니다.',
  },
  'service.clusterIP.taken': {
    title: '이미 쓰이고 있는 ClusterIP',
    why: 'kube-proxy는 주소로 서비스를 구별하므로 서비스마다 주소가 달라야 합니다. 필드를 지우면 빈 주소가 배정됩니다.',
  },
  'service.clusterIP.range': {
    title: '서비스 범위를 벗어난 ClusterIP',
    why: 'ClusterIP는 어느 기계에도 속하지 않는 가상 주소이며 정해진 범위에서 나옵니다. 여기서는 10.96.0.0/16입니다. 범위의 첫 주소와 마지막 주소는 배정되지 않습니다.',
  },
  'service.clusterIP.format': {
    title: '맞지 않는 ClusterIP',
    why: '`clusterIP`에는 주소를 쓰거나, 헤드리스 서비스라면 `None`을 쓰고, 지우면 자동으로 배정됩니다. `clusterIPs`의 첫 항목은 이 값과 같아야 합니다. ExternalName 서비스에는 둘 다 없습니다.',
  },
  'service.clusterIP.immutable': {
    title: '바꿀 수 없는 ClusterIP',
    why: '클라이언트와 DNS 캐시가 주소를 기억하므로 서비스가 있는 동안 주소는 그대로입니다. 다른 주소가 필요하면 서비스를 지우고 다시 만드십시오.',
  },
  'service.clusterIP.headless': {
    title: '외부 유형과 함께 쓸 수 없는 헤드리스',
    why: '`clusterIP: None`은 아무것도 전달하지 않는다는 뜻이며 DNS가 파드의 주소를 직접 알려 줍니다. 노드 포트와 로드밸런서는 전달할 ClusterIP가 필요하므로 헤드리스일 수 없습니다.',
  },
  'service.externalName': {
    title: 'DNS 이름이 아닌 externalName',
    why: 'ExternalName 서비스는 DNS의 별칭(CNAME)일 뿐이므로 가리킬 이름이 필요합니다. 소문자, 숫자, 하이픈, 점을 쓰고 http://와 포트는 붙이지 않습니다.',
  },
  'service.externalIPs': {
    title: '쓸 수 없는 외부 IP',
    why: '패킷이 노드까지 오는 클러스터 외부의 주소를 씁니다. 루프백 주소, 링크 로컬 주소, 0.0.0.0은 그런 주소가 될 수 없고 DNS 이름도 쓸 수 없습니다.',
  },
  'service.sessionAffinity': {
    title: '세션 어피니티',
    why: '`ClientIP`는 클라이언트를 처음 연결된 파드로 계속 보내고, `None`은 연결할 때마다 새로 고릅니다. 유지 시간은 1초부터 86400초까지이며 정하지 않으면 10800초입니다.',
  },
  'service.type': {
    title: '알 수 없는 서비스 유형',
    why: '`ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName` 네 가지가 있고 철자를 그대로 써야 합니다. 헤드리스 서비스는 `clusterIP: None`인 ClusterIP 서비스입니다.',
  },
  'service.loadBalancer': {
    title: '로드밸런서에 쓰는 필드',
    why: '로드밸런서를 만드는 쪽에 하는 요청이므로 LoadBalancer 서비스에만 쓸 수 있습니다. 클래스는 한 번만 정합니다. 다른 제공자가 이미 만들어진 것을 넘겨받을 수 없기 때문입니다.',
  },
  'service.sourceRanges': {
    title: '들어올 수 있는 출발지',
    why: '이 네트워크에 있는 클라이언트만 로드밸런서를 쓸 수 있습니다. `203.0.113.0/24`처럼 접두사 뒤가 0인 CIDR로 쓰며 LoadBalancer 서비스에만 쓸 수 있습니다.',
  },
  'service.trafficPolicy': {
    title: '맞지 않는 트래픽 정책',
    why: '`Cluster`는 어느 노드의 파드로든 보내고, `Local`은 패킷이 있는 노드의 파드로만 보냅니다. `externalTrafficPolicy`는 외부에서 접근할 수 있는 서비스에만 쓸 수 있습니다.',
  },
  'service.trafficDistribution': {
    title: '알 수 없는 트래픽 분배',
    why: '가까운 엔드포인트를 먼저 고르는 설정으로 `PreferSameZone` 또는 `PreferSameNode`를 씁니다. `PreferClose`는 앞엣것의 옛 이름입니다.',
  },
  'service.ipFamily': {
    title: '클러스터에 없는 IP 패밀리',
    why: '서비스는 클러스터가 갖춘 IP 패밀리만 쓸 수 있으며 이 클러스터는 IPv4만 씁니다. 주소가 두 개이려면 듀얼 스택 클러스터와 `PreferDualStack` 또는 `RequireDualStack` 정책이 필요합니다.',
  },
  'deployment.selector.required': {
    title: '셀렉터가 없는 디플로이먼트',
    why: '셀렉터는 디플로이먼트가 세고 교체할 파드가 어느 것인지 정합니다. 비어 있으면 네임스페이스의 모든 파드를 차지하게 되므로 반드시 써야 합니다.',
  },
  'deployment.selector.mismatch': {
    title: '템플릿과 맞지 않는 셀렉터',
    why: '디플로이먼트가 만든 파드를 자기 것으로 알아보지 못해 끝없이 더 만들게 됩니다. `selector.matchLabels`의 모든 레이블이 `template.metadata.labels`에도 있어야 합니다.',
  },
  'deployment.selector.immutable': {
    title: '바꿀 수 없는 셀렉터',
    why: '셀렉터가 바뀌면 지금까지의 파드는 주인을 잃습니다. 디플로이먼트를 지우고 다시 만들거나, 셀렉터가 쓰지 않는 레이블을 바꾸십시오.',
  },
  'deployment.selector.format': {
    title: '읽을 수 없는 셀렉터',
    why: '`matchLabels`에는 레이블을 씁니다. `matchExpressions`의 식에는 키와 연산자가 필요합니다. `In`과 `NotIn`에는 값을 쓰고 `Exists`와 `DoesNotExist`에는 값을 쓰지 않습니다.',
  },
  'deployment.replicas': {
    title: '0보다 작은 레플리카 수',
    why: '`replicas`는 파드의 개수입니다. 0을 쓰면 파드가 모두 멈추며, 0보다 작을 수는 없습니다.',
  },
  'deployment.strategy': {
    title: '진행될 수 없는 롤아웃',
    why: '롤아웃은 파드를 조금씩 교체합니다. `maxSurge`는 몇 개까지 더 있어도 되는지, `maxUnavailable`은 몇 개까지 모자라도 되는지 정합니다. 둘 다 0이면 파드를 하나도 교체할 수 없습니다. 유형은 `RollingUpdate` 또는 `Recreate`입니다.',
  },
  'deployment.restartPolicy': {
    title: '항상 다시 시작하는 디플로이먼트의 파드',
    why: '디플로이먼트는 파드가 계속 실행되게 하므로 `Always`만 쓸 수 있습니다. 끝나는 작업에는 잡(Job)을 사용하십시오.',
  },
  'container.required': {
    title: '컨테이너가 없는 파드 또는 이름이 없는 컨테이너',
    why: '파드는 컨테이너를 실행하기 위한 것이므로 컨테이너가 하나 이상 있어야 하고, 로그와 프로브가 부를 수 있도록 컨테이너마다 이름이 있어야 합니다.',
  },
  'container.name': {
    title: '컨테이너의 이름',
    why: '컨테이너는 이름으로 구별하므로 한 파드에서 같은 이름을 두 번 쓸 수 없습니다. 소문자, 숫자, 하이픈을 63자까지 씁니다.',
  },
  'container.image': {
    title: '이미지가 없는 컨테이너',
    why: '이미지는 실행할 프로그램입니다. 이미지가 없으면 노드는 무엇을 시작해야 할지 알 수 없습니다.',
  },
  'container.port': {
    title: '컨테이너의 포트',
    why: '1부터 65535까지의 숫자이며, 서비스가 이름으로 부르려면 15자까지의 이름을 붙입니다. 이 목록이 포트를 여는 것은 아닙니다. 프로그램은 여기에 적혀 있든 아니든 자기가 듣는 포트에서 듣습니다.',
  },
  'container.env': {
    title: '쓸 수 없는 환경 변수',
    why: '이름에는 `=`를 쓸 수 없고 값은 문자열입니다. 숫자, `true`, `yes`는 따옴표로 감싸야 합니다.',
  },
  'container.resources': {
    title: '맞지 않는 요청량과 제한',
    why: '`requests`는 노드에 남아 있어야 하는 양이고 `limits`는 쓸 수 있는 최대량입니다. 그래서 요청량은 제한보다 클 수 없고 둘 다 0보다 작을 수 없습니다.',
  },
  probe: {
    title: '동작할 수 없는 프로브',
    why: '프로브는 `httpGet`, `tcpSocket`, `exec`, `grpc` 중 꼭 한 가지 방법으로 컨테이너를 확인하며 포트와 시간이 올바라야 합니다. 파드는 준비성 프로브가 성공하는 동안에만 트래픽을 받습니다.',
  },
  'pod.immutable': {
    title: '거의 바꿀 수 없는 실행 중인 파드',
    why: '컨테이너가 이미 시작되었으므로 이미지와 몇 가지 필드만 바꿀 수 있습니다. 나머지는 파드를 새로 만들거나 디플로이먼트에 맡기십시오.',
  },
  'endpoints.address': {
    title: '쓸 수 없는 엔드포인트 주소',
    why: '엔드포인트는 패킷을 보낼 곳이므로 모든 노드에서 닿을 수 있는 주소여야 합니다. 루프백과 링크 로컬 주소는 기계마다 뜻이 다르고, kube-proxy는 이름을 주소로 풀지 않습니다.',
  },
  'endpoints.form': {
    title: '완전하지 않은 엔드포인트',
    why: '직접 만든 엔드포인트에는 주소와 포트가 필요합니다. EndpointSlice라면 유형(`IPv4`, `IPv6`, `FQDN`)도 필요하고, 포트 이름은 서비스의 포트 이름과 같아야 합니다.',
  },
  'ingress.rule': {
    title: '완전하지 않은 인그레스',
    why: '인그레스는 호스트와 경로를 서비스의 포트로 이어 줍니다. 규칙이나 기본 백엔드가 있어야 하고, 경로는 /로 시작하며 `pathType`을 써야 합니다.',
  },
  immutable: {
    title: '바꿀 수 없는 필드',
    why: '이 값을 바탕으로 이미 만들어진 것이 있어 다른 값으로 옮길 수 없습니다. 오브젝트를 지우고 다시 만드십시오.',
  },
  unsupportedValue: {
    title: '목록에 없는 값',
    why: '여기에는 정해진 단어만 쓸 수 있으며 메시지에 그 목록이 나와 있습니다. 대소문자도 구별합니다.',
  },
  required: {
    title: '반드시 있어야 하는 필드',
    why: '이 필드가 없으면 오브젝트의 뜻이 정해지지 않고, 쿠버네티스에 기본값도 없습니다.',
  },
  duplicate: { title: '두 번 나온 값', why: '이 목록의 항목은 이 값으로 구별하므로 같은 값을 한 번만 쓸 수 있습니다.' },
  forbidden: {
    title: '여기에 쓸 수 없는 필드',
    why: '있는 필드이지만 이 오브젝트의 다른 내용과 함께 쓸 수 없습니다. 무엇과 맞지 않는지는 메시지에 나와 있습니다.',
  },
  deprecated: {
    title: '아직 되지만 곧 사라질 것',
    why: '더 새로운 것이 있어서 쿠버네티스가 받아들이면서도 경고합니다. 지금 당장 고장 나는 것은 없습니다.',
  },
  ignored: {
    title: '받아들이지만 효과가 없는 필드',
    why: '저장은 되지만 이런 오브젝트에서는 아무도 읽지 않는 필드입니다. 지우거나, 효과를 막는 다른 설정을 바꾸십시오.',
  },
  lastApplied: {
    title: 'apply로 만들지 않은 오브젝트',
    why: '`kubectl apply`는 작성된 내용을 어노테이션에 남겨 두고 나중에 어떤 필드가 지워졌는지 알아냅니다. 이 오브젝트는 다른 방법으로 만들어졌으므로 kubectl이 지금 어노테이션을 추가합니다.',
  },
  invalid: {
    title: '쓸 수 없는 값',
    why: '필드는 맞지만 값이 이 필드의 규칙에 어긋납니다. 어떤 형식이어야 하는지는 메시지에 나와 있습니다.',
  },
  'advice.selectorMatchesNothing': {
    title: '아무 파드도 고르지 않는 셀렉터',
    why: '파드가 나중에 생길 수도 있으므로 쿠버네티스는 받아들입니다. 그때까지 서비스에는 엔드포인트가 없고 모든 요청이 거부됩니다.',
  },
  'advice.selectorMatchesOtherApp': {
    title: '너무 넓은 셀렉터',
    why: '서비스는 안에서 무엇이 실행되든 레이블이 맞는 모든 파드로 보냅니다. 레이블이 하나 모자라면 다른 앱으로도 요청이 갑니다.',
  },
  'advice.nothingListens': {
    title: '아무도 듣지 않는 targetPort',
    why: '서비스는 그 포트에 프로그램이 있든 없든 전달합니다. 그러면 파드가 직접 연결을 거부합니다.',
  },
  'advice.portNameMissing': {
    title: '일부 파드에 없는 포트 이름',
    why: '이름으로 쓴 `targetPort`는 파드마다 따로 찾습니다. 그 이름의 포트가 없는 파드는 엔드포인트에서 빠집니다.',
  },
  'advice.externalNameIsAddress': {
    title: '주소를 쓴 externalName',
    why: 'DNS는 이 숫자를 또 하나의 이름으로 보며, 그런 이름은 등록되어 있지 않습니다. 주소를 쓰려면 셀렉터가 없는 서비스와 EndpointSlice를 함께 만드십시오.',
  },
  'advice.kindHasNoEffect': {
    title: '저장되지만 아무 일도 일어나지 않는 종류',
    why: 'API 서버는 여러 종류를 검사하고 저장하지만, 그 종류를 지켜보는 프로그램이 있어야 실제로 무언가 일어납니다. 이 클러스터에는 이 종류를 지켜보는 프로그램이 없습니다. 컨트롤러가 없는 실제 클러스터와 같습니다.',
  },
  'manifest.tooManyPods': {
    title: '이 페이지가 실행하는 것보다 많은 파드',
    why: '쿠버네티스라면 모두 실행하려 했을 것입니다. 이 페이지는 브라우저가 느려지지 않도록 정해진 수까지만 실행합니다.',
  },
  'manifest.ownKinds': {
    title: '그대로 사용할 수 없는 Cluster 또는 Client',
    why: '두 종류는 쿠버네티스가 아니라 이 페이지를 위한 것입니다. Cluster는 어떤 노드가 있는지, Client는 누가 어디로 요청을 보내는지 정합니다.',
  },
};
