/** Whose address a pod sees, where that is not the client's own: hairpins, and load balancers that are proxies. */
import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import { seconds } from '../../base/sim-time.ts';
import { testCluster } from '../../testing/test-cluster.ts';
import { openSession } from '../../worker/run-session.ts';

describe('the source of a packet', () => {
  it('NET88: is the node, where a pod reaches itself through its Service', () => {
    // The first pod of node-1 is the client.
    const [request] = testCluster(`
apiVersion: v1
kind: Service
metadata: {name: self}
spec: {ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: self, labels: {kubernetes.io/service-name: self}}
addressType: IPv4
ports: [{name: "", port: 8080}]
endpoints: [{addresses: [10.244.1.2]}]
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: alice}
spec: {from: {pod: {node: node-1}}, requests: [{url: "http://self", count: 1}]}
`)
      .run('6s')
      .requests('alice');
    const hop = assertDefined(
      request?.hops.find(({ place }) => place.type === 'node'),
      'the node is passed',
    );
    expect(hop.before.source).toMatch(/^10\.244\.1\.2:/);
    expect(hop.after.source).toMatch(/^192\.168\.0\.11:/);
    expect(hop.after.destination).toBe('10.244.1.2:8080');
  });

  it('NET90: is the load balancer where that is a proxy (ipMode), which no node takes a short cut past', () => {
    const simulation = openSession({
      manifests: `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {nodeSelector: {kubernetes.io/hostname: node-1}, containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: outside}
spec: {from: {internet: {ip: 203.0.113.7}}, requests: [{url: "http://web.default.lb", count: 1}]}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: inside}
spec: {from: {pod: {node: node-2}}, requests: [{url: "http://web.default.lb", count: 1}]}
`,
      seed: 1,
      commands: [],
    });
    simulation.advance(seconds(4));
    const { store } = simulation.api;
    const service = assertDefined(store.get('Service', 'default/web'), 'web is there');
    const ip = service.status?.loadBalancer?.ingress?.[0]?.ip ?? '';
    store.put({ ...service, status: { loadBalancer: { ingress: [{ ip, ipMode: 'Proxy' as const }] } } });
    simulation.advance(seconds(12));
    const { requests } = simulation.takeTrace();
    expect(requests.map(({ outcome, sourceSeenByPod }) => [outcome, sourceSeenByPod])).toEqual([
      ['answered', ip],
      ['answered', ip],
    ]);
    const inside = requests.find(({ client }) => client === 'inside');
    expect(inside?.hops.map(({ layer }) => layer)).toContain('loadBalancer');
  });
});
