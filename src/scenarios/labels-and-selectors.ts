/** Labels decide, and nothing else does. */
import type { Scenario } from './scenario.ts';

/** A blue and a green version behind one Service, and a neighbour that shares one of their labels. */
export const labelsAndSelectors: Scenario = {
  id: 'labels-and-selectors',
  topic: 'choosingPods',
  title: {
    en: 'Labels and selectors: blue, green, and too broad',
    ko: '레이블과 셀렉터: 블루, 그린, 그리고 너무 넓은 셀렉터',
  },
  story: {
    en: 'The Service selects pods with app: shop and version: blue. One word moves all new connections to green. The admin pods share the label tier: frontend, and a selector that is too broad lets them answer too.',
    ko: '서비스는 app: shop, version: blue 레이블을 가진 파드를 고릅니다. 한 단어만 바꾸면 새 연결이 모두 그린으로 갑니다. admin 파드도 tier: frontend 레이블이 있어, 셀렉터가 너무 넓으면 함께 응답합니다.',
  },
  steps: [
    {
      en: 'Change version: blue to version: green in the Service: green pods answer.',
      ko: '서비스의 version: blue를 version: green으로 바꾸어 보십시오. 그린 파드가 응답합니다.',
    },
    {
      en: 'Replace the selector by tier: frontend alone. Some requests end at admin pods: Wrong app.',
      ko: '셀렉터를 tier: frontend 하나로 바꾸어 보십시오. 일부 요청이 admin 파드로 갑니다. 결과는 ‘다른 앱’입니다.',
    },
    {
      en: 'Misspell a label value: no pod is selected and requests are refused.',
      ko: '레이블 값을 잘못 써 보십시오. 선택되는 파드가 없어 요청이 거부됩니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/',
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
    version: blue
  ports:
  - port: 80
    targetPort: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-blue
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
      version: blue
  template:
    metadata:
      labels:
        app: shop
        version: blue
        tier: frontend
    spec:
      containers:
      - name: shop-blue
        image: nginx:1.29
        ports:
        - containerPort: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-green
spec:
  replicas: 2
  selector:
    matchLabels:
      app: shop
      version: green
  template:
    metadata:
      labels:
        app: shop
        version: green
        tier: frontend
    spec:
      containers:
      - name: shop-green
        image: nginx:1.30
        ports:
        - containerPort: 80
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: admin
spec:
  replicas: 2
  selector:
    matchLabels:
      app: admin
  template:
    metadata:
      labels:
        app: admin
        tier: frontend
    spec:
      containers:
      - name: admin
        image: httpd:2.4
        ports:
        - containerPort: 80
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from:
    pod: {namespace: default}
  requests:
  - {url: "http://shop", every: 500ms}
`,
};
