/** What the API server fills into workloads. Upstream: pkg/apis/apps/v1/defaults.go, core/v1/defaults.go (v1.36). */
import type { JsonObject } from '../../base/json.ts';
import { has, readObject, readText } from '../decode/read.ts';
import { fillAbsent, mapEach, mapField, setPodTemplateDefaults } from './pod-defaults.ts';

function withSpec(object: JsonObject, change: (spec: JsonObject) => JsonObject): JsonObject {
  const spec = readObject(object, 'spec');
  const template = setPodTemplateDefaults(readObject(spec, 'template'));
  return { ...object, spec: change({ ...spec, template }) };
}

/** Upstream: SetDefaults_Deployment. */
export function setDeploymentDefaults(deployment: JsonObject): JsonObject {
  return withSpec(deployment, (spec) => {
    const filled = fillAbsent(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    const strategy = fillAbsent(readObject(spec, 'strategy'), { type: 'RollingUpdate' });
    if (readText(strategy, 'type') !== 'RollingUpdate') return { ...filled, strategy };
    const rollingUpdate = fillAbsent(readObject(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
    return { ...filled, strategy: { ...strategy, rollingUpdate } };
  });
}

/** Upstream: SetDefaults_ReplicaSet. */
export function setReplicaSetDefaults(replicaSet: JsonObject): JsonObject {
  return withSpec(replicaSet, (spec) => fillAbsent(spec, { replicas: 1 }));
}

/** Upstream: SetDefaults_StatefulSet. */
export function setStatefulSetDefaults(statefulSet: JsonObject): JsonObject {
  return withSpec(statefulSet, (spec) => {
    const filled = fillAbsent(spec, { replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady' });
    const updateStrategy = fillAbsent(readObject(spec, 'updateStrategy'), { type: 'RollingUpdate' });
    const rollingUpdate = fillAbsent(readObject(updateStrategy, 'rollingUpdate'), { partition: 0 });
    const retention = fillAbsent(readObject(spec, 'persistentVolumeClaimRetentionPolicy'), {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    const isRolling = readText(updateStrategy, 'type') === 'RollingUpdate';
    return {
      ...mapEach(filled, 'volumeClaimTemplates', (claim) => ({
        ...fillAbsent(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim' }),
        spec: fillAbsent(readObject(claim, 'spec'), { volumeMode: 'Filesystem' }),
        status: fillAbsent(readObject(claim, 'status'), { phase: 'Pending' }),
      })),
      updateStrategy: isRolling ? { ...updateStrategy, rollingUpdate } : updateStrategy,
      persistentVolumeClaimRetentionPolicy: retention,
    };
  });
}

/** Upstream: SetDefaults_DaemonSet. */
export function setDaemonSetDefaults(daemonSet: JsonObject): JsonObject {
  return withSpec(daemonSet, (spec) => {
    const updateStrategy = fillAbsent(readObject(spec, 'updateStrategy'), { type: 'RollingUpdate' });
    const rollingUpdate = fillAbsent(readObject(updateStrategy, 'rollingUpdate'), { maxUnavailable: 1, maxSurge: 0 });
    const isRolling = readText(updateStrategy, 'type') === 'RollingUpdate';
    return {
      ...fillAbsent(spec, { revisionHistoryLimit: 10 }),
      updateStrategy: isRolling ? { ...updateStrategy, rollingUpdate } : updateStrategy,
    };
  });
}

/** Upstream: SetDefaults_ReplicationController: its template's labels are its selector and its own labels. */
export function setReplicationControllerDefaults(controller: JsonObject): JsonObject {
  const template = readObject(readObject(controller, 'spec'), 'template');
  const labels = readObject(readObject(template, 'metadata'), 'labels');
  const filled = withSpec(controller, (spec) => fillAbsent(spec, { replicas: 1, selector: labels }));
  return Object.keys(labels).length === 0
    ? filled
    : mapField(filled, 'metadata', (metadata) => (has(metadata, 'labels') ? metadata : { ...metadata, labels }));
}
