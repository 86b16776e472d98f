import { describe, expect, it } from 'vitest';
import { micros, seconds } from '../base/sim-time.ts';
import { testCluster } from '../testing/test-cluster.ts';
import { openSession } from '../worker/run-session.ts';
import type { Command } from './session.ts';
import type { Simulation } from './simulation.ts';

/** A client that asks an outside host every second from the fifth on. */
const CLIENT = `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: alice}
spec:
  from: {internet: {ip: 203.0.113.7}}
  requests:
  - {url: "http://203.0.113.99"}
`;

function open(commands: readonly Command[] = []): Simulation {
  return openSession({ manifests: CLIENT, seed: 1, commands });
}

describe('Simulation', () => {
  it('has carried out what is due at the very moment that it is brought to', () => {
    const command: Command = { type: 'powerOff', at: seconds(3), node: 'node-1' };
    const simulation = open([command]);
    simulation.advance(micros(seconds(3) - 1));
    expect(simulation.takeTrace().events.filter(({ type }) => type === 'command')).toEqual([]);
    simulation.advance(seconds(3));
    expect(simulation.takeTrace().events).toContainEqual({ type: 'command', at: seconds(3), command });
  });

  it('never goes back', () => {
    const simulation = open();
    simulation.advance(seconds(10));
    simulation.advance(seconds(4));
    expect(simulation.now).toBe(seconds(10));
  });

  it('hands out each record once, and the words about the manifest every time', () => {
    const simulation = open();
    simulation.advance(seconds(20));
    expect(simulation.recorded).toBeGreaterThan(0);
    const first = simulation.takeTrace();
    expect(first.until).toBe(seconds(20));
    expect(first.revisions.length + first.events.length + first.requests.length).toBeGreaterThan(0);
    expect(simulation.recorded).toBe(0);
    expect(simulation.takeTrace()).toEqual({ ...first, revisions: [], events: [], requests: [] });
  });

  it('drains: what has begun ends, and nothing more begins', () => {
    const simulation = open();
    simulation.advance(seconds(10));
    simulation.drain();
    const { requests } = simulation.takeTrace();
    expect(requests.map(({ startedAt }) => startedAt / 1e6)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(new Set(requests.map(({ outcome }) => outcome))).toEqual(new Set(['timedOut']));
    expect(requests.at(-1)?.finishedAt).toBeGreaterThan(seconds(10));
  });

  it('makes no clients where a Client document says who sends', () => {
    expect(
      open()
        .takeTrace()
        .clients.map(({ name, automatic }) => [name, automatic]),
    ).toEqual([['alice', false]]);
  });
});

describe('a slow program', () => {
  const slow = (latency: string): string => `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}, annotations: {kubehops.dev/latency: ${latency}}}
spec: {containers: [{name: nginx, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

  it('answers late, and not at all to a client that has given up', () => {
    const late = testCluster(slow('2s')).run('10s').expectAll('inside-web', 'answered').requests('inside-web')[0];
    expect((late?.finishedAt ?? 0) - (late?.startedAt ?? 0)).toBeGreaterThan(2_000_000);
    const lost = testCluster(slow('20s')).run('10s').expectAll('inside-web', 'timedOut').requests('inside-web')[0];
    expect(lost?.cause.id).toBe('cause.tooSlow');
  });
});
