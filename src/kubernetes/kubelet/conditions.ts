/** The conditions that a kubelet writes into a pod's status. */
import type { Condition } from '../api/meta.ts';
import type { Container, ContainerStatus, Pod, PodStatus } from '../api/pod.ts';
import { isSidecar } from './restart.ts';

/** Upstream: pkg/kubelet/types/pod_status.go PodConditionsByKubelet (v1.36). */
const OWN: ReadonlySet<string> = new Set([
  'PodReadyToStartContainers',
  'Initialized',
  'Ready',
  'ContainersReady',
  'PodScheduled',
]);

/** What the conditions are computed from. */
export interface ConditionsInput {
  /** As it is stored: conditions of others are kept, and transition times where nothing changes. */
  readonly pod: Pod;
  readonly phase: PodStatus['phase'];
  readonly statuses: readonly ContainerStatus[];
  readonly initStatuses: readonly ContainerStatus[];
  /** Whether the pod has its sandbox: its network, and so its address. */
  readonly hasSandbox: boolean;
  /** RFC 3339. */
  readonly now: string;
}

type Finding = Pick<Condition, 'status' | 'reason' | 'message'>;

const TRUE: Finding = { status: 'True' };
const FALSE: Finding = { status: 'False' };
const NONE: readonly never[] = [];

/** All conditions in upstream's order. Upstream: pkg/kubelet/kubelet_pods.go generateAPIPodStatus (v1.36). */
export function podConditions(input: ConditionsInput): readonly Condition[] {
  const old: readonly Condition[] = input.pod.status.conditions ?? NONE;
  const conditions: Condition[] = [];
  for (const each of old) if (!OWN.has(each.type)) conditions.push(each);
  const containersReady = findContainersReady(input);
  const ready = findReady(input.pod, containersReady, conditions);
  const add = (type: string, finding: Finding): void => {
    conditions.push(condition(old, type, finding, input.now));
  };
  add('PodReadyToStartContainers', input.hasSandbox ? TRUE : FALSE);
  add('Initialized', findInitialized(input));
  add('Ready', ready);
  add('ContainersReady', containersReady);
  add('PodScheduled', TRUE);
  return conditions;
}

/** The condition that says so: the old one where that says it already. */
function condition(old: readonly Condition[], type: string, finding: Finding, now: string): Condition {
  const before = old.find((each) => each.type === type);
  const { status, reason, message } = finding;
  if (before?.status !== status) return stamped(type, finding, now);
  const isSame = before.reason === reason && before.message === message && before.lastHeartbeatTime === undefined;
  if (isSame && before.lastTransitionTime !== undefined) return before;
  return stamped(type, finding, before.lastTransitionTime ?? now);
}

/** Written out in its usual forms: an object that is put together of others takes more room. */
function stamped(type: string, { status, reason, message }: Finding, lastTransitionTime: string): Condition {
  if (reason === undefined) return { type, status, lastTransitionTime };
  if (message === undefined) return { type, status, reason, lastTransitionTime };
  return { type, status, reason, message, lastTransitionTime };
}

/** Upstream: pkg/kubelet/status/generate.go GenerateContainersReadyCondition (v1.36). */
function findContainersReady({ pod, phase, statuses, initStatuses }: ConditionsInput): Finding {
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  const isReady = ({ name }: Container): boolean =>
    (initStatuses.find((each) => each.name === name) ?? statuses.find((each) => each.name === name))?.ready === true;
  const unready: string[] = [];
  for (const each of pod.spec.initContainers ?? NONE) if (isSidecar(each) && !isReady(each)) unready.push(each.name);
  for (const each of pod.spec.containers) if (!isReady(each)) unready.push(each.name);
  if (unready.length === 0) return TRUE;
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}

/** Upstream: pkg/kubelet/status/generate.go GeneratePodReadyCondition (v1.36). */
function findReady(pod: Pod, containersReady: Finding, others: readonly Condition[]): Finding {
  if (containersReady.status !== 'True') return containersReady;
  const { readinessGates = NONE } = pod.spec;
  if (readinessGates.length === 0) return TRUE;
  const messages = readinessGates.flatMap(({ conditionType }) => {
    const status = others.find(({ type }) => type === conditionType)?.status;
    if (status === undefined) {
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    }
    return status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${status}`];
  });
  if (messages.length === 0) return TRUE;
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

/** Upstream: pkg/kubelet/status/generate.go GeneratePodInitializedCondition (v1.36). */
function findInitialized({ pod, phase, statuses, initStatuses }: ConditionsInput): Finding {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const { initContainers = NONE } = pod.spec;
  if (initContainers.length === 0) return TRUE;
  const hasStarted = statuses.some(({ state, lastState, started }) => {
    return started === true || state.terminated !== undefined || lastState?.terminated !== undefined;
  });
  const incomplete = initContainers.filter((container) => {
    const status = initStatuses.find(({ name }) => name === container.name);
    return isSidecar(container) ? status?.started !== true : status?.ready !== true;
  });
  if (hasStarted || incomplete.length === 0) return TRUE;
  const names = incomplete.map(({ name }) => name).join(' ');
  return {
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${names}]`,
  };
}
