import { describe, expect, it } from 'vitest';
import type { Node } from '../../kubernetes/api/node.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import { at, DELETE, lastPod, podText, run, states, told, versions } from '../../testing/one-pod.ts';
import type { FixedKubelet } from '../session.ts';
import { createSimulation } from '../simulation.ts';

describe('programs that end', () => {
  it('KUBELET80: are started again at once, then after 10 s, 20 s, 40 s', () => {
    const trace = run({ annotations: 'kubehops.dev/crash: 1s' }, '80s');
    expect(states(trace).slice(2)).toEqual([
      '0.91 Running running ready',
      '2.91 Running Error',
      '3.81 Running running ready',
      '5.81 Running Error',
      '6.81 Running CrashLoopBackOff',
      '15.71 Running running ready',
      '17.71 Running Error',
      '18.71 Running CrashLoopBackOff',
      '37.61 Running running ready',
      '39.61 Running Error',
      '40.61 Running CrashLoopBackOff',
      '79.51 Running running ready',
    ]);
    const status = lastPod(trace).status.containerStatuses?.[0];
    expect(status).toMatchObject({ restartCount: 4, lastState: { terminated: { exitCode: 1, reason: 'Error' } } });
  });

  it('KUBELET81: are waited for in kubelet’s words', () => {
    const trace = run({ container: 'image: "nginx:1.27"', annotations: 'kubehops.dev/crash: 1s' }, '8s');
    const { uid } = lastPod(trace).metadata;
    expect(lastPod(trace).status.containerStatuses?.[0]?.state.waiting).toEqual({
      reason: 'CrashLoopBackOff',
      message: `back-off 10s restarting failed container=c pod=web_default(${uid})`,
    });
    expect(told(trace)).toContain(`BackOff: Back-off restarting failed container c in pod web_default(${uid})`);
    expect(told(trace)).toContain(
      'Pulled: Container image "nginx:1.27" already present on machine and can be accessed by the pod',
    );
  });

  it.each([
    ['busybox', 'Always', 'Running', 'CrashLoopBackOff'],
    ['busybox', 'OnFailure', 'Succeeded', 'Completed'],
    ['busybox', 'Never', 'Succeeded', 'Completed'],
    ['nginx', 'Never', 'Running', 'running'],
  ])('KUBELET82: of %s with restartPolicy %s: %s, %s', (image, policy, phase, state) => {
    const last = states(run({ container: `image: ${image}`, spec: `restartPolicy: ${policy}` }, '8s')).at(-1);
    expect(last).toContain(`${phase} ${state}`);
  });

  it('KUBELET83: fail the pod for good with restartPolicy Never and an exit code', () => {
    const trace = run({ annotations: 'kubehops.dev/crash: always', spec: 'restartPolicy: Never' }, '8s');
    expect(lastPod(trace).status).toMatchObject({ phase: 'Failed' });
    expect(lastPod(trace).status.conditions?.find(({ type }) => type === 'Ready')?.reason).toBe('PodFailed');
  });

  it('KUBELET84: end at the command to crash, and run again', () => {
    const trace = run({}, '20s', ['8s', { type: 'crash', pod: 'default/web' }]);
    expect(states(trace).slice(2)).toEqual([
      '0.91 Running running ready',
      '9 Running Error',
      '9.9 Running running ready',
    ]);
  });
});

