/** Four mistakes, one message at a time. */
import type { Scenario } from './scenario.ts';

/** A Deployment with four faults that kubectl reports one run after another, behind a Service that waits for it. */
export const deploymentWithTypos: Scenario = {
  id: 'deployment-with-typos',
  topic: 'mistakes',
  title: { en: 'A Deployment with four typos', ko: '오타가 네 군데 있는 디플로이먼트' },
  story: {
    en: 'This Deployment was typed in a hurry. kubectl reports one fault at a time: mend it, and the next one shows. Until it is accepted there is no pod, and the Service refuses every request.',
    ko: '급하게 작성한 디플로이먼트입니다. kubectl은 잘못을 한 번에 하나씩 알려 줍니다. 고치면 다음 잘못이 나타납니다. 받아들여질 때까지 파드가 없으므로 서비스는 모든 요청을 거부합니다.',
  },
  steps: [
    { en: 'Line 16: something is missing after matchLabels.', ko: '16번째 줄: matchLabels 뒤에 빠진 것이 있습니다.' },
    { en: 'Line 25: an image name has no space in it.', ko: '25번째 줄: 이미지 이름에는 공백이 없습니다.' },
    {
      en: 'Line 9: Deployments live in the API group apps/v1.',
      ko: '9번째 줄: 디플로이먼트의 API 그룹은 apps/v1입니다.',
    },
    { en: 'Line 20: the field is called labels.', ko: '20번째 줄: 필드 이름은 labels입니다.' },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/',
  manifests: `apiVersion: v1
kind: Service
metadata: {name: notes}
spec:
  selector: {app: notes}
  ports:
  - port: 80
---
apiVersion: v1
kind: Deployment
metadata:
  name: notes
spec:
  replicas: 2
  selector:
    matchLabels
      app: notes
  template:
    metadata:
      label:
        app: notes
    spec:
      containers:
      - name: server
        image: nginx: latest
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from:
    pod: {namespace: default}
  requests:
  - {url: "http://notes", every: 1s}
`,
};
