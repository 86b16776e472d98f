import { describe, expect, it } from 'vitest';
import { seconds } from '../src/base/sim-time.ts';
import type { Command } from '../src/simulation/session.ts';
import { runSession } from '../src/worker/run-session.ts';
import { printTrace, toJson } from './print-trace.ts';

/** The first request waits in vain for five seconds, the others are answered meanwhile. */
const MANIFESTS = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: alice}
spec:
  from: {pod: {node: node-1}}
  requests: [{url: "http://10.244.2.99", count: 1}, {url: "http://web"}, {url: "http://nope", count: 1}]
`;

const trace = runSession({ manifests: MANIFESTS, seed: 1, commands: [] }, seconds(7));

describe('toJson', () => {
  it('has the form that the README promises', () => {
    // JSON of our own making; what is in it is looked at below.
    const json = JSON.parse(JSON.stringify(toJson(trace))) as Record<string, readonly Record<string, unknown>[]>;
    expect(Object.keys(json)).toEqual(['requests', 'objects', 'diagnostics', 'apply', 'commands']);
    const request = ['id', 'at', 'client', 'url', 'outcome', 'answeredBy', 'sourceSeenByPod', 'hops'];
    for (const each of json['requests'] ?? []) {
      expect(Object.keys(each)).toEqual(expect.arrayContaining(request));
      // As above.
      const hops = each['hops'] as readonly Record<string, unknown>[];
      expect(hops.length).toBeGreaterThan(0);
      for (const hop of hops) {
        expect(Object.keys(hop)).toEqual(expect.arrayContaining(['at', 'place', 'from', 'to', 'rule', 'reason']));
      }
    }
    expect(json['requests']?.map(({ id, outcome, answeredBy }) => [id, outcome, answeredBy])).toEqual([
      ['r1', 'timedOut', null],
      ['r2', 'answered', 'default/web'],
      ['r3', 'nameNotFound', null],
      ['r4', 'answered', 'default/web'],
      ['r5', 'answered', 'default/web'],
    ]);
  });
});

describe('printTrace', () => {
  it('tells requests in the order in which they began, and counts their outcomes', () => {
    const lines = [...printTrace(trace)];
    expect(lines.flatMap((line) => /^r\d+/.exec(line) ?? [])).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    expect(lines.at(-1)).toBe('5 requests: 1 timedOut, 3 answered, 1 nameNotFound');
  });

  it('tells each command with what kubectl printed', () => {
    const scale: Command = { type: 'scale', at: seconds(2), object: { kind: 'Deployment', name: 'gone' }, replicas: 2 };
    const drain: Command = { type: 'drain', at: seconds(3), node: 'node-1' };
    const lines = [...printTrace(runSession({ manifests: MANIFESTS, seed: 1, commands: [scale, drain] }, seconds(7)))];
    const from = lines.indexOf('2.0000s command scale deployment/gone 2');
    expect(lines.slice(from, from + 4)).toEqual([
      '2.0000s command scale deployment/gone 2',
      '    Error from server (NotFound): deployments.apps "gone" not found',
      '3.0000s command drain node-1',
      '    node/node-1 cordoned',
    ]);
  });

  it('says so when nobody has sent anything', () => {
    expect([...printTrace(runSession({ manifests: '', seed: 1, commands: [] }, seconds(1)))].at(-1)).toBe(
      'no requests',
    );
  });
});
