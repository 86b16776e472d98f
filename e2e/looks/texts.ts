/** The texts that the journeys open. */
import { Playground } from '../playground.ts';

/** A Deployment and the Service of its name. */
export function appText(name: string, replicas: number, labels = `{app: ${name}}`, selector = labels): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${replicas}
  selector: {matchLabels: ${labels}}
  template:
    metadata: {labels: ${labels}}
    spec: {containers: [{name: nginx, image: "nginx:1.29", ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: ${selector}, ports: [{port: 80}]}
---
`;
}

/** An Ingress before the Service `web`. */
export const SITE = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
`;

/** A client, in a pod unless told otherwise, that calls these, with a blank between. */
export function clientText(name: string, urls: string, every: string, from = '{pod: {namespace: default}}'): string {
  return `apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: ${from}, requests: [${urls
    .split(' ')
    .map((url) => `{url: "${url}", every: ${every}}`)
    .join(', ')}]}
---
`;
}

/** `alice` is refused by every pod of a Service whose targetPort is wrong; `carol` is answered by the same pods. */
export const REFUSED_AND_ANSWERED = `${Playground.edited('cluster-ip', ['targetPort: 80', 'targetPort: 8080'])}---
apiVersion: v1
kind: Service
metadata: {name: good}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
${clientText('carol', 'http://good', '1s')}`;

/** One client for each outcome, named after it. */
export const EVERY_OUTCOME = `${appText('web', 2)}${appText('admin', 1, '{app: admin, tier: shop}')}${appText('shop', 1, '{app: shop, tier: shop}', '{tier: shop}')}apiVersion: v1
kind: Service
metadata: {name: nobody}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: door}
spec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: admin}, ports: [{port: 80, nodePort: 30080}]}
---
${SITE}${clientText('answered', 'http://web', '9s')}${clientText('refused', 'http://nobody', '9s')}${clientText('nameless', 'http://nowhere', '9s')}${clientText('astray', 'http://shop', '9s')}${clientText('timed', 'http://node-1:30080 http://node-2:30080', '9s', '{internet: {ip: 203.0.113.7}}')}${clientText('torn', 'https://shop.example.com/', '9s', '{internet: {ip: 203.0.113.9}}')}`;
