import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { START } from '../../base/sim-time.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { ApiServer } from './api-server.ts';

function makeServer(): ApiServer {
  return new ApiServer({ clock: { now: START }, random: createRandom(3, 'apiserver') });
}

function service(name: string, spec: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n${spec}`;
}

const NODE_PORT = '  type: NodePort\n  ports:\n  - port: 80\n    nodePort: 30080\n';

describe('the API server', () => {
  it('starts with four namespaces and the Service kubernetes', () => {
    const server = makeServer();
    expect(server.store.list('Namespace').map(({ metadata }) => metadata.name)).toEqual([
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
    ]);
    expect(server.store.get('Service', 'default/kubernetes')?.spec.clusterIP).toBe('10.96.0.1');
  });

  it('passes over documents that are not for Kubernetes', () => {
    const text = `apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n---\napiVersion: kubehops.dev/v1\nkind: Client\n---\n${service('web', '  ports: [{port: 80}]\n')}`;
    const { output, results } = makeServer().applyManifest(parseManifest(text));
    expect(output).toEqual({ exit: 0, stdout: 'service/web created\n', stderr: '' });
    expect(results.map(({ document }) => document)).toEqual([2]);
  });

  it('gives node ports and addresses from the upper band, each once', () => {
    const server = makeServer();
    const text = Array.from({ length: 50 }, (_, i) =>
      service(`web-${i}`, '  type: NodePort\n  ports: [{port: 80}]\n'),
    ).join('---\n');
    server.applyManifest(parseManifest(text));
    const services = server.store.list('Service').filter(({ spec }) => spec.type === 'NodePort');
    const ports = services.flatMap(({ spec }) => spec.ports ?? []).map(({ nodePort = 0 }) => nodePort);
    expect(new Set(ports).size).toBe(50);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(30_086);
    expect(new Set(services.map(({ spec }) => spec.clusterIP)).size).toBe(50);
  });

  it('gives a port back when its Service is deleted', () => {
    const server = makeServer();
    server.applyManifest(parseManifest(service('web', NODE_PORT)));
    expect(server.applyManifest(parseManifest(service('api', NODE_PORT))).output.exit).toBe(1);
    expect(server.deleteObject('Service', 'default/web')).toBe(true);
    expect(server.applyManifest(parseManifest(service('api', NODE_PORT))).output.exit).toBe(0);
  });

  it('numbers the generations of a Deployment by its spec', () => {
    const server = makeServer();
    const text = (replicas: number, note: string): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  annotations: {note: ${note}}\nspec:\n  replicas: ${replicas}\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: web, image: nginx}]}\n`;
    const generations = [text(1, 'a'), text(2, 'a'), text(2, 'b'), text(2, 'b')].map((manifest) => {
      server.applyManifest(parseManifest(manifest));
      return server.store.get('Deployment', 'default/web')?.metadata.generation;
    });
    expect(generations).toEqual([1, 2, 2, 2]);
  });
});

describe('diagnostics', () => {
  it('names the owner of a taken node port, at the number', () => {
    const text = `${service('web', NODE_PORT)}---\n${service('api', NODE_PORT)}`;
    const { diagnostics } = makeServer().applyManifest(parseManifest(text));
    const range = { startLine: 19, startColumn: 15, endLine: 19, endColumn: 20 };
    expect(diagnostics).toEqual([
      {
        severity: 'error',
        source: 'apiserver',
        message: 'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
        range,
        path: 'spec.ports[0].nodePort',
      },
      {
        severity: 'info',
        source: 'kubehops',
        message: { id: 'manifest.nodePortOwner', params: { port: 30_080, owner: 'default/web' } },
        range,
        path: 'spec.ports[0].nodePort',
      },
    ]);
  });

  it.each([
    ['an unknown field, at its key', '  selectr: {a: b}\n  ports: [{port: 80}]\n', 6, 3, 10],
    ['a quoted number, at the value', '  ports: [{port: "80"}]\n', 6, 18, 22],
    ['a missing field, at the nearest key', '  selector: {a: b}\n', 5, 1, 5],
    ['a target port taken from a wrong port, at that port', '  ports: [{port: 0}]\n', 6, 18, 19],
    ['a wrong label, at its map', '  selector: {a: "b c"}\n  ports: [{port: 80}]\n', 6, 13, 23],
  ])('marks %s', (_, spec, line, startColumn, endColumn) => {
    const { diagnostics } = makeServer().applyManifest(parseManifest(service('web', spec)));
    expect(diagnostics[0]?.range).toEqual({ startLine: line, startColumn, endLine: line, endColumn });
  });

  it('marks a kind that does not exist in that version', () => {
    const text = 'apiVersion: v1\nkind: Deployment\nmetadata: {name: web}\n';
    const { diagnostics } = makeServer().applyManifest(parseManifest(text));
    expect(diagnostics).toMatchObject([{ source: 'kubectl', range: { startLine: 2, startColumn: 7 } }]);
  });

  it('warns where the server warns', () => {
    const text = service('web', '  externalIPs: [198.51.100.7]\n  ports: [{port: 80}]\n');
    const { diagnostics } = makeServer().applyManifest(parseManifest(text));
    expect(diagnostics).toMatchObject([{ severity: 'warning', source: 'apiserver', range: { startLine: 6 } }]);
  });
});
