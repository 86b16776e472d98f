/** What holds of every run, whatever the manifest, the seed and the commands: checked on generated sessions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros, seconds } from '../base/sim-time.ts';
import type { KubernetesObject, ObjectByKind, Kind } from '../kubernetes/api/objects.ts';
import { SERVICE_NAME_LABEL } from '../kubernetes/endpointslice/slice-labels.ts';
import { matchesServiceSelector } from '../kubernetes/labels/selector.ts';
import { openSession, readCommands, runSession, SessionMemory } from '../worker/run-session.ts';
import type { Action, Command, ObjectReference, Session } from './session.ts';
import type { Hop, Trace } from './trace.ts';

const RUNS = { numRuns: 20 };
const END = seconds(90);

/** A Deployment of the app in a generated shape. */
const deployment = fc
  .record({
    app: fc.constantFrom('red', 'blue'),
    replicas: fc.integer({ min: 0, max: 5 }),
    startup: fc.constantFrom('100ms', '900ms', '7s', '30s'),
    image: fc.constantFrom('nginx', 'redis', 'example.com/unknown', 'nginx: latest'),
    probe: fc.constantFrom('', 'readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 3}'),
    tolerationSeconds: fc.constantFrom(0, 5, 300),
  })
  .map(
    ({ app, replicas, startup, image, probe, tolerationSeconds }) =>
      (name: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {name: ${name}}
  template:
    metadata:
      labels: {name: ${name}, app: ${app}}
      annotations: {kubehops.dev/startup: ${startup}}
    spec:
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: ${tolerationSeconds}}
      containers:
      - name: main
        image: "${image}"
        ${probe}
`,
  );

const service = fc
  .record({
    type: fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'),
    selector: fc.constantFrom('{app: red}', '{app: blue}', '{name: d0}', '{app: green}'),
    affinity: fc.constantFrom('None', 'ClientIP'),
    publishNotReadyAddresses: fc.boolean(),
  })
  .map(
    ({ type, selector, affinity, publishNotReadyAddresses }) =>
      (name: string) => `
apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  type: ${type}
  selector: ${selector}
  sessionAffinity: ${affinity}
  publishNotReadyAddresses: ${publishNotReadyAddresses}
  ports:
  - port: 80
`,
  );

const manifests = fc
  .tuple(fc.array(deployment, { minLength: 1, maxLength: 3 }), fc.array(service, { minLength: 1, maxLength: 3 }))
  .map(([deployments, services]) =>
    [...deployments.map((write, i) => write(`d${i}`)), ...services.map((write, i) => write(`s${i}`))].join('---'),
  );

const object: fc.Arbitrary<ObjectReference> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('Deployment', 'ReplicaSet', 'Service', 'Pod', 'EndpointSlice', 'Shoe'),
    namespace: fc.constantFrom('default', 'default', 'gone'),
    name: fc.constantFrom('d0', 'd0*', 'd1', 's0', 's0*', '*'),
  }),
  fc.record({ kind: fc.constantFrom('Node', 'Namespace'), name: fc.constantFrom('node-1', 'node-3', 'default', '*') }),
);
const node = fc.constantFrom('node-1', 'node-2', 'node-3', 'node-9');
const pod = fc.constantFrom('default/*', 'default/d0*', 'default/d1*', 'gone/*');

/** Everything that can be done, to what is there and to what is not. */
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('powerOff', 'powerOn', 'shutDown'), node }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('cutNetwork', 'restoreNetwork'), node }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('cordon', 'uncordon', 'drain'), node }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('delete', 'rolloutRestart', 'rolloutUndo'), object }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('scale' as const), object, replicas: fc.nat(7) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('label' as const),
      object,
      labels: fc.dictionary(fc.constantFrom('app', 'name', 'tier', 'bad key'), fc.constantFrom('red', 'green', null)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('crash' as const), pod }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('setReady' as const), pod, isReady: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('setLoadBalancerProvider' as const), isOn: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('setFirewall' as const), isOpen: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('apply' as const), manifests }) },
);

/** A log of commands up to a moment. */
function commandsUntil(end: number): fc.Arbitrary<readonly Command[]> {
  const command = fc.tuple(action, fc.nat(end)).map(([made, at]): Command => ({ ...made, at: micros(at) }));
  return fc.array(command, { maxLength: 12 }).map((list) => list.toSorted((left, right) => left.at - right.at));
}

const commands = commandsUntil(END);

const session: fc.Arbitrary<Session> = fc.record({ manifests, seed: fc.maxSafeInteger(), commands });

/** The values that stand still or rise. */
function isInOrder(times: readonly number[]): boolean {
  return times.every((at, index) => at >= (times[index - 1] ?? 0));
}

/** Calls `look` after each revision with the objects as they then are. */
function replay(
  { revisions }: Trace,
  look: (objects: ReadonlyMap<string, KubernetesObject>, changed: KubernetesObject | undefined) => void,
): void {
  const objects = new Map<string, KubernetesObject>();
  for (const { kind, key, object } of revisions) {
    if (object === undefined) objects.delete(`${kind} ${key}`);
    else objects.set(`${kind} ${key}`, object);
    look(objects, object);
  }
}

function ofKind<K extends Kind>(objects: ReadonlyMap<string, KubernetesObject>, kind: K): readonly ObjectByKind[K][] {
  // The filter keeps objects of that kind alone.
  return [...objects.values()].filter((object) => object.kind === kind) as ObjectByKind[K][];
}

describe('every run', { timeout: 30_000 }, () => {
  it('is the same, byte for byte, when its session is', () => {
    fc.assert(
      fc.property(session, (given) => {
        expect(JSON.stringify(runSession(given, END))).toBe(JSON.stringify(runSession(given, END)));
      }),
      RUNS,
    );
  });

  it('survives JSON and structured cloning, so that it can cross to the page', () => {
    fc.assert(
      fc.property(session, (given) => {
        const trace = runSession(given, seconds(20));
        expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
      }),
      { numRuns: 5 },
    );
  });

  it('is the same however it is cut into stretches', () => {
    fc.assert(
      fc.property(session, fc.array(fc.integer({ min: 0, max: END }), { maxLength: 8 }), (given, cuts) => {
        const whole = runSession(given, END);
        const simulation = openSession(given);
        const parts: Trace[] = [];
        for (const cut of [...cuts.toSorted((left, right) => left - right), END]) {
          simulation.advance(micros(cut));
          expect(simulation.now).toBe(cut);
          parts.push(simulation.takeTrace());
        }
        simulation.drain();
        parts.push(simulation.takeTrace());
        expect(parts.flatMap(({ revisions }) => revisions)).toEqual(whole.revisions);
        expect(parts.flatMap(({ events }) => events)).toEqual(whole.events);
        expect(parts.flatMap(({ requests }) => requests)).toEqual(whole.requests);
      }),
      RUNS,
    );
  });

  it('never goes back in time, and never beyond its end', () => {
    fc.assert(
      fc.property(session, (given) => {
        const { revisions, events, requests, until } = runSession(given, END);
        expect(isInOrder(revisions.map(({ at }) => at))).toBe(true);
        expect(isInOrder(events.map(({ at }) => at))).toBe(true);
        expect(isInOrder(requests.map(({ finishedAt }) => finishedAt))).toBe(true);
        for (const { at } of [...revisions, ...events]) expect(at).toBeLessThanOrEqual(until);
      }),
      RUNS,
    );
  });

  it('ends every request once, with its hops in order between start and end', () => {
    fc.assert(
      fc.property(session, (given) => {
        const { requests } = runSession(given, END);
        const numbers = requests.map(({ id }) => Number(id.slice(1))).toSorted((left, right) => left - right);
        expect(numbers).toEqual(numbers.map((_, index) => index + 1));
        for (const { id, startedAt, finishedAt, hops, reply } of requests) {
          const times = [startedAt, ...[...hops, ...reply].map(({ at }: Hop) => at), finishedAt];
          expect(isInOrder(times), `${id}: ${times.join(' ')}`).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('is answered only by pods that were asked, and timed out or refused by none', () => {
    fc.assert(
      fc.property(session, (given) => {
        for (const { outcome, answeredBy, hops, reply } of runSession(given, END).requests) {
          const isAnswered = outcome === 'answered' || outcome === 'wrongApp';
          expect(answeredBy === undefined).toBe(!isAnswered);
          const last = hops.at(-1)?.place;
          expect(!isAnswered || (last?.type === 'pod' && `${last.namespace}/${last.name}` === answeredBy)).toBe(true);
          expect(outcome === 'timedOut' && reply.length > 0).toBe(false);
        }
      }),
      RUNS,
    );
  });
});

describe('every state on the way', { timeout: 30_000 }, () => {
  it('lists as endpoints only pods that the selector selects, under their own addresses', () => {
    fc.assert(
      fc.property(session, (given) => {
        replay(runSession(given, END), (objects, changed) => {
          if (changed?.kind !== 'EndpointSlice') return;
          const name = changed.metadata.labels?.[SERVICE_NAME_LABEL];
          const owner = ofKind(objects, 'Service').find(({ metadata }) => metadata.name === name);
          const pods = ofKind(objects, 'Pod');
          for (const { addresses, targetRef } of changed.endpoints ?? []) {
            // The API server writes of itself that it is no pod.
            if (targetRef === undefined) continue;
            const pod = pods.find(({ metadata }) => metadata.uid === targetRef.uid);
            expect([pod?.status.podIP]).toEqual(addresses);
            expect(matchesServiceSelector(owner?.spec.selector, pod?.metadata.labels)).toBe(true);
          }
        });
      }),
      RUNS,
    );
  });

  it('gives no address to two pods at once', () => {
    fc.assert(
      fc.property(session, (given) => {
        replay(runSession(given, END), (objects, changed) => {
          if (changed?.kind !== 'Pod') return;
          const addresses = ofKind(objects, 'Pod').flatMap(({ status }) => status.podIP ?? []);
          expect(new Set(addresses).size).toBe(addresses.length);
        });
      }),
      RUNS,
    );
  });

  it('gives no cluster IP and no node port to two Services', () => {
    fc.assert(
      fc.property(session, (given) => {
        replay(runSession(given, seconds(5)), (objects, changed) => {
          if (changed?.kind !== 'Service') return;
          const services = ofKind(objects, 'Service');
          const addresses = services.map(({ spec }) => spec.clusterIP);
          const ports = services.flatMap(({ spec }) => spec.ports?.flatMap(({ nodePort }) => nodePort ?? []) ?? []);
          expect(new Set(addresses).size).toBe(addresses.length);
          expect(new Set(ports).size).toBe(ports.length);
        });
      }),
      RUNS,
    );
  });
});

describe('a fork', { timeout: 60_000 }, () => {
  /** `trace` cut off behind `at`. */
  function upTo({ revisions, events, requests }: Trace, at: number): Pick<Trace, 'revisions' | 'events' | 'requests'> {
    return {
      revisions: revisions.filter((each) => each.at <= at),
      events: events.filter((each) => each.at <= at),
      requests: requests.filter(({ finishedAt }) => finishedAt <= at),
    };
  }

  it('of any moment is, byte for byte, the run of its own log from the start', () => {
    const moment = fc.integer({ min: 0, max: END }).map(micros);
    fc.assert(
      fc.property(session, moment, commandsUntil(END), (given, at, others) => {
        const log = [...given.commands.filter((each) => each.at <= at), ...others.filter((each) => each.at > at)];
        const simulation = openSession(given);
        simulation.advance(at);
        const memory = new SessionMemory();
        const [same, other] = [simulation.copy().copy, simulation.fork(readCommands(log, memory))];
        const beginning = simulation.takeTrace();
        for (const each of [simulation, same, other]) each.advance(END);
        const rest = simulation.takeTrace();
        expect(JSON.stringify(same.takeTrace())).toBe(JSON.stringify(rest));
        const whole = openSession({ ...given, commands: log });
        whole.advance(END);
        const straight = whole.takeTrace();
        expect(JSON.stringify(upTo(straight, at))).toBe(JSON.stringify(upTo(beginning, at)));
        const { revisions, events, requests } = other.takeTrace();
        const { revisions: r, events: e, requests: q } = straight;
        expect(JSON.stringify([...beginning.revisions, ...revisions])).toBe(JSON.stringify(r));
        expect(JSON.stringify([...beginning.events, ...events])).toBe(JSON.stringify(e));
        expect(JSON.stringify([...beginning.requests, ...requests])).toBe(JSON.stringify(q));
      }),
      RUNS,
    );
  });
});

describe('commands', { timeout: 30_000 }, () => {
  it('are told in the trace as the log has them, but for the names that end in a star', () => {
    fc.assert(
      fc.property(session, (given) => {
        const told = runSession(given, END).events.flatMap((event) =>
          event.type === 'command' ? [event.command] : [],
        );
        expect(told).toHaveLength(given.commands.length);
        for (const [index, command] of given.commands.entries()) {
          const isWhole = !JSON.stringify(command).includes('*');
          expect(told[index]).toMatchObject(isWhole ? command : { type: command.type, at: command.at });
        }
      }),
      RUNS,
    );
  });

  it('that drain a node leave it empty, whatever was done before', () => {
    const before = commandsUntil(seconds(20));
    fc.assert(
      fc.property(manifests, fc.nat(1_000), before, (text, seed, list) => {
        const own: readonly Command[] = [
          { type: 'powerOn', node: 'node-2', at: seconds(21) },
          { type: 'restoreNetwork', node: 'node-2', at: seconds(21) },
          { type: 'drain', node: 'node-2', at: seconds(40) },
        ];
        const isUndone = list.some(({ type }) => type === 'shutDown' || type === 'delete');
        const simulation = openSession({ manifests: text, seed, commands: isUndone ? own : [...list, ...own] });
        simulation.advance(seconds(110));
        expect([...simulation.pods.onNode('node-2')].map(({ metadata }) => metadata.name)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('never throw, in whatever order and for whatever node', () => {
    const word = fc.oneof(fc.constantFrom('node-1', 'd0', '__proto__', '', '*', '/', '/*'), fc.string());
    const kind = fc.oneof(fc.constantFrom('Pod', 'Deployment', 'Node', 'StatefulSet', 'constructor'), fc.string());
    const anything = fc.record({ kind, namespace: word, name: word }, { requiredKeys: ['kind', 'name'] });
    const act: fc.Arbitrary<Action> = fc.oneof(
      fc.record({ type: fc.constantFrom('powerOff', 'powerOn', 'shutDown', 'cutNetwork'), node: word }),
      fc.record({ type: fc.constantFrom('restoreNetwork', 'cordon', 'uncordon', 'drain'), node: word }),
      fc.record({ type: fc.constantFrom('delete', 'rolloutRestart', 'rolloutUndo'), object: anything }),
      fc.record({ type: fc.constant('scale' as const), object: anything, replicas: fc.integer() }),
      fc.record({
        type: fc.constant('label' as const),
        object: anything,
        labels: fc.dictionary(word, fc.option(fc.string())),
      }),
      fc.record({ type: fc.constant('crash' as const), pod: word }),
      fc.record({ type: fc.constant('setReady' as const), pod: word, isReady: fc.boolean() }),
      fc.record({ type: fc.constant('apply' as const), manifests: fc.string() }),
    );
    const at = fc.integer({ min: -1_000_000, max: 2 * END }).map(micros);
    const wild = fc.array(
      fc.tuple(act, at).map(([made, moment]): Command => ({ ...made, at: moment })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(manifests, wild, (text, list) => {
        const trace = runSession({ manifests: text, seed: 1, commands: list }, END);
        const due = list.filter(({ at }) => at <= END);
        const carriedOut = trace.events.flatMap((event) => (event.type === 'command' ? [event.command] : []));
        expect(carriedOut.length).toBeGreaterThanOrEqual(due.length);
      }),
      RUNS,
    );
  });
});
