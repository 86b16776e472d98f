/** One address for the whole cluster. */
import type { Scenario } from './scenario.ts';

/** A LoadBalancer Service: the cloud gives an address, checks the nodes and spreads connections over them. */
export const loadBalancer: Scenario = {
  id: 'load-balancer',
  topic: 'fromOutside',
  title: { en: 'LoadBalancer: one address for the outside', ko: 'LoadBalancer: 외부를 위한 하나의 주소' },
  story: {
    en: 'The cloud’s load balancer picks a healthy node and sends the packet to the Service’s node port there; the node’s rules pick the pod. A LoadBalancer is a NodePort is a ClusterIP, one inside the other.',
    ko: '클라우드의 로드밸런서가 정상인 노드를 골라 그 노드의 노드 포트로 패킷을 보내고, 노드의 규칙이 파드를 고릅니다. LoadBalancer 안에 NodePort가, 그 안에 ClusterIP가 있습니다.',
  },
  steps: [
    {
      en: 'Follow a request: load balancer, node port, pod. Each step rewrites the destination.',
      ko: '요청을 따라가 보십시오. 로드밸런서, 노드 포트, 파드로 갈 때마다 목적지가 바뀝니다.',
    },
    {
      en: 'Add externalTrafficPolicy: Local. The load balancer’s health check now keeps to nodes with a pod, and the pod sees the client’s own address.',
      ko: 'externalTrafficPolicy: Local을 넣어 보십시오. 로드밸런서의 상태 확인이 파드가 있는 노드만 남기고, 파드는 클라이언트의 주소를 그대로 봅니다.',
    },
    {
      en: 'Add loadBalancerSourceRanges with 198.51.100.0/24. Alice is not in that range: Timed out.',
      ko: 'loadBalancerSourceRanges에 198.51.100.0/24를 넣어 보십시오. alice는 그 범위에 없으므로 시간이 초과됩니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
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
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from:
    internet: {ip: 203.0.113.7}
  requests:
  - {url: "http://shop.default.lb:80", every: 1s}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: carol
spec:
  from:
    pod: {namespace: default, node: node-2}
  requests:
  - {url: "http://shop", every: 2s}
`,
};
