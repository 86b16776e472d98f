/** What the API server does with an object of each kind: defaults, preparation, validation, warnings. */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { has, readList, readMap, readObject, readText } from '../decode/read.ts';
import { sameJson } from '../decode/same-json.ts';
import { setPodDefaults } from '../defaults/pod-defaults.ts';
import { setEndpointsDefaults, setEndpointSliceDefaults, setServiceDefaults } from '../defaults/service-defaults.ts';
import {
  setDaemonSetDefaults,
  setDeploymentDefaults,
  setReplicaSetDefaults,
  setReplicationControllerDefaults,
  setStatefulSetDefaults,
} from '../defaults/workload-defaults.ts';
import type { FieldError } from '../field/field-error.ts';
import { dropTypeDependentFields } from '../service/service-update.ts';
import { serviceWarnings } from '../service/service-warnings.ts';
import { metadataOf, validateMetadata, validateMetadataUpdate } from './metadata.ts';
import { dns1123LabelProblems, dns1123SubdomainProblems } from './names.ts';
import { podAtAdmission } from './pod-admission.ts';
import { validateClusterIPsUpdate } from './validate-cluster-ips.ts';
import { validateEndpoints, validateEndpointSlice } from './validate-endpoints.ts';
import { validateIngress } from './validate-ingress.ts';
import { validatePodUpdate } from './validate-pod-update.ts';
import { podSpecWarnings, validatePod } from './validate-pod.ts';
import { validateLoadBalancerClass, validateService } from './validate-service.ts';
import {
  printSelector,
  validateStatefulSetUpdate,
  validateDaemonSetSpec,
  validateDeploymentSpec,
  validateImmutable,
  validateReplicaSetSpec,
  validateReplicationControllerSpec,
  validateStatefulSetSpec,
} from './validate-workload.ts';

/** Upstream: apiserver/pkg/registry/rest RESTCreateStrategy, RESTUpdateStrategy, and a kind's defaults (v1.36). */
export interface Strategy {
  setDefaults(object: JsonObject): JsonObject;
  prepareForCreate(object: JsonObject): JsonObject;
  prepareForUpdate(object: JsonObject, old: JsonObject): JsonObject;
  validate(object: JsonObject): readonly FieldError[];
  /** All that is wrong with the object as an update of `old`. */
  validateUpdate(object: JsonObject, old: JsonObject): readonly FieldError[];
  warnings(object: JsonObject): readonly string[];
  /** Warnings of a change, where they differ from those of a new object. */
  updateWarnings?(object: JsonObject, old: JsonObject): readonly string[];
}

/** The strategy for a kind; kinds without rules of their own get those that all share. */
export function strategyFor(kind: string): Strategy {
  return STRATEGIES.get(kind) ?? plainStrategy(kind);
}

function plainStrategy(kind: string): Strategy {
  return {
    setDefaults: (object) => object,
    prepareForCreate: (object) => object,
    prepareForUpdate: (object, old) => (has(old, 'status') ? { ...object, status: readObject(old, 'status') } : object),
    validate: (object) =>
      validateMetadata(metadataOf(object), FREE_NAMES.has(kind) ? () => [] : dns1123SubdomainProblems),
    validateUpdate(object, old) {
      return [...validateMetadataUpdate(metadataOf(object), metadataOf(old)), ...this.validate(object)];
    },
    warnings: () => [],
  };
}

/** Kinds whose names are path segments only. */
const FREE_NAMES: ReadonlySet<string> = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']);

function workload(
  kind: string,
  setDefaults: (object: JsonObject) => JsonObject,
  validateSpec: (spec: JsonObject) => readonly FieldError[],
  emptyStatus: JsonObject,
): Strategy {
  const nameRule = kind === 'StatefulSet' ? dns1123LabelProblems : dns1123SubdomainProblems;
  return {
    ...plainStrategy(kind),
    setDefaults,
    prepareForCreate: (object) => ({ ...object, status: emptyStatus }),
    validate: (object) => [
      ...validateMetadata(metadataOf(object), nameRule),
      ...validateSpec(readObject(object, 'spec')),
    ],
    validateUpdate: (object, old) => [
      ...validateMetadataUpdate(metadataOf(object), metadataOf(old)),
      ...validateSpec(readObject(object, 'spec')),
      ...(kind === 'ReplicationController'
        ? []
        : kind === 'StatefulSet'
          ? validateStatefulSetUpdate(readObject(object, 'spec'), readObject(old, 'spec'))
          : validateImmutable(
              readObject(object, 'spec'),
              readObject(old, 'spec'),
              'selector',
              'spec.selector',
              printSelector,
            )),
    ],
    updateWarnings: (object, old) =>
      sameJson(readObject(object, 'spec'), readObject(old, 'spec')) ? [] : templateWarnings(object),
    warnings: (object) => [...nameWarnings(kind, object), ...templateWarnings(object)],
  };
}

