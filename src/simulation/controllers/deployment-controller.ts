/** Deployment -> ReplicaSets. */
import type { Deployment, ReplicaSet } from '../../kubernetes/api/workloads.ts';
import { POD_TEMPLATE_HASH, podTemplateHash } from '../../kubernetes/deployment/names.ts';
import { nextScales } from '../../kubernetes/deployment/rolling.ts';
import { WATCH_LATENCY } from '../constants.ts';
import type { Change, Component, Machine, SimulationEvent } from '../machine.ts';
import { controllerOf, ownedBy } from '../ownership.ts';
import { WorkQueue } from '../work-queue.ts';

/** Upstream: pkg/controller/deployment (v1.36). */
export class DeploymentController implements Component {
  private readonly machine: Machine;
  private readonly queue: WorkQueue;

  constructor(machine: Machine) {
    this.machine = machine;
    this.queue = new WorkQueue(machine, 'deploymentController', WATCH_LATENCY);
  }

  onChange({ kind, key, object }: Change): void {
    if (kind === 'Deployment') this.queue.add(key);
    else if (kind === 'ReplicaSet' && object?.kind === 'ReplicaSet') {
      const owner = controllerOf(object.metadata);
      if (owner?.kind === 'Deployment') this.queue.add(`${object.metadata.namespace ?? ''}/${owner.name}`);
    }
  }

  handle({ key }: SimulationEvent): void {
    this.queue.taken(key);
    const { store } = this.machine.api;
    const deployment = store.get('Deployment', key);
    if (deployment === undefined || deployment.spec.paused === true) return;
    const owned = store.list('ReplicaSet').filter((replicaSet) => ownedBy(replicaSet.metadata, deployment.metadata));
    const hash = podTemplateHash(deployment.spec.template);
    const newest = owned.find((replicaSet) => replicaSet.metadata.labels?.[POD_TEMPLATE_HASH] === hash);
    if (newest === undefined) {
      store.put(newReplicaSet(deployment, hash, owned.length + 1));
      return;
    }
    const old = owned
      .filter((replicaSet) => replicaSet !== newest)
      .sort((left, right) => revision(left) - revision(right));
    for (const { replicaSet, replicas } of nextScales(deployment, newest, old)) {
      store.put({ ...replicaSet, spec: { ...replicaSet.spec, replicas } });
    }
    this.putStatus(deployment, newest, owned);
  }

  private putStatus(deployment: Deployment, newest: ReplicaSet, owned: readonly ReplicaSet[]): void {
    const total = (count: (replicaSet: ReplicaSet) => number | undefined): number =>
      owned.reduce((sum, replicaSet) => sum + (count(replicaSet) ?? 0), 0);
    const replicas = total(({ status }) => status?.replicas);
    const availableReplicas = total(({ status }) => status?.availableReplicas);
    const unavailableReplicas = Math.max(0, deployment.spec.replicas - availableReplicas);
    const status = {
      replicas,
      updatedReplicas: newest.status?.replicas ?? 0,
      readyReplicas: total(({ status: of }) => of?.readyReplicas),
      availableReplicas,
      ...(unavailableReplicas === 0 ? {} : { unavailableReplicas }),
    };
    if (JSON.stringify(status) !== JSON.stringify(deployment.status)) {
      this.machine.api.store.put({ ...deployment, status });
    }
  }
}

function revision(replicaSet: ReplicaSet): number {
  return Number(replicaSet.metadata.annotations?.['deployment.kubernetes.io/revision'] ?? '0');
}

function newReplicaSet(deployment: Deployment, hash: string, revisionNumber: number): ReplicaSet {
  const { name, namespace = 'default', uid = '' } = deployment.metadata;
  const { template, selector, minReadySeconds } = deployment.spec;
  const labels = { ...template.metadata?.labels, [POD_TEMPLATE_HASH]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      annotations: { 'deployment.kubernetes.io/revision': String(revisionNumber) },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    spec: {
      replicas: 0,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [POD_TEMPLATE_HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
    },
    status: { replicas: 0 },
  };
}
