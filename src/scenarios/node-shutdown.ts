/** A machine dies, and the cluster takes its time to notice. */
import type { Scenario } from './scenario.ts';

/** One client pinned to a node, one behind the load balancer; pulling the node’s plug shows who recovers, and when. */
export const nodeShutdown: Scenario = {
  id: 'node-shutdown',
  topic: 'failures',
  title: {
    en: 'A node without power: pinned to a node, or behind a load balancer',
    ko: '전원을 잃은 노드: 노드 하나에 고정된 클라이언트와 로드밸런서 뒤의 클라이언트',
  },
  story: {
    en: 'Alice always asks node-2, bob asks the load balancer. Pull the plug of node-2: alice is lost for good, bob loses some requests until the load balancer’s checks have failed (about 24 s) and the node’s pods have left the endpoints (50 s after its last heartbeat).',
    ko: 'alice는 항상 node-2에, bob은 로드밸런서에 요청합니다. node-2의 전원을 뽑으면 alice의 요청은 계속 실패합니다. bob은 로드밸런서의 상태 확인이 실패할 때까지(약 24초), 그리고 그 노드의 파드가 엔드포인트에서 빠질 때까지(마지막 하트비트에서 50초) 일부 요청을 잃습니다.',
  },
  steps: [
    {
      en: 'Press Pull the plug on node-2 and watch both clients.',
      ko: 'node-2에서 ‘전원 뽑기’를 누르고 두 클라이언트를 지켜보십시오.',
    },
    {
      en: 'Speed time up and wait for NotReady: from then on all of bob’s requests are answered again.',
      ko: '시간을 빠르게 하고 NotReady를 기다려 보십시오. 그때부터 bob의 요청은 모두 다시 응답을 받습니다.',
    },
    {
      en: 'Five minutes later the pod is evicted and a new one starts on another node. Power node-2 on again whenever you like.',
      ko: '5분 뒤 파드가 축출되고 다른 노드에서 새 파드가 시작됩니다. 원할 때 node-2의 전원을 다시 켜 보십시오.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats',
  manifests: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 3
  selector:
    matchLabels:
      app: shop
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
      - name: shop
        image: nginx:1.29
        ports:
        - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  type: LoadBalancer
  selector:
    app: shop
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
  - {url: "http://node-2:30080", every: 1s}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: bob
spec:
  from:
    internet: {ip: 203.0.113.8}
  requests:
  - {url: "http://shop.default.lb:80", every: 1s}
`,
};
