/** No text of a user makes reading or applying throw, hang, or leave the data. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../base/random.ts';
import { START } from '../base/sim-time.ts';
import { ApiServer } from '../simulation/apiserver/api-server.ts';
import { parseManifest } from './parse-manifest.ts';

const MANIFEST = `apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec:
  type: NodePort
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: 8080, nodePort: 30080}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports:
        - containerPort: 8080
        readinessProbe: {httpGet: {path: /, port: 8080}}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: redis}]}}
- {apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: s}, addressType: IPv4, endpoints: [{addresses: [192.168.0.9]}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  rules:
  - host: a.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
`;

const SCRAPS = [
  '__proto__',
  'constructor',
  '*x',
  '&x ',
  '<<: ',
  'null',
  '{}',
  '[]',
  '1e999',
  '99999999999999999999',
  '-1',
  '"',
  "'",
  '|\n',
  '>-\n ',
  '\t',
  '---\n',
  '!!int ',
  '? ',
  '\u0000',
  '\uD800',
  '💥',
  ': ',
  '- ',
  '#',
  '%',
];

function applyTwice(text: string): number {
  const begun = performance.now();
  const server = new ApiServer({ clock: { now: START }, random: createRandom(7, 'properties') });
  for (let time = 0; time < 2; time++) {
    const documents = parseManifest(text);
    const { output, results, diagnostics } = server.applyManifest(documents);
    expect(output.exit === 0 || output.stderr !== '').toBe(true);
    expect(results.length).toBeGreaterThanOrEqual(0);
    for (const { range } of diagnostics) {
      expect(range.startLine).toBeGreaterThanOrEqual(1);
      expect(range.endLine).toBeGreaterThanOrEqual(range.startLine);
    }
  }
  return performance.now() - begun;
}

function isQuick(text: string): boolean {
  return applyTwice(text) < 1_000;
}

/** The manifest with scraps put into it and stretches cut out of it. */
const mutated = fc
  .array(fc.tuple(fc.nat(MANIFEST.length), fc.constantFrom(...SCRAPS), fc.nat(12)), { minLength: 1, maxLength: 8 })
  .map((changes) =>
    changes.reduce((text, [at, scrap, cut]) => text.slice(0, at) + scrap + text.slice(at + cut), MANIFEST),
  );

describe('a manifest of any kind', () => {
  it('is read and applied without throwing, in under a second: arbitrary text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 400 });
    expect(() => fc.assert(fc.property(text, isQuick))).not.toThrow();
  });

  it('is read and applied without throwing, in under a second: text of YAML scraps', () => {
    const scraps = fc.array(fc.constantFrom(...SCRAPS, 'a', 'kind', 'apiVersion: v1\n', '\n', '  '), { maxLength: 60 });
    expect(() => fc.assert(fc.property(scraps, (parts) => isQuick(parts.join(''))))).not.toThrow();
  });

  it('is read and applied without throwing, in under a second: mutated manifests', () => {
    expect(() => fc.assert(fc.property(mutated, isQuick), { numRuns: 400 })).not.toThrow();
  });

  it.each([
    ['deep flow nesting', '['.repeat(1_000_000)],
    ['deep mappings', '{a: '.repeat(250_000)],
    ['deep block nesting', '- '.repeat(500_000)],
    ['a million quotes', '"'.repeat(1_000_000)],
    ['a megabyte of short lines', 'a: b\n'.repeat(200_000)],
    ['a megabyte of words', 'a\n'.repeat(500_000)],
    ['only separators', '---\n'.repeat(250_000)],
    ['a long plain scalar', 'x'.repeat(1_000_000)],
    ['many anchors', Array.from({ length: 30_000 }, (_, i) => `k${i}: &a${i} {x: 1}\n`).join('')],
  ])('is answered quickly: %s', (_, text) => {
    expect(applyTwice(text)).toBeLessThan(4_000);
  });

  it('refuses an alias bomb instead of writing it out', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++) {
      lines.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`);
    }
    const [document] = parseManifest(lines.join('\n'));
    expect(document?.error?.message).toContain('document contains excessive aliasing');
  });

  it('takes __proto__ and constructor as plain keys', () => {
    const [document] = parseManifest('__proto__: {polluted: true}\nconstructor: {polluted: true}\n');
    expect(Object.keys(document?.value ?? {})).toEqual(['__proto__', 'constructor']);
    expect('polluted' in {}).toBe(false);
  });
});
