/** The conditions that a kubelet writes into a pod's status. */
import type { Condition } from '../api/meta.ts';
import type { ContainerStatus, Pod, PodStatus } from '../api/pod.ts';
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

type Finding = Omit<Condition, 'type' | 'lastTransitionTime'>;

/** All conditions in upstream's order. Upstream: pkg/kubelet/kubelet_pods.go generateAPIPodStatus (v1.36). */
export function podConditions(input: ConditionsInput): readonly Condition[] {
  const old = input.pod.status.conditions ?? [];
  const kept = old.filter(({ type }) => !OWN.has(type));
  const containersReady = findContainersReady(input);
  const findings: readonly (readonly [string, Finding])[] = [
    ['PodReadyToStartContainers', { status: input.hasSandbox ? 'True' : 'False' }],
    ['Initialized', findInitialized(input)],
    ['Ready', findReady(input.pod, containersReady, kept)],
    ['ContainersReady', containersReady],
    ['PodScheduled', { status: 'True' }],
  ];
  const fresh = findings.map(([type, finding]): Condition => {
    const before = old.find((condition) => condition.type === type);
    const since = before?.status === finding.status ? (before.lastTransitionTime ?? input.now) : input.now;
    return { type, ...finding, lastTransitionTime: since };
  });
  return [...kept, ...fresh];
}

/** Upstream: pkg/kubelet/status/generate.go GenerateContainersReadyCondition (v1.36). */
function findContainersReady({ pod, phase, statuses, initStatuses }: ConditionsInput): Finding {
  const sidecars = (pod.spec.initContainers ?? []).filter(isSidecar);
  const all = [...initStatuses, ...statuses];
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  const names = [...sidecars, ...pod.spec.containers].map(({ name }) => name);
  const unready = names.filter((name) => all.find((status) => status.name === name)?.ready !== true);
  if (unready.length === 0) return { status: 'True' };
  const message = `containers with unready status: [${unready.join(' ')}]`;
  return { status: 'False', reason: 'ContainersNotReady', message };
}

/** Upstream: pkg/kubelet/status/generate.go GeneratePodReadyCondition (v1.36). */
function findReady(pod: Pod, containersReady: Finding, others: readonly Condition[]): Finding {
  if (containersReady.status !== 'True') return containersReady;
  const messages = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const status = others.find(({ type }) => type === conditionType)?.status;
    if (status === undefined) {
      return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    }
    return status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${status}`];
  });
  if (messages.length === 0) return { status: 'True' };
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: messages.join(', ') };
}

/** Upstream: pkg/kubelet/status/generate.go GeneratePodInitializedCondition (v1.36). */
function findInitialized({ pod, phase, statuses, initStatuses }: ConditionsInput): Finding {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' };
  const hasStarted = statuses.some(({ state, lastState, started }) => {
    return started === true || state.terminated !== undefined || lastState?.terminated !== undefined;
  });
  const incomplete = (pod.spec.initContainers ?? []).filter((container) => {
    const status = initStatuses.find(({ name }) => name === container.name);
    return isSidecar(container) ? status?.started !== true : status?.ready !== true;
  });
  if (hasStarted || incomplete.length === 0) return { status: 'True' };
  const names = incomplete.map(({ name }) => name).join(' ');
  return {
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${names}]`,
  };
}
