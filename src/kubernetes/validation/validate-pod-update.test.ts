import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { setPodDefaults } from '../defaults/pod-defaults.ts';
import { fieldErrorText } from '../field/field-error.ts';
import { podAtAdmission } from './pod-admission.ts';
import { validatePodUpdate } from './validate-pod-update.ts';

const CONTAINER = { name: 'c', image: 'nginx:1.29' };

function pod(spec: JsonObject, container: JsonObject = {}): JsonObject {
  const full = { containers: [{ ...CONTAINER, ...container }], ...spec };
  return podAtAdmission(setPodDefaults({ metadata: { name: 'web', namespace: 'default' }, spec: full }));
}

function said(next: JsonObject, old: JsonObject = pod({})): readonly string[] {
  return validatePodUpdate(next, old).map((error) => fieldErrorText(error));
}

/** The difference that the one error shows. */
function difference(next: JsonObject, old?: JsonObject): string {
  const errors = said(next, old);
  expect(errors).toHaveLength(1);
  const [text = ''] = errors;
  expect(text).toMatch(/^spec: Forbidden: pod updates may not change fields other than `spec.containers/);
  return text.slice(text.indexOf('\n') + 1);
}

describe('an update of a Pod', () => {
  it.each([
    ['an image', pod({}, { image: 'nginx:1.30' })],
    ['a toleration that is added', pod({ tolerations: [{ key: 'a', operator: 'Exists' }] })],
    ['a deadline that is set', pod({ activeDeadlineSeconds: 60 })],
  ])('may change %s', (_what, next) => {
    expect(said(next)).toEqual([]);
  });

  it("shows a changed text with the lines around it in the API server's own form", () => {
    expect(difference(pod({}, { workingDir: '/srv' }))).toBe(`@@ -7,7 +7,7 @@
    "Image": "nginx:1.29",
    "Command": null,
    "Args": null,
-   "WorkingDir": "",
+   "WorkingDir": "/srv",
    "Ports": null,
    "EnvFrom": null,
    "Env": null,
`);
  });

  it('shows lists, maps, quantities and values from elsewhere', () => {
    const next = pod(
      { nodeSelector: { zone: 'b', disk: 'ssd' } },
      {
        env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k<1>' } } }],
        resources: { limits: { cpu: '1' } },
      },
    );
    expect(difference(next)).toContain(String.raw`+     "ValueFrom": {
+      "FieldRef": null,
+      "ResourceFieldRef": null,
+      "ConfigMapKeyRef": null,
+      "SecretKeyRef": {
+       "Name": "s",
+       "Key": "k\u003c1\u003e",
+       "Optional": null
+      },
+      "FileKeyRef": null
+     }`);
    expect(difference(next)).toContain('+    "Limits": {\n+     "cpu": "1"\n+    },\n');
    expect(difference(next)).toContain(`- "NodeSelector": null,
+ "NodeSelector": {
+  "disk": "ssd",
+  "zone": "b"
+ },
`);
  });

  it("finds the host's network in the security context, where the API server keeps it", () => {
    expect(difference(pod({ hostNetwork: true }))).toContain('-  "HostNetwork": false,\n+  "HostNetwork": true,\n');
  });

  it('leaves a changed image out of the difference', () => {
    expect(difference(pod({ hostname: 'h' }, { image: 'nginx:1.30' }))).not.toContain('nginx:1.30');
  });

  it.each([
    [
      'containers that come or go',
      pod({ containers: [CONTAINER, { name: 'd', image: 'redis' }] }),
      pod({}),
      'spec.containers: Forbidden: pod updates may not add or remove containers',
    ],
    [
      'a deadline that is put off',
      pod({ activeDeadlineSeconds: 90 }),
      pod({ activeDeadlineSeconds: 60 }),
      'spec.activeDeadlineSeconds: Invalid value: 90: must be less than or equal to previous value',
    ],
    [
      'a deadline that is lifted',
      pod({}),
      pod({ activeDeadlineSeconds: 60 }),
      'spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value',
    ],
    [
      'a toleration that goes',
      pod({}),
      pod({ tolerations: [{ key: 'a', operator: 'Exists' }] }),
      'spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds',
    ],
    [
      'a new scheduling gate',
      pod({ schedulingGates: [{ name: 'example.com/a' }] }),
      pod({}),
      "spec.schedulingGates[0]: Forbidden: only deletion is allowed, but found new scheduling gate 'example.com/a'",
    ],
  ])('may not have %s', (_what, next, old, expected) => {
    expect(said(next, old)).toEqual([expected]);
  });
});
