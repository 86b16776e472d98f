import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';
import { PROXY_MIN_SYNC_PERIOD } from '../constants.ts';

/** A Deployment whose pods become ready one after the other, so that endpoints keep changing, and its Service. */
const SLOWLY = [1, 2, 3, 4, 5, 6, 7, 8]
  .map(
    (number) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${number}
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web-${number}
  template:
    metadata:
      labels:
        app: web-${number}
        all: web
      annotations:
        kubehops.dev/startup: ${number * 300}ms
    spec:
      containers:
      - name: web
        image: nginx
---`,
  )
  .join('')
  .concat(
    `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    all: web
  ports:
  - port: 80
`,
  );

describe('KubeProxy', () => {
  const cluster = testCluster(SLOWLY).run('20s');
  const syncs = (node: string): readonly number[] =>
    cluster.trace.events.flatMap((event) => (event.type === 'proxySynced' && event.node === node ? [event.at] : []));

  it('rewrites its rules at most once a second', () => {
    for (const node of ['node-1', 'node-2', 'node-3']) {
      const times = syncs(node);
      expect(times.length).toBeGreaterThan(2);
      const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(PROXY_MIN_SYNC_PERIOD);
    }
  });

  it('takes several changes in one sync', () => {
    const changes = cluster.trace.revisions.filter(({ kind, at }) => kind === 'EndpointSlice' && at > 0);
    expect(changes.length).toBeGreaterThan(syncs('node-1').length);
  });

  it('knows the last change a second later at most, and then rests', () => {
    const last = cluster.trace.revisions.findLast(({ kind }) => kind === 'EndpointSlice')?.at ?? 0;
    const sync = syncs('node-1').at(-1) ?? 0;
    expect(sync).toBeGreaterThan(last);
    expect(sync - last).toBeLessThanOrEqual(PROXY_MIN_SYNC_PERIOD);
  });

  it('answers requests from then on', () => {
    cluster.expectAll('inside-web', 'answered');
    expect(cluster.answeredBy('inside-web').length).toBeGreaterThan(3);
  });

  it('syncs anew when its machine comes back', () => {
    const restarted = testCluster(SLOWLY).powerOff('node-2', '10s').powerOn('node-2', '12s').run('20s');
    const later = restarted.trace.events.filter(
      (event) => event.type === 'proxySynced' && event.node === 'node-2' && event.at > 12e6,
    );
    expect(later.length).toBeGreaterThan(0);
  });
});
