/** A name for something outside the cluster. */
import type { Scenario } from './scenario.ts';

/** An ExternalName Service that works, and one whose externalName looks like an address and therefore never resolves. */
export const externalName: Scenario = {
  id: 'external-name',
  topic: 'insideTheCluster',
  title: { en: 'ExternalName: an alias for the outside', ko: 'ExternalName: 클러스터 밖을 가리키는 별칭' },
  story: {
    en: 'An ExternalName Service is one DNS record and nothing else: partner-api is an alias of api.example.com. The other Service holds an IP address as its name. Kubernetes accepts it, but no such name exists.',
    ko: 'ExternalName 서비스는 DNS 레코드 하나일 뿐입니다. partner-api는 api.example.com의 별칭입니다. 다른 서비스는 이름 자리에 IP 주소가 들어 있습니다. 쿠버네티스는 받아들이지만 그런 이름은 없습니다.',
  },
  steps: [
    { en: 'Find the CNAME in the DNS hop of alice’s request.', ko: 'alice의 요청에서 DNS 홉의 CNAME을 찾아보십시오.' },
    {
      en: 'Bob’s requests end with Name not found. Change externalName to db.example.com and the name resolves (and port 80 is refused there).',
      ko: 'bob의 요청은 이름을 찾지 못합니다. externalName을 db.example.com으로 바꾸면 이름이 풀립니다(그 호스트는 80 포트를 거부합니다).',
    },
    {
      en: 'Add ports to partner-api with targetPort 8080: nothing changes, for nothing maps ports here.',
      ko: 'partner-api에 targetPort 8080인 ports를 넣어 보십시오. 포트를 바꾸는 것이 없으므로 달라지지 않습니다.',
    },
  ],
  seed: 1,
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
  manifests: `apiVersion: v1
kind: Service
metadata:
  name: partner-api
spec:
  type: ExternalName
  externalName: api.example.com
---
apiVersion: v1
kind: Service
metadata:
  name: api-on-baremetal
spec:
  type: ExternalName
  externalName: 10.132.253.7 # accepted, but an alias needs a name
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: alice
spec:
  from:
    pod: {namespace: default}
  requests:
  - {url: "http://partner-api", every: 1s}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: bob
spec:
  from:
    pod: {namespace: default, node: node-2}
  requests:
  - {url: "http://api-on-baremetal", every: 2s}
`,
};
