import { describe, expect, it } from 'vitest';
import { START } from '../../base/sim-time.ts';
import { createRandom } from '../../base/random.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { READ_BACK_LIMIT } from '../applied.ts';
import { ApiServer } from './api-server.ts';
import type { ApplyResult } from './apply-documents.ts';

function apply(...documents: readonly string[]): ApplyResult {
  const server = new ApiServer({ clock: { now: START }, random: createRandom(1, 'test') });
  return server.applyManifest(parseManifest(documents.join('\n---\n')));
}

const WEB = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}';
const TAKEN = WEB.replace('name: web', 'name: b').replace('spec: {', 'spec: {clusterIP: 10.96.0.1, ');
const ENDPOINTS = 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: e}';

describe('what is shown of an applied object', () => {
  it('is its name, its place and the line that kubectl printed', () => {
    const [first, second] = apply(WEB, WEB.replace('name: web', 'name: b, namespace: default')).applied;
    expect(first).toMatchObject({ kind: 'Service', name: 'web', verdict: 'created', printed: 'service/web created\n' });
    expect(first?.range.startLine).toBe(1);
    expect(second).toMatchObject({ name: 'b', namespace: 'default', range: { startLine: 6 } });
  });

  it('is how it is written and how it was stored right then, also where it is applied twice', () => {
    const [first, second] = apply(WEB, WEB.replace('port: 80', 'port: 81')).applied;
    expect(first?.readBack?.written['spec']).toEqual({ ports: [{ port: 80 }] });
    expect(first?.readBack?.stored['spec']).toMatchObject({ ports: [{ port: 80, targetPort: 80 }] });
    expect(second).toMatchObject({ verdict: 'configured', printed: 'service/web configured\n' });
    expect(second?.readBack?.stored['spec']).toMatchObject({ ports: [{ port: 81, targetPort: 81 }] });
  });

  it('is kubectl’s own error, told as kubectl tells one and as it tells several', () => {
    const [alone] = apply(TAKEN).applied;
    expect(alone).toMatchObject({ verdict: 'rejected', kind: 'Service', name: 'b' });
    expect(alone?.printed).toMatch(/^The Service "b" is invalid: spec.clusterIPs: Invalid value/);
    expect(alone).not.toHaveProperty('readBack');
    const [, one, two] = apply(WEB, TAKEN, TAKEN).applied;
    for (const each of [one, two]) expect(each?.printed).toMatch(/^Error from server \(Invalid\): error when creating/);
  });

  it('tells what could not be read from what was not reached behind it', () => {
    const { applied } = apply(WEB, 'kind: [Service', WEB);
    expect(applied.map(({ verdict, kind }) => [verdict, kind])).toEqual([
      ['created', 'Service'],
      ['unreadable', undefined],
      ['notReached', 'Service'],
    ]);
    expect(applied[2]?.printed).toBe('');
  });

  it('counts the items of a List one by one, each at its own place', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 1}]}}\n- {apiVersion: v1, kind: Widget, metadata: {name: w}}`;
    const { applied } = apply(list);
    expect(applied.map(({ kind, verdict, range }) => [kind, verdict, range.startLine])).toEqual([
      ['Service', 'created', 4],
      ['Widget', 'rejected', 5],
    ]);
  });

  it.each([
    ['one object', [WEB]],
    ['several errors', [WEB, TAKEN, TAKEN]],
    ['an unreadable document', [WEB, 'kind: [Service', WEB]],
    ['a warning that two objects share', [ENDPOINTS, WEB, ENDPOINTS.replace('name: e', 'name: f')]],
  ])('is, put together, all that kubectl printed: %s', (_, documents) => {
    const { applied, output } = apply(...documents);
    const lines = (text: string): readonly string[] => text.split('\n').toSorted();
    expect(lines(applied.map(({ printed }) => printed).join(''))).toEqual(lines(output.stdout + output.stderr));
  });

  it('holds no more objects than anybody looks at', () => {
    const many = Array.from({ length: READ_BACK_LIMIT + 5 }, (_, index) => WEB.replace('name: web', `name: w${index}`));
    const { applied } = apply(...many);
    expect(applied).toHaveLength(READ_BACK_LIMIT + 5);
    expect(applied.filter(({ readBack }) => readBack !== undefined)).toHaveLength(READ_BACK_LIMIT);
  });
});
