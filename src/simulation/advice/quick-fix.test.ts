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

function withTargetPort(port: string): string {
  return both.replace('port: 80\n', `port: 80\n    targetPort: ${port}\n`);
}

/** A Deployment of two labels with this behind `selector:`. */
function withSelector(selector: string): string {
  const text = deployment.replace('labels:\n        app: web', 'labels: {app: web, tier: front}');
  return text.replace('\n    matchLabels:\n      app: web', selector);
}

function problems(manifests: string): readonly Diagnostic[] {
  return testCluster(manifests).run('1s').trace.diagnostics;
}

function applyEdit(text: string, { range, text: replacement }: TextEdit): string {
  const lines = text.split('\n');
  const before = (lines[range.startLine - 1] ?? '').slice(0, range.startColumn - 1);
  const behind = (lines[range.endLine - 1] ?? '').slice(range.endColumn - 1);
  lines.splice(range.startLine - 1, range.endLine - range.startLine + 1, before + replacement + behind);
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
    ['a quoted number for a port by name or number', withTargetPort('"8080"'), withTargetPort('8080')],
    [
      'a number for a label',
      both.replace('labels:\n        app: web', 'labels:\n        app: web\n        v: 12'),
      both.replace('labels:\n        app: web', 'labels:\n        app: web\n        v: "12"'),
    ],
    [
      'a truth value for a label',
      deployment.replace('name: web', 'name: web\n  labels: {live: true}'),
      deployment.replace('name: web', 'name: web\n  labels: {live: "true"}'),
    ],
    ['a kind in lower case', both.replace('kind: Service', 'kind: service'), both],
    ['a kind in the plural', both.replace('kind: Service', 'kind: Services'), both],
    ['a slip in the kind', both.replace('kind: Deployment', 'kind: Deploymnet'), both],
    ['a type in the wrong case', both.replace('type: NodePort', 'type: Nodeport'), both],
    ['a protocol in lower case', withTargetPort('8080\n    protocol: udp'), withTargetPort('8080\n    protocol: UDP')],
    [
      'a slip in a policy',
      deployment.replace('nginx:1.29', 'nginx:1.29\n        imagePullPolicy: IfNotPresnt'),
      deployment.replace('nginx:1.29', 'nginx:1.29\n        imagePullPolicy: IfNotPresent'),
    ],
    [
      'a name with capitals',
      both.replace('metadata:\n  name: web', 'metadata:\n  name: My_Web'),
      both.replace('metadata:\n  name: web', 'metadata:\n  name: my-web'),
    ],
    [
      'a label of the template whose value is a slip away from the selector',
      both.replace('labels:\n        app: web', 'labels:\n        app: wbe'),
      both,
    ],
    [
      'a label of the template whose key is a slip away from the selector',
      both.replace('labels:\n        app: web', 'labels:\n        aap: web'),
      both,
    ],
    [
      'a label right in the selector of a Deployment',
      both.replace('matchLabels:\n      app: web', 'app: web # all'),
      both.replace('app: web\n  template', 'app: web # all\n  template'),
    ],
    [
      'labels in braces right in the selector of a Deployment',
      withSelector(' {app: web, tier: front}'),
      withSelector(' {matchLabels: {app: web, tier: front}}'),
    ],
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
    // Each label that stands in the wrong place is a problem, and one mend is for all.
    const all = found.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
    const fixes = all.filter(({ edit }, at) => at === 0 || JSON.stringify(edit) !== JSON.stringify(all[0]?.edit));
    expect(fixes, JSON.stringify(found, undefined, 1)).toHaveLength(1);
    expect(fixes.map(({ edit }) => applyEdit(broken, edit))).toEqual([mended]);
    expect(problems(mended).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each([
    ['a selector of other labels', both.replace('selector:\n    app: web', 'selector:\n    tier: back\n    zone: x')],
    ['a template of quite other labels', both.replace('labels:\n        app: web', 'labels:\n        app: frontend')],
    ['a type that is like none', both.replace('type: NodePort', 'type: Public')],
    ['a kind that is like none', both.replace('kind: Service', 'kind: Route')],
    ['several labels on lines of their own in the selector', withSelector('\n    app: web # why\n    tier: front')],
    ['labels beside matchLabels', deployment.replace('matchLabels:', 'tier: front\n    matchLabels:')],
    ['a name of quite other letters', both.replace('name: web', 'name: 웹')],
  ])('offer nothing for %s', (_what, manifests) => {
    const found = problems(manifests);
    expect(found.length).toBeGreaterThan(0);
    for (const { fix } of found) expect(fix).toBeUndefined();
  });
});
