/** A pod that reaches itself by each door of its own Service, in each mode of kube-proxy: what it sees is always a node. */
import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';
import { clusterText, PROXY_MODES } from '../../testing/traffic-text.ts';

/** The only endpoint is the first pod of node-1, and that is the client. */
const SERVICES = ['Cluster', 'Local']
  .map(
    (policy, index) => `
apiVersion: v1
kind: Service
metadata: {name: ${policy.toLowerCase()}}
spec: {type: LoadBalancer, externalTrafficPolicy: ${policy}, clusterIP: 10.96.100.${index + 1}, ports: [{port: 80, nodePort: ${30080 + index}}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${policy.toLowerCase()}, labels: {kubernetes.io/service-name: ${policy.toLowerCase()}}}
addressType: IPv4
ports: [{name: "", port: 8080}]
endpoints: [{addresses: [10.244.1.2], nodeName: node-1}]
---`,
  )
  .join('');

describe.each(PROXY_MODES)('a pod that reaches itself in %s mode', (mode) => {
  it.each([
    ['NET150', 'http://10.96.100.1', '192.168.0.11'],
    ['NET151', 'http://node-1:30080', '192.168.0.11'],
    ['NET152', 'http://node-2:30080', '192.168.0.12'],
    ['NET153', 'http://node-1:30081', '192.168.0.11'],
    ['NET154', 'http://cluster.default.lb', '192.168.0.11'],
    ['NET155', 'http://local.default.lb', '192.168.0.11'],
  ])('%s: by %s is seen as %s', (_number, url, node) => {
    const [request] = testCluster(`${clusterText(mode)}${SERVICES}
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: self}
spec: {from: {pod: {node: node-1}}, requests: [{url: "${url}", count: 1}]}
`)
      .run('8s')
      .requests('self');
    const last = request?.hops.findLast(({ place }) => place.type === 'node');
    expect(request?.hops.find(({ layer }) => layer === 'client')?.before.source).toMatch(/^10\.244\.1\.2:/);
    expect(last?.after.destination).toBe('10.244.1.2:8080');
    expect(last?.after.source.split(':')[0]).toBe(node);
  });
});
