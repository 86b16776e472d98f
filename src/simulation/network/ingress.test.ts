/** Requests that come by an Ingress: from the public name through the controller to a pod, and what can go wrong on the way. */
import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';

function app(name: string, replicas: number, annotations = '{}'): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: ${String(replicas)}
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}, annotations: ${annotations}}
    spec: {containers: [{name: ${name}, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {selector: {app: ${name}}, ports: [{name: http, port: 8080, targetPort: 80}]}
---`;
}

const CLUSTER = `${app('shop', 3)}${app('cart', 2)}${app('sticky', 3)}${app('empty', 0)}${app('deaf', 2, '{kubehops.dev/listen: "81"}')}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  ingressClassName: nginx
  tls: [{hosts: [safe.example.com], secretName: safe}]
  rules:
  - host: shop.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 8080}}}}
      - {path: /cart, pathType: Prefix, backend: {service: {name: cart, port: {name: http}}}}
      - {path: /exact, pathType: Exact, backend: {service: {name: cart, port: {name: http}}}}
      - {path: /empty, pathType: Prefix, backend: {service: {name: empty, port: {number: 8080}}}}
      - {path: /deaf, pathType: Prefix, backend: {service: {name: deaf, port: {number: 8080}}}}
      - {path: /wrong-port, pathType: Prefix, backend: {service: {name: shop, port: {number: 9090}}}}
  - host: safe.example.com
    http: {paths: [{path: /only, pathType: Prefix, backend: {service: {name: shop, port: {number: 8080}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: sticky, annotations: {nginx.ingress.kubernetes.io/affinity: cookie}}
spec:
  rules:
  - host: sticky.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: sticky, port: {number: 8080}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: foreign}
spec:
  ingressClassName: traefik
  rules:
  - host: foreign.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 8080}}}}]}
---`;

function client(name: string, url: string, more = 'count: 1', from = '{internet: {ip: 203.0.113.7}}'): string {
  return `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: ${from}, requests: [{url: "${url}", ${more}}]}
---`;
}

const rows = [
  ['ING10', 'http://shop.example.com', 'answered', 'cause.answered', 'shop'],
  ['ING10', 'http://shop.example.com/cart/items', 'answered', 'cause.answered', 'cart'],
  ['ING10', 'http://shop.example.com/exact', 'answered', 'cause.answered', 'cart'],
  ['ING10', 'http://shop.example.com/exact/', 'answered', 'cause.answered', 'shop'],
  ['ING11', 'http://shop.example.com/empty', 'refused', 'cause.ingressNoEndpoints', 'empty'],
  ['ING12', 'http://shop.example.com/wrong-port', 'refused', 'cause.ingressNoEndpoints', 'shop'],
  ['ING13', 'http://shop.example.com/deaf', 'refused', 'cause.ingressBadGateway', 'deaf'],
  ['ING14', 'https://shop.example.com', 'reset', 'cause.ingressCertificate', undefined],
  ['ING14', 'https://safe.example.com/only', 'answered', 'cause.answered', 'shop'],
  ['ING15', 'https://safe.example.com/other', 'wrongApp', 'cause.ingressNoRule', undefined],
  ['ING16', 'http://foreign.example.com', 'nameNotFound', 'cause.nameNotFound', undefined],
  ['ING17', 'tcp://shop.example.com:22', 'refused', 'cause.externalRefused', undefined],
] as const;

const cluster = testCluster(
  CLUSTER +
    rows.map(([, url], index) => client(`row-${String(index)}`, url)).join('') +
    client('often', 'http://shop.example.com', 'every: 50ms, count: 30') +
    client('faithful', 'http://sticky.example.com', 'every: 50ms, count: 30') +
    client('inside', 'http://shop.example.com', 'count: 1', '{pod: {node: node-2}}'),
).run('9s');

describe('a request to a host of an Ingress', () => {
  it.each(rows.map((row, index) => [...row, index] as const))(
    '%s: %s is %s, %s',
    (_n, _url, outcome, cause, service, index) => {
      const [request] = cluster.requests(`row-${String(index)}`);
      expect([request?.outcome, request?.cause.id, request?.service?.name]).toEqual([outcome, cause, service]);
    },
  );

  it('ING18: is passed by the controller straight to a pod, which sees the controller', () => {
    const [request] = cluster.requests('row-0');
    expect(request?.hops.map(({ layer }) => layer)).toEqual(['dns', 'client', 'ingress', 'pod']);
    expect(request?.sourceSeenByPod).toBe('10.244.0.2');
    const hop = request?.hops.find(({ layer }) => layer === 'ingress');
    expect(hop?.before.destination).toBe('192.0.2.2:80');
    expect(hop?.after.destination).toMatch(/^10\.244\.\d+\.\d+:80$/);
    expect(hop?.rule).toContain('default/shop: shop.example.com/ Prefix -> default/shop:8080');
  });

  it('ING19: goes to each pod in turn', () => {
    const answeredBy = cluster.requests('often').map((request) => request.answeredBy);
    const counts = new Map<string | undefined, number>();
    for (const pod of answeredBy) counts.set(pod, (counts.get(pod) ?? 0) + 1);
    expect(counts.size).toBe(3);
    for (const count of counts.values()) expect(Math.abs(count - 10)).toBeLessThanOrEqual(2);
  });

  it('ING20: stays with a pod where the Ingress gives cookies', () => {
    expect(new Set(cluster.requests('faithful').map((request) => request.answeredBy)).size).toBe(1);
  });

  it('ING21: is the same from a pod, which leaves the cluster for it', () => {
    const [request] = cluster.requests('inside');
    expect(request?.outcome).toBe('answered');
    expect(request?.hops.filter(({ layer }) => layer !== 'dns').map(({ place }) => place.type)).toEqual([
      'client',
      'node',
      'ingress',
      'pod',
    ]);
  });

  it('ING22: can be made once the Ingress has its address', () => {
    const status = cluster
      .objects('Ingress')
      .map(({ metadata, status }) => [metadata.name, status?.loadBalancer?.ingress?.[0]?.ip]);
    expect(status).toEqual([
      ['shop', '192.0.2.2'],
      ['sticky', '192.0.2.2'],
      ['foreign', undefined],
    ]);
  });

  it('ING23: comes from a visitor of its own where no Client is told of', () => {
    const alone = testCluster(CLUSTER).run('7s');
    alone.expectAll('visitor-shop', 'answered').expectAll('visitor-sticky', 'answered');
  });

  it('ING24: goes to another pod when the one of the cookie is gone', () => {
    const lost = testCluster(CLUSTER + client('faithful', 'http://sticky.example.com', 'every: 500ms'))
      .scale('deployment/sticky', 0, '6s')
      .scale('deployment/sticky', 2, '9s')
      .run('14s');
    expect(lost.outcomes('faithful', '12s')).toEqual(['answered']);
  });
});
