/** The same client, the same pod. */
import type { Scenario } from './scenario.ts';

/** A Service with sessionAffinity ClientIP, and clients whose addresses the nodes can or cannot tell apart. */
export const sessionAffinity: Scenario = {
  id: 'session-affinity',
  topic: 'choosingPods',
  title: { en: 'Session affinity: who counts as the same client', ko: '세션 어피니티: 누가 같은 클라이언트인가' },
  story: {
    en: 'With sessionAffinity: ClientIP a node sends every connection from one address to the same pod, for three hours from the last one. Dan and Erin sit behind one NAT address, so to the node they are one client.',
    ko: 'sessionAffinity: ClientIP이면 노드는 같은 주소에서 온 연결을 마지막 연결부터 세 시간 동안 같은 파드로 보냅니다. dan과 erin은 NAT 주소 하나 뒤에 있어 노드에게는 한 클라이언트입니다.',
  },
  steps: [
    {
      en: 'Look at Answered by: each client keeps its pod, and dan and erin share one.',
      ko: '‘응답한 곳’을 보십시오. 클라이언트마다 파드가 고정되고, dan과 erin은 같은 파드를 씁니다.',
    },
    {
      en: 'Set sessionAffinity to None: every connection is chosen anew.',
      ko: 'sessionAffinity를 None으로 바꾸어 보십시오. 연결마다 새로 고릅니다.',
    },
    {
      en: 'Try sessionAffinity: Node. The API server says which values exist.',
      ko: 'sessionAffinity: Node를 넣어 보십시오. API 서버가 쓸 수 있는 값을 알려 줍니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity',
  manifests: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
spec:
  replicas: 3
  selector:
    matchLabels:
      app: cart
  template:
    metadata:
      labels:
        app: cart
    spec:
      containers:
      - name: cart
        image: nginx:1.29
        ports:
        - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: cart
spec:
  type: NodePort
  sessionAffinity: ClientIP
  selector:
    app: cart
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
    pod: {namespace: default, node: node-1}
  requests:
  - {url: "http://cart", every: 1s}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: bob
spec:
  from:
    pod: {namespace: default, node: node-2}
  requests:
  - {url: "http://cart", every: 1s}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: dan
spec:
  from:
    internet: {ip: 192.168.1.10, nat: 203.0.113.20}
  requests:
  - {url: "http://node-3:30080", every: 1s}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: erin
spec:
  from:
    internet: {ip: 192.168.1.11, nat: 203.0.113.20}
  requests:
  - {url: "http://node-3:30080", every: 1s}
`,
};
