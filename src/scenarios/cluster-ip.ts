/** The first scenario: one address for pods that come and go. */
import type { Scenario } from './scenario.ts';

/** A Deployment of three pods behind a ClusterIP Service, and one client that asks by name. */
export const clusterIP: Scenario = {
  id: 'cluster-ip',
  topic: 'insideTheCluster',
  title: { en: 'ClusterIP: one name for many pods', ko: 'ClusterIP: 여러 파드를 대표하는 하나의 이름' },
  story: {
    en:
      'A client pod asks for http://web. The cluster’s DNS turns the name into the Service’s cluster IP, and kube-proxy’s ' +
      'rules on the client’s node turn that address into one of three pods.',
    ko:
      '클라이언트 파드가 http://web 주소로 요청합니다. 클러스터 DNS가 이름을 서비스의 ClusterIP로 바꾸고, 클라이언트가 있는 노드의 ' +
      'kube-proxy 규칙이 그 주소를 세 파드 가운데 하나로 바꿉니다.',
  },
  steps: [
    {
      en: 'Select a request in the table and read its hops: where does the cluster IP turn into a pod’s address?',
      ko: '표에서 요청을 하나 골라 홉을 읽어 보십시오. ClusterIP가 파드의 주소로 바뀌는 곳은 어디입니까?',
    },
    {
      en: 'Change the Service’s selector to app: wbe. No pod has that label now, so requests are refused.',
      ko: '서비스의 셀렉터를 app: wbe로 바꾸어 보십시오. 이 레이블을 가진 파드가 없으므로 요청이 거부됩니다.',
    },
    {
      en: 'Put the selector right, then change targetPort to 8080: the request reaches a pod, but nothing listens there.',
      ko: '셀렉터를 되돌리고 targetPort를 8080으로 바꾸어 보십시오. 요청은 파드에 닿지만 그 포트에서 듣는 프로그램이 없습니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/',
  manifests: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: nginx
        image: nginx:1.29
        ports:
        - containerPort: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
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
    pod: {namespace: default}
  requests:
  - {url: "http://web", every: 1s}
`,
};
