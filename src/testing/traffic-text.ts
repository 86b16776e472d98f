/** Documents of one line or two for tests of traffic: clients, Services, Deployments, and clusters by the mode of kube-proxy. */

/** The modes that have rules. */
export const PROXY_MODES = ['iptables', 'nftables', 'ipvs'] as const;

/** One of them. */
export type TestedMode = (typeof PROXY_MODES)[number];

/** A cluster of so many workers, `node-1` and on, in that mode. */
export function clusterText(mode: string, workers = 2): string {
  return `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking: {kubeProxyMode: ${mode}}
nodes: [{role: control-plane}${', {role: worker}'.repeat(workers)}]
---`;
}

/** Where clients are. */
export const PLACES = {
  pod: '{pod: {node: node-1}}',
  shop: '{pod: {namespace: shop, node: node-1}}',
  node: '{node: {name: node-1}}',
  outside: '{internet: {ip: 203.0.113.7}}',
  nat: '{internet: {ip: 10.0.0.5, nat: 198.51.100.1}}',
} as const;

/** One of them. */
export type Place = keyof typeof PLACES;

/** A client that sends one request, unless `more` says how many. */
export function client(name: string, place: Place, url: string, more = 'count: 1'): string {
  return `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: ${PLACES[place]}, requests: [{url: "${url}", ${more}}]}
---`;
}

/** A Service. */
export function service(name: string, spec: string, namespace = 'default'): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---`;
}

/** A Deployment of one pod, on the node where one is named. */
export function deployment(
  name: string,
  node: string | undefined,
  more = '',
  annotations = '{}',
  labels = `app: ${name}`,
): string {
  const where = node === undefined ? '' : `nodeSelector: {kubernetes.io/hostname: ${node}}, `;
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  selector: {matchLabels: {${labels}}}
  template:
    metadata: {labels: {${labels}}, annotations: ${annotations}}
    spec: {${where}${more}containers: [{name: ${name}, image: nginx, ports: [{name: http, containerPort: 80}]}]}
---`;
}

/** A Deployment of so many pods `app: name`, wherever there is room. */
export function replicas(name: string, count: number): string {
  return deployment(name, undefined).replace('spec:\n', `spec:\n  replicas: ${String(count)}\n`);
}
