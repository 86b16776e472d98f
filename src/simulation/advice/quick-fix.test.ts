import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';
import type { TextEdit } from '../../kubernetes/api/document.ts';
import type { Diagnostic } from '../trace.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - name: c
        image: nginx:1.29
`;
const service = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector:
    app: web
  ports:
  - port: 80
    nodePort: 30080
`;
const both = `${deployment}---\n${service}`;

function problems(manifests: string): readonly Diagnostic[] {
  return testCluster(manifests).run('1s').trace.diagnostics;
}

function applyEdit(text: string, { range, text: replacement }: TextEdit): string {
  const lines = text.split('\n');
  expect(range.startLine).toBe(range.endLine);
  const line = lines[range.startLine - 1] ?? '';
  lines[range.startLine - 1] = line.slice(0, range.startColumn - 1) + replacement + line.slice(range.endColumn - 1);
  return lines.join('\n');
}

describe('quick fixes', () => {
  it.each([
    ['a field near a known one', both.replace('selector:\n    app', 'slector:\n    app'), both],
    ['a field in the wrong case', both.replace('nodePort: 30080', 'nodeport: 30080'), both],
    ['label for labels', both.replace('labels:', 'label:'), both],
    ['a missing colon', both.replace('matchLabels:', 'matchLabels'), both],
    ['a space in the image', both.replace('nginx:1.29', 'nginx: 1.29'), both],
    ['a wrong apiVersion', both.replace('apps/v1', 'v1'), both],
    ['a quoted number', both.replace('port: 80\n', 'port: "80"\n'), both],
    [
      'a selector that is a slip away from the labels',
      both.replace('selector:\n    app: web', 'selector:\n    app: wbe'),
      both,
    ],
    ['a node port out of range', both.replace('30080', '8080'), both.replace('30080', '30000')],
    [
      'a node port that is taken',
      `${both}---\n${service.replace('name: web', 'name: two')}`,
      `${both}---\n${service.replace('name: web', 'name: two').replace('30080', '30081')}`,
    ],
  ])('mend %s', (_what, broken, mended) => {
    const found = problems(broken);
    const fixes = found.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
    expect(fixes, JSON.stringify(found, undefined, 1)).toHaveLength(1);
    expect(fixes.map(({ edit }) => applyEdit(broken, edit))).toEqual([mended]);
    expect(problems(mended).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('offer nothing where there is no one obvious mend', () => {
    for (const { fix } of problems(both.replace('selector:\n    app: web', 'selector:\n    tier: back\n    zone: x'))) {
      expect(fix).toBeUndefined();
    }
  });
});
