/** A port on every node. */
import type { Scenario } from './scenario.ts';

/** A NodePort Service whose two pods do not cover all three nodes, asked at two nodes from outside. */
export const nodePort: Scenario = {
  id: 'node-port',
  topic: 'fromOutside',
  title: { en: 'NodePort: the same port on every node', ko: 'NodePort: 모든 노드에 열리는 같은 포트' },
  story: {
    en: 'Port 30080 of every node leads to the Service, also on nodes without a pod. Under the policy Cluster the node may send the packet on to another node, and then the pod sees the node’s address instead of the client’s.',
    ko: '모든 노드의 30080 포트가 서비스로 이어지며, 파드가 없는 노드도 마찬가지입니다. Cluster 정책에서는 노드가 패킷을 다른 노드로 보낼 수 있고, 이때 파드는 클라이언트 대신 노드의 주소를 봅니다.',
  },
  steps: [
    {
      en: 'Compare a request’s source before and after the node: it becomes the node’s own address.',
      ko: '요청의 출발지 주소를 노드 앞뒤에서 비교해 보십시오. 노드의 주소로 바뀝니다.',
    },
    {
      en: 'Add externalTrafficPolicy: Local to the Service and set replicas to 1. Nodes without a pod now drop the packet: Timed out. The node with the pod keeps the client’s address.',
      ko: '서비스에 externalTrafficPolicy: Local을 넣고 replicas를 1로 줄여 보십시오. 파드가 없는 노드는 패킷을 버려 시간이 초과되고, 파드가 있는 노드에서는 클라이언트 주소가 유지됩니다.',
    },
    {
      en: 'Ask for a port that is not the node port: the node itself refuses.',
      ko: '노드 포트가 아닌 포트로 요청해 보십시오. 노드가 직접 거부합니다.',
    },
    {
      en: 'Right-click the empty ground of the picture and close the firewall to the internet, as most clouds have it: the same requests time out, and Kubernetes knows nothing of it.',
      ko: '그림의 빈 곳을 오른쪽 클릭해 인터넷에 방화벽을 닫아 보십시오. 대부분의 클라우드가 처음에 이렇습니다. 같은 요청이 시간 초과되지만 쿠버네티스는 이를 알지 못합니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  manifests: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: web
        image: nginx:1.29
        ports:
        - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector:
    app: web
  ports:
  - port: 80
    targetPort: 80
    nodePort: 30080
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from:
    internet: {ip: 203.0.113.7}
  requests:
  - {url: "http://node-1:30080", every: 1s}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: bob
spec:
  from:
    internet: {ip: 203.0.113.8}
  requests:
  - {url: "http://node-3:30080", every: 1s}
`,
};
