import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds, type SimTime } from '../../base/sim-time.ts';
import { isPodReady, type Pod } from '../../kubernetes/api/pod.ts';
import { resolveFenceposts } from '../../kubernetes/deployment/replica-sets.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { aDeployment } from '../../testing/workloads.ts';
import { createSimulation } from '../simulation.ts';
import type { ObjectRevision } from '../trace.ts';

const amount = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);

function manifest(image: number, replicas: number, maxSurge: number | string, maxUnavailable: number | string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  strategy: {rollingUpdate: {maxSurge: ${maxSurge}, maxUnavailable: ${maxUnavailable}}}
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "web:${image}"}]}}
`;
}

/** The pods as they are after each moment at which some of them changed, from then on. */
function instants(revisions: readonly ObjectRevision[], from: SimTime): readonly (readonly Pod[])[] {
  const pods = new Map<string, Pod>();
  const found: (readonly Pod[])[] = [];
  const changes = revisions.filter(({ kind }) => kind === 'Pod');
  for (const [index, { at, key, object }] of changes.entries()) {
    if (object?.kind === 'Pod') pods.set(key, object);
    else pods.delete(key);
    if (at >= from && changes[index + 1]?.at !== at) found.push([...pods.values()]);
  }
  return found;
}

describe('a rolling update whose pods start', () => {
  it('DEPLOY75: never has more pods than replicas and surge, nor fewer available than may be, and comes to its end', () => {
    const input = fc.record({
      replicas: fc.integer({ min: 1, max: 12 }),
      maxSurge: amount,
      maxUnavailable: amount,
      updates: fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(input, ({ replicas, maxSurge, maxUnavailable, updates }) => {
        const rolling = { maxSurge, maxUnavailable };
        const limits = resolveFenceposts(aDeployment(replicas, { strategy: { rollingUpdate: rolling } }));
        // The API server refuses both to be nought.
        fc.pre(Number.parseInt(String(maxSurge), 10) > 0 || Number.parseInt(String(maxUnavailable), 10) > 0);
        const text = (image: number): string => manifest(image, replicas, maxSurge, maxUnavailable);
        const simulation = createSimulation({ documents: parseManifest(text(0)), seed: replicas, commands: [] });
        simulation.advance(seconds(10));
        let now = 10;
        for (const [index, wait] of updates.entries()) {
          simulation.api.applyManifest(parseManifest(text(index + 1)));
          now += wait / 1000;
          simulation.advance(seconds(now));
        }
        simulation.advance(seconds(now + 60));
        for (const pods of instants(simulation.takeTrace().revisions, seconds(10))) {
          const active = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
          expect(active.length).toBeLessThanOrEqual(replicas + limits.maxSurge);
          expect(active.filter(isPodReady).length).toBeGreaterThanOrEqual(replicas - limits.maxUnavailable);
        }
        expect(simulation.api.store.list('Pod').map(({ spec }) => spec.containers[0]?.image)).toEqual(
          Array.from({ length: replicas }, () => `web:${updates.length}`),
        );
      }),
      { numRuns: 12, seed: 20260101 },
    );
  }, 30_000);
});
