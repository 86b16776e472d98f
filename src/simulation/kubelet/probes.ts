/** Probes: each container's own, at their own times, judged by their thresholds. */
import { after, micros, seconds, type SimTime } from '../../base/sim-time.ts';
import type { Probe } from '../../kubernetes/api/pod.ts';
import { answerTimeout, badStatus, dialTimeout, refused } from '../../kubernetes/kubelet/words.ts';
import { WATCH_LATENCY } from '../constants.ts';
import { latencyOf } from './application.ts';
import type { KubeletCore } from './core.ts';
import { acceptsOn } from './listening.ts';
import { specOf, type ContainerRun, type PodState, type ProbeKind, type ProbeRun } from './pod-state.ts';

/** Upstream: client-go/tools/record defaultSpamBurst (v1.36): of an object that complains without end this many Events are kept. */
const MAX_FAILURES_TOLD = 25;
const KINDS = ['startup', 'readiness', 'liveness'] as const;
const TITLES = { startup: 'Startup', readiness: 'Readiness', liveness: 'Liveness' } as const;
const TIMERS = { startup: 'probeStartup', readiness: 'probeReadiness', liveness: 'probeLiveness' } as const;

/** What one turn found. `isUnknown`: the probe could not even be tried. */
interface Finding {
  readonly isOk: boolean;
  readonly output: string;
  readonly isUnknown?: boolean;
}

/** The kind of probe that a timer of this type is for, or undefined. */
export function probeKindOf(type: string): ProbeKind | undefined {
  return KINDS.find((kind) => TIMERS[kind] === type);
}

/** The container has just started: sets its probes going. The others wait for the startup probe. */
export function beginProbes(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const { startupProbe, readinessProbe } = specOf(state, run);
  run.isStarted = startupProbe === undefined;
  run.isReady = run.isStarted && readinessProbe === undefined;
  if (startupProbe === undefined) beginAfterStartup(core, state, run);
  else run.startup = begin(core, state, run, 'startup', startupProbe, false);
}

/** No more probes of this container. */
export function endProbes(core: KubeletCore, state: PodState, run: ContainerRun): void {
  for (const kind of KINDS) {
    core.cancel(state, TIMERS[kind], run.index);
    run[kind] = undefined;
  }
}

/** The pod is being ended: only its readiness is probed any more. Upstream: pkg/kubelet/prober/worker.go doProbe (v1.36). */
export function keepReadinessOnly(core: KubeletCore, state: PodState, run: ContainerRun): void {
  for (const kind of ['startup', 'liveness'] as const) {
    core.cancel(state, TIMERS[kind], run.index);
    run[kind] = undefined;
  }
}

/** What probes would find has changed: those that sleep take their next turn. */
export function wakeProbes(core: KubeletCore, state: PodState, run: ContainerRun): void {
  for (const kind of KINDS) {
    const probe = probeOf(state, run, kind);
    const known = run[kind];
    if (probe === undefined || known === undefined) continue;
    if (core.dueAt(state, TIMERS[kind], run.index) !== undefined) continue;
    known.inARow = 0;
    known.last = undefined;
    wakeAtTurn(core, state, run, kind, probe, known);
  }
}

/**
 * Takes one turn of the probe. Returns whether the container must be ended for it. A probe whose finding is settled and
 * cannot change by itself takes no further turns: whatever changes what it would find calls `wakeProbes`.
 * Upstream: pkg/kubelet/prober/worker.go doProbe (v1.36).
 */
export function takeTurn(core: KubeletCore, state: PodState, run: ContainerRun, kind: ProbeKind): boolean {
  const probe = probeOf(state, run, kind);
  const known = run[kind];
  if (probe === undefined || known === undefined || run.state !== 'running') return false;
  const finding = examine(core, state, run, kind, probe);
  if (finding.isUnknown === true) {
    const message = `${TITLES[kind]} probe errored and resulted in unknown state: ${finding.output}`;
    core.tell(state, 'Warning', 'Unhealthy', message);
    return false;
  }
  if (!finding.isOk) core.tell(state, 'Warning', 'Unhealthy', `${TITLES[kind]} probe failed: ${finding.output}`);
  known.inARow = known.last === finding.isOk ? known.inARow + 1 : 1;
  known.last = finding.isOk;
  const threshold = finding.isOk ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
  const isReached = known.inARow >= threshold;
  if (isReached && !finding.isOk && kind !== 'readiness') return true;
  if (isReached) settle(core, state, run, kind, known, finding.isOk);
  const isAsleep = isReached && (finding.isOk || known.inARow >= MAX_FAILURES_TOLD);
  if (!isAsleep) wakeAtTurn(core, state, run, kind, probe, known);
  return false;
}

