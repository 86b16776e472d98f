/** Without a cluster IP: the name itself leads to the pods. */
import type { Scenario } from './scenario.ts';

/** A headless Service in front of three pods, and a client that connects to the pods that DNS names. */
export const headless: Scenario = {
  id: 'headless',
  topic: 'insideTheCluster',
  title: { en: 'Headless: the name leads straight to the pods', ko: '헤드리스: 이름이 파드로 바로 이어집니다' },
  story: {
    en: 'With clusterIP: None there is no cluster IP and no rule of kube-proxy. DNS answers with the addresses of all ready pods, and the client picks one of them itself.',
    ko: 'clusterIP: None으로 두면 ClusterIP도 kube-proxy 규칙도 없습니다. DNS가 준비된 파드의 주소를 모두 알려 주고, 클라이언트가 그중 하나를 직접 고릅니다.',
  },
  steps: [
    {
      en: 'Read the DNS hop of a request: it holds one address for each ready pod.',
      ko: '요청의 DNS 홉을 읽어 보십시오. 준비된 파드마다 주소가 하나씩 들어 있습니다.',
    },
    {
      en: 'Set replicas to 0. Without a ready pod the name does not exist: Name not found.',
      ko: 'replicas를 0으로 바꾸어 보십시오. 준비된 파드가 없으면 이름도 없습니다. 결과는 ‘이름을 찾지 못함’입니다.',
    },
    {
      en: 'Let the client ask for port 8080. A headless Service maps no ports, so the pod refuses.',
      ko: '클라이언트가 8080 포트로 접속하게 해 보십시오. 헤드리스 서비스는 포트를 바꾸지 않으므로 파드가 거부합니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#headless-services',
  manifests: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cache
spec:
  replicas: 3
  selector:
    matchLabels:
      app: cache
  template:
    metadata:
      labels:
        app: cache
    spec:
      containers:
      - name: cache
        image: redis:8.0
        ports:
        - containerPort: 6379
---
apiVersion: v1
kind: Service
metadata:
  name: cache
spec:
  clusterIP: None
  selector:
    app: cache
  ports:
  - port: 6379
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from:
    pod: {namespace: default}
  requests:
  - {url: "tcp://cache:6379", every: 1s}
`,
};