describe('a pod’s end', () => {
  it('KUBELET85: is SIGTERM, the program’s end, the last status, and removal', () => {
    const trace = run({}, '20s', ['8s', DELETE]);
    expect(states(trace).slice(2)).toEqual([
      '0.91 Running running ready',
      '8 Running running ready grace 30',
      '9.01 Succeeded Completed grace 30',
      '9.01 Succeeded Completed grace 0',
      '9.01 gone',
    ]);
    expect(told(trace)).toContain('Killing: Stopping container c');
  });

  it.each([
    ['a program that never stops', 'kubehops.dev/stop: never', 'image: nginx', 10, 18],
    ['a slow program', 'kubehops.dev/stop: 4s', 'image: nginx', 10, 12],
    ['a preStop hook', '', 'image: nginx, lifecycle: {preStop: {sleep: {seconds: 5}}}', 10, 14],
    ['a preStop command', '', 'image: nginx, lifecycle: {preStop: {exec: {command: [sh, -c, sleep 3]}}}', 10, 12],
    [
      'a hook that uses up the grace period',
      'kubehops.dev/stop: never',
      'image: nginx, lifecycle: {preStop: {sleep: {seconds: 10}}}',
      10,
      20,
    ],
    ['a grace period of one second', 'kubehops.dev/stop: never', 'image: nginx', 1, 10],
  ])('KUBELET86: with %s: %j, %s', (_, annotations, container, grace, gone) => {
    const spec = `terminationGracePeriodSeconds: ${grace}`;
    const [last] = states(run({ annotations, container, spec }, '60s', ['8s', DELETE])).slice(-1);
    expect(last).toBe(`${gone}.01 gone`);
  });

  it('KUBELET87: waits for a node that is cut off, and comes when it is back', () => {
    const trace = run(
      {},
      '60s',
      ['8s', { type: 'cutNetwork', node: 'node-2' }],
      ['9s', DELETE],
      ['30s', { type: 'restoreNetwork', node: 'node-2' }],
    );
    expect(states(trace).slice(3)).toEqual([
      '9 Running running ready grace 30',
      '31 Succeeded Completed grace 30',
      '31.01 Succeeded Completed grace 0',
      '31.01 gone',
    ]);
  });

  it('KUBELET88: waits for a node that has no power', () => {
    const trace = run(
      {},
      '60s',
      ['8s', { type: 'powerOff', node: 'node-2' }],
      ['9s', DELETE],
      ['30s', { type: 'powerOn', node: 'node-2' }],
    );
    expect(states(trace).at(-1)).toBe('30.01 gone');
  });

  it('KUBELET89: closes the listening sockets at SIGTERM, not at the mark', () => {
    const container =
      'image: nginx, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 1, failureThreshold: 1}, lifecycle: {preStop: {sleep: {seconds: 5}}}';
    const trace = run({ container, annotations: 'kubehops.dev/stop: 10s' }, '60s', ['8s', DELETE]);
    expect(states(trace).slice(3, 6)).toEqual([
      '0.92 Running running ready',
      '8 Running running ready grace 30',
      '13.92 Running running grace 30',
    ]);
  });
});

describe('a pod that is deleted by force', () => {
  it('KUBELET90: is forgotten at once, and its address is free when its programs have ended', () => {
    const simulation = createSimulation({ documents: parseManifest(podText({})), seed: 1, commands: [] });
    simulation.advance(at('8s'));
    simulation.api.store.remove('Pod', 'default/web');
    simulation.advance(at('20s'));
    const trace = simulation.takeTrace();
    expect(states(trace).at(-1)).toBe('8 gone');
    expect(told(trace)).toContain('Killing: Stopping container c');
  });
});

describe('a node’s end', () => {
  it('NODE95: ends its pods first when it is shut down', () => {
    const trace = run({}, '60s', ['8s', { type: 'shutDown', node: 'node-2' }]);
    expect(states(trace).at(-1)).toBe('9 Failed Completed');
    expect(lastPod(trace).status).toMatchObject({
      reason: 'Terminated',
      message: 'Pod was terminated in response to imminent node shutdown.',
    });
    const off = trace.events.find((event) => event.type === 'hostChanged');
    expect(off).toMatchObject({ node: 'node-2', isOn: false });
    expect((off?.at ?? 0) / 1e6).toBeCloseTo(9.01, 1);
    const node = trace.revisions.flatMap(({ object, at: time }): Node[] =>
      object?.kind === 'Node' && object.metadata.name === 'node-2' && time <= at('10s') ? [object] : [],
    );
    expect(node.at(-1)?.status.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'False',
      reason: 'KubeletNotReady',
      message: 'node is shutting down',
    });
  });

  it('KUBELET91: gives the pod a new address when power is back', () => {
    const trace = run(
      {},
      '20s',
      ['8s', { type: 'powerOff', node: 'node-2' }],
      ['9s', { type: 'powerOn', node: 'node-2' }],
    );
    const addresses = versions(trace).map(({ pod }) => pod?.status.podIP);
    expect([...new Set(addresses)]).toEqual([undefined, '10.244.2.2', '10.244.2.3']);
    expect(lastPod(trace).status.containerStatuses?.[0]?.lastState?.terminated).toMatchObject({
      exitCode: 255,
      reason: 'Unknown',
    });
    expect(told(trace)).toContain('SandboxChanged: Pod sandbox changed, it will be killed and re-created.');
  });
});

describe('a stand-in kubelet', () => {
  const fixed: FixedKubelet = { start: at('2s'), stop: at('2s') };

  it('keeps to its times', () => {
    const commands = [{ ...DELETE, at: at('8s') }];
    const simulation = createSimulation({ documents: parseManifest(podText({})), seed: 1, commands, kubelet: fixed });
    simulation.advance(at('20s'));
    const trace = simulation.takeTrace();
    expect(states(trace)).toEqual([
      '0 Pending none',
      '0.01 Pending ContainerCreating',
      '2.01 Running running ready',
      '8 Running running ready grace 30',
      '10 Running running ready grace 0',
      '10 gone',
    ]);
    expect(told(trace)).toEqual([]);
  });
});
