/** Workloads for tests: plain and as stored, each saying only what the test is about. */
import type { ObjectMeta } from '../kubernetes/api/meta.ts';
import type {
  Deployment,
  DeploymentSpec,
  DeploymentStatus,
  ReplicaSet,
  StatefulSet,
} from '../kubernetes/api/workloads.ts';

const TEMPLATE = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx' }] } };
const SELECTOR = { matchLabels: { app: 'web' } };

/** A Deployment `web` of so many replicas, in its first generation. */
export function aDeployment(
  replicas: number,
  spec: Partial<DeploymentSpec> = {},
  status?: DeploymentStatus,
  metadata: Partial<ObjectMeta> = {},
): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'uid-web', generation: 1, ...metadata },
    spec: { replicas, selector: SELECTOR, template: TEMPLATE, progressDeadlineSeconds: 600, ...spec },
    ...(status === undefined ? {} : { status }),
  };
}

/** What may differ from a ReplicaSet that is as big as it should be, all of it available. */
export interface ReplicaSetParts {
  readonly available?: number;
  /** How many pods it reports. */
  readonly pods?: number;
  readonly annotations?: ObjectMeta['annotations'];
  readonly createdAt?: string;
  readonly image?: string;
}

/** A ReplicaSet of the Deployment `web`. */
export function aReplicaSet(name: string, replicas: number, parts: ReplicaSetParts = {}): ReplicaSet {
  const {
    pods = replicas,
    available = pods,
    annotations = {},
    createdAt = '2026-01-01T00:00:00Z',
    image = 'nginx',
  } = parts;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      generation: 1,
      annotations,
      creationTimestamp: createdAt,
    },
    spec: {
      replicas,
      selector: SELECTOR,
      template: { ...TEMPLATE, spec: { containers: [{ name: 'web', image }] } },
    },
    status: {
      replicas: pods,
      readyReplicas: available,
      availableReplicas: available,
      terminatingReplicas: 0,
      observedGeneration: 1,
    },
  };
}

/** A StatefulSet `db` of so many replicas. */
export function aStatefulSet(replicas: number, spec: Partial<StatefulSet['spec']> = {}): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default', uid: 'uid-db', generation: 1 },
    spec: {
      replicas,
      serviceName: 'db',
      selector: SELECTOR,
      template: TEMPLATE,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      ...spec,
    },
  };
}
