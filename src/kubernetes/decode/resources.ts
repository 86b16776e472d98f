/** The kinds that the API server knows. */

/** Upstream: apimachinery/pkg/api/meta RESTMapping (v1.36). */
export interface ApiResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** The plural, as in paths and messages. */
  readonly plural: string;
  readonly isNamespaced: boolean;
}

/** group/version, then `Kind:plural`, with a leading `/` for what has no namespace. */
const TABLE = `
v1 Pod:pods Service:services Endpoints:endpoints ConfigMap:configmaps Secret:secrets ServiceAccount:serviceaccounts
v1 PersistentVolumeClaim:persistentvolumeclaims ReplicationController:replicationcontrollers Event:events
v1 LimitRange:limitranges ResourceQuota:resourcequotas PodTemplate:podtemplates Binding:bindings
v1 /Namespace:namespaces /Node:nodes /PersistentVolume:persistentvolumes
apps/v1 Deployment:deployments ReplicaSet:replicasets StatefulSet:statefulsets DaemonSet:daemonsets
apps/v1 ControllerRevision:controllerrevisions
batch/v1 Job:jobs CronJob:cronjobs
discovery.k8s.io/v1 EndpointSlice:endpointslices
networking.k8s.io/v1 Ingress:ingresses NetworkPolicy:networkpolicies /IngressClass:ingressclasses
networking.k8s.io/v1 /IPAddress:ipaddresses /ServiceCIDR:servicecidrs
policy/v1 PodDisruptionBudget:poddisruptionbudgets
autoscaling/v2 HorizontalPodAutoscaler:horizontalpodautoscalers
autoscaling/v1 HorizontalPodAutoscaler:horizontalpodautoscalers
coordination.k8s.io/v1 Lease:leases
events.k8s.io/v1 Event:events
rbac.authorization.k8s.io/v1 Role:roles RoleBinding:rolebindings
rbac.authorization.k8s.io/v1 /ClusterRole:clusterroles /ClusterRoleBinding:clusterrolebindings
storage.k8s.io/v1 /StorageClass:storageclasses /CSIDriver:csidrivers /CSINode:csinodes
scheduling.k8s.io/v1 /PriorityClass:priorityclasses
node.k8s.io/v1 /RuntimeClass:runtimeclasses
apiextensions.k8s.io/v1 /CustomResourceDefinition:customresourcedefinitions
apiregistration.k8s.io/v1 /APIService:apiservices
admissionregistration.k8s.io/v1 /ValidatingWebhookConfiguration:validatingwebhookconfigurations
admissionregistration.k8s.io/v1 /MutatingWebhookConfiguration:mutatingwebhookconfigurations
`;

const resources: readonly ApiResource[] = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [apiVersion = '', ...entries] = line.split(' ');
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return entries.map((entry) => {
      const [kind = '', plural = ''] = entry.replace('/', '').split(':');
      return { group: group ?? '', version: version ?? '', kind, plural, isNamespaced: !entry.startsWith('/') };
    });
  });

const byKind = new Map(resources.map((resource) => [`${apiVersionOf(resource)} ${resource.kind}`, resource]));
/** Lower-case kinds find their resource too, but the API server then refuses them. */
const byLowerKind = new Map(
  resources.map((resource) => [`${apiVersionOf(resource)} ${resource.kind.toLowerCase()}`, resource]),
);

/** `v1` or `apps/v1`. */
export function apiVersionOf(resource: ApiResource): string {
  return resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
}

/** The plural with its group, as errors name it: `deployments.apps`. */
export function qualifiedPlural(resource: ApiResource): string {
  return resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
}

/** What kubectl finds for a kind; a kind in lower case is found as well. */
export function findResource(apiVersion: string, kind: string): ApiResource | undefined {
  return byKind.get(`${apiVersion} ${kind}`) ?? byLowerKind.get(`${apiVersion} ${kind}`);
}

/** The kinds of a version. */
export function kindsOf(apiVersion: string): readonly string[] {
  return resources.filter((resource) => apiVersionOf(resource) === apiVersion).map(({ kind }) => kind);
}

/** The resource of a stored kind, whatever its version. */
export function resourceOfKind(kind: string): ApiResource | undefined {
  return resources.find((resource) => resource.kind === kind);
}

/** The resource that a command line means: plural, singular, short name or kind, with or without a group. */
export function resourceOfWord(word: string): ApiResource | undefined {
  const name = word.toLowerCase().split('.')[0] ?? '';
  const short = SHORT_NAMES.get(name) ?? name;
  return resources.find((resource) => resource.plural === short || resource.kind.toLowerCase() === short);
}

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['po', 'pods'],
  ['svc', 'services'],
  ['ep', 'endpoints'],
  ['cm', 'configmaps'],
  ['sa', 'serviceaccounts'],
  ['pvc', 'persistentvolumeclaims'],
  ['pv', 'persistentvolumes'],
  ['rc', 'replicationcontrollers'],
  ['ns', 'namespaces'],
  ['no', 'nodes'],
  ['ev', 'events'],
  ['deploy', 'deployments'],
  ['rs', 'replicasets'],
  ['sts', 'statefulsets'],
  ['ds', 'daemonsets'],
  ['ing', 'ingresses'],
  ['netpol', 'networkpolicies'],
  ['cj', 'cronjobs'],
  ['hpa', 'horizontalpodautoscalers'],
  ['pdb', 'poddisruptionbudgets'],
  ['sc', 'storageclasses'],
]);

/** `namespace/name`, or the bare name of what has no namespace. */
export function keyFor(resource: ApiResource, namespace: string, name: string): string {
  return resource.isNamespaced ? `${namespace}/${name}` : name;
}