function settle(
  core: KubeletCore,
  state: PodState,
  run: ContainerRun,
  kind: ProbeKind,
  known: ProbeRun,
  isOk: boolean,
): void {
  if (known.result === isOk) return;
  known.result = isOk;
  if (kind === 'readiness') run.isReady = isOk;
  else if (kind === 'startup' && isOk) {
    run.isStarted = true;
    run.isReady = specOf(state, run).readinessProbe === undefined;
    beginAfterStartup(core, state, run);
  }
  core.report(state);
}

function beginAfterStartup(core: KubeletCore, state: PodState, run: ContainerRun): void {
  const { readinessProbe, livenessProbe } = specOf(state, run);
  if (readinessProbe !== undefined) run.readiness = begin(core, state, run, 'readiness', readinessProbe, false);
  if (livenessProbe !== undefined) run.liveness = begin(core, state, run, 'liveness', livenessProbe, true);
}

/** The first turn comes after the initial delay, counted from the container's start. */
function begin(
  core: KubeletCore,
  state: PodState,
  run: ContainerRun,
  kind: ProbeKind,
  { initialDelaySeconds = 0 }: Probe,
  result: boolean,
): ProbeRun {
  const { now } = core.machine;
  const earliest = after(run.startedAt ?? now, seconds(initialDelaySeconds));
  const firstAt = earliest > now ? earliest : after(now, WATCH_LATENCY);
  core.wake(state, TIMERS[kind], micros(firstAt - now), run.index);
  return { firstAt, last: undefined, inARow: 0, result };
}

/** The next turn is a whole number of periods after the first one, and after now. */
function wakeAtTurn(
  core: KubeletCore,
  state: PodState,
  run: ContainerRun,
  kind: ProbeKind,
  probe: Probe,
  { firstAt }: ProbeRun,
): void {
  const { now } = core.machine;
  const period: SimTime = seconds(probe.periodSeconds ?? 10);
  const turns = Math.max(0, Math.floor((now - firstAt) / period) + 1);
  core.wake(state, TIMERS[kind], micros(firstAt + turns * period - now), run.index);
}

/** Simplified: [SIM-14] exec probes succeed, HTTP probes look at the port, the latency and `setReady` alone, and a turn takes no time. */
function examine(core: KubeletCore, state: PodState, run: ContainerRun, kind: ProbeKind, probe: Probe): Finding {
  const isFailing = kind === 'readiness' && state.failsReadiness;
  const target = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  if (target === undefined) return { isOk: !isFailing, output: '' };
  const port = portOf(state, run, target);
  if (port === undefined) return { isOk: false, isUnknown: true, output: `couldn't find port: ${target}` };
  const address = `${state.ip ?? ''}:${port}`;
  const isOpen = acceptsOn(core, state, port, 'TCP');
  const timeout = seconds(probe.timeoutSeconds ?? 1);
  if (probe.grpc !== undefined) {
    const output = `timeout: failed to connect service "${address}" within ${timeout / 1_000_000}s`;
    return { isOk: isOpen && !isFailing, output };
  }
  if (probe.httpGet === undefined) {
    if (isOpen && !isFailing) return { isOk: true, output: '' };
    return { isOk: false, output: isOpen ? dialTimeout(address) : refused(address) };
  }
  const { scheme = 'HTTP', path = '/' } = probe.httpGet;
  const url = `${scheme.toLowerCase()}://${address}${path.startsWith('/') ? '' : '/'}${path}`;
  if (!isOpen) return { isOk: false, output: refused(address, url) };
  if (latencyOf(state.pod) >= timeout) return { isOk: false, output: answerTimeout(url) };
  return isFailing ? { isOk: false, output: badStatus(503) } : { isOk: true, output: '' };
}

/** Upstream: pkg/probe/util.go ResolveContainerPort (v1.36): a name is looked for in the container itself. */
function portOf(state: PodState, run: ContainerRun, port: number | string): number | undefined {
  if (typeof port === 'number') return port;
  const named = specOf(state, run).ports?.find(({ name }) => name === port)?.containerPort;
  const number = Number(port);
  return named ?? (Number.isInteger(number) && number > 0 ? number : undefined);
}

function probeOf(state: PodState, run: ContainerRun, kind: ProbeKind): Probe | undefined {
  const { startupProbe, readinessProbe, livenessProbe } = specOf(state, run);
  if (kind === 'startup') return startupProbe;
  return kind === 'readiness' ? readinessProbe : livenessProbe;
}