function templateWarnings(object: JsonObject): readonly string[] {
  return podSpecWarnings(readObject(readObject(readObject(object, 'spec'), 'template'), 'spec'), 'spec.template.spec');
}

/** Upstream: pkg/api/pod/warnings.go, pkg/registry/apps/deployment/strategy.go WarningsOnCreate. */
function nameWarnings(kind: string, object: JsonObject): readonly string[] {
  const problems = dns1123LabelProblems(readText(metadataOf(object), 'name'));
  if (problems.length === 0) return [];
  const use = kind === 'Pod' ? "the Pod's hostname" : 'Pod names and hostnames';
  return [
    `metadata.name: this is used in ${use}, which can result in surprising behavior; a DNS label is recommended: [${problems.join(' ')}]`,
  ];
}

const service: Strategy = {
  ...plainStrategy('Service'),
  setDefaults: setServiceDefaults,
  prepareForCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  prepareForUpdate: (object, old) => dropTypeDependentFields({ ...object, status: readObject(old, 'status') }, old),
  validate: validateService,
  validateUpdate: (object, old) => [
    ...validateMetadataUpdate(metadataOf(object), metadataOf(old)),
    ...validateClusterIPsUpdate(object, old),
    ...validateLoadBalancerClass(object, old),
    ...validateService(object),
  ],
  warnings: serviceWarnings,
};

const pod: Strategy = {
  ...plainStrategy('Pod'),
  setDefaults: setPodDefaults,
  prepareForCreate: podAtAdmission,
  prepareForUpdate: (object, old) => ({ ...object, status: readObject(old, 'status') }),
  validate: validatePod,
  validateUpdate: validatePodUpdate,
  warnings: (object) => [...nameWarnings('Pod', object), ...podSpecWarnings(readObject(object, 'spec'), 'spec')],
};

const namespace: Strategy = {
  ...plainStrategy('Namespace'),
  setDefaults: labelNamespace,
  prepareForCreate: (object) => ({
    ...object,
    spec: { finalizers: addOnce(readList(readObject(object, 'spec'), 'finalizers'), 'kubernetes') },
    status: { phase: 'Active' },
  }),
  prepareForUpdate: (object, old) => ({ ...object, spec: readObject(old, 'spec'), status: readObject(old, 'status') }),
  validate: (object) => validateMetadata(metadataOf(object), dns1123LabelProblems),
};

/** Upstream: pkg/apis/core/v1/defaults.go SetDefaults_Namespace. */
function labelNamespace(object: JsonObject): JsonObject {
  const metadata = metadataOf(object);
  const name = readText(metadata, 'name');
  if (name === '') return object;
  const labels = { ...readMap(metadata, 'labels'), 'kubernetes.io/metadata.name': name };
  return { ...object, metadata: { ...metadata, labels } };
}

function addOnce(list: readonly JsonValue[], value: string): readonly JsonValue[] {
  return list.includes(value) ? list : [...list, value];
}

const endpoints: Strategy = {
  ...plainStrategy('Endpoints'),
  setDefaults: setEndpointsDefaults,
  validate: validateEndpoints,
  warnings: () => [],
};

const endpointSlice: Strategy = {
  ...plainStrategy('EndpointSlice'),
  setDefaults: setEndpointSliceDefaults,
  validate: validateEndpointSlice,
  validateUpdate: (object, old) => [
    ...validateEndpointSlice(object),
    ...validateImmutable(object, old, 'addressType', 'addressType'),
  ],
  warnings: (object) =>
    readText(object, 'addressType') === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [],
};

const ingress: Strategy = {
  ...plainStrategy('Ingress'),
  prepareForCreate: (object) => ({ ...object, status: { loadBalancer: {} } }),
  validate: validateIngress,
  warnings: (object) =>
    has(readMap(metadataOf(object), 'annotations'), 'kubernetes.io/ingress.class')
      ? ['annotation "kubernetes.io/ingress.class" is deprecated, please use \'spec.ingressClassName\' instead']
      : [],
};

const STRATEGIES: ReadonlyMap<string, Strategy> = new Map([
  ['Service', service],
  ['Pod', pod],
  ['Namespace', namespace],
  ['Endpoints', endpoints],
  ['EndpointSlice', endpointSlice],
  ['Ingress', ingress],
  ['Deployment', workload('Deployment', setDeploymentDefaults, validateDeploymentSpec, {})],
  ['ReplicaSet', workload('ReplicaSet', setReplicaSetDefaults, validateReplicaSetSpec, { replicas: 0 })],
  [
    'StatefulSet',
    workload('StatefulSet', setStatefulSetDefaults, validateStatefulSetSpec, { replicas: 0, availableReplicas: 0 }),
  ],
  [
    'DaemonSet',
    workload('DaemonSet', setDaemonSetDefaults, validateDaemonSetSpec, {
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
    }),
  ],
  [
    'ReplicationController',
    workload('ReplicationController', setReplicationControllerDefaults, validateReplicationControllerSpec, {
      replicas: 0,
    }),
  ],
]);
