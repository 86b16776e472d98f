/** A session opened with the memory of earlier ones is, byte for byte, the one opened without. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import type { Session } from '../simulation/session.ts';
import { openSession, SessionMemory } from './run-session.ts';

const MORE = `apiVersion: v1
kind: Service
metadata: {name: other}
spec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: alone, labels: {app: web}}
spec: {containers: [{name: c, image: nginx}]}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Namespace, metadata: {name: team}}
- {apiVersion: v1, kind: Service, metadata: {name: other, namespace: team}, spec: {ports: [{port: 81}]}}
---
apiVersion: v1
kind: Service
metadata: {name: broken, namespace: nowhere}
spec: {ports: [{port: 0}]}
`;

const DOCUMENTS: readonly string[] = [SCENARIOS[0]?.manifests ?? '', MORE].join('\n---\n').split(/^---\n/m);

/** What a hand at the keyboard does: documents come, go, move and stand twice, a word or a number changes. */
const edited = fc
  .tuple(
    fc.array(fc.nat(DOCUMENTS.length - 1), { minLength: 1, maxLength: 8 }),
    fc.array(
      fc.tuple(fc.constantFrom('web', 'app', '80', '30080', 'spec', 'port', '  '), fc.constantFrom('x', '8081', '')),
      {
        maxLength: 2,
      },
    ),
  )
  .map(([order, changes]) =>
    changes.reduce(
      (text, [from, to]) => text.replace(from, to),
      order.map((index) => DOCUMENTS[index] ?? '').join('---\n'),
    ),
  );

function traceOf(session: Session, memory?: SessionMemory): string {
  const simulation = openSession(session, memory);
  const first = simulation.takeTrace();
  simulation.advance(seconds(3));
  return JSON.stringify([first, simulation.takeTrace()]);
}

describe('the memory of a session', { timeout: 30_000 }, () => {
  it('changes nothing of what comes out, whatever was run before', () => {
    const isSame = (texts: readonly string[], seed: number): boolean => {
      const memory = new SessionMemory();
      return [...texts, ...texts.toReversed()].every((manifests) => {
        const session: Session = { manifests, seed, commands: [] };
        return traceOf(session, memory) === traceOf(session);
      });
    };
    const texts = fc.array(edited, { minLength: 1, maxLength: 4 });
    expect(() => fc.assert(fc.property(texts, fc.nat(3), isSame), { numRuns: 60 })).not.toThrow();
  });
});
