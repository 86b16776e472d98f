/** Node ports belong to the whole cluster. */
import type { Scenario } from './scenario.ts';

/** Two namespaces that ask for the same node port: the second Service is refused. */
export const nodePortConflict: Scenario = {
  id: 'node-port-conflict',
  topic: 'mistakes',
  title: { en: 'Node port conflict: two namespaces, one port', ko: '노드 포트 충돌: 두 네임스페이스, 하나의 포트' },
  story: {
    en: 'Staging and production each want node port 30080. Names are apart by namespace, node ports are not: the second Service is rejected, and whoever asks for 30080 gets staging.',
    ko: 'staging과 production이 모두 30080 노드 포트를 원합니다. 이름은 네임스페이스로 나뉘지만 노드 포트는 나뉘지 않습니다. 두 번째 서비스는 거부되고, 30080으로 요청하면 staging이 응답합니다.',
  },
  steps: [
    {
      en: 'Read the problem under the editor and see which Service holds the port.',
      ko: '편집기 아래의 문제를 읽고 어느 서비스가 그 포트를 쓰고 있는지 보십시오.',
    },
    {
      en: 'Change production’s nodePort to 30081: both Services are accepted, and bob is answered.',
      ko: 'production의 nodePort를 30081로 바꾸어 보십시오. 두 서비스가 모두 받아들여지고 bob도 응답을 받습니다.',
    },
    {
      en: 'Delete the line with nodePort: Kubernetes picks a free port by itself.',
      ko: 'nodePort 줄을 지워 보십시오. 쿠버네티스가 빈 포트를 스스로 고릅니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#nodeport-custom-port',
  manifests: `apiVersion: v1
kind: Namespace
metadata:
  name: staging
---
apiVersion: v1
kind: Namespace
metadata:
  name: production
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: staging
spec:
  replicas: 1
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
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: production
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
  namespace: staging
spec:
  type: NodePort
  selector:
    app: web
  ports:
  - port: 80
    nodePort: 30080
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: production
spec:
  type: NodePort
  selector:
    app: web
  ports:
  - port: 80
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
  - {url: "http://node-1:30081", every: 1s}
`,
};
