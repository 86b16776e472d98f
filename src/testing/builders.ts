/** Objects for tests: complete and plain, each saying only what the test is about. */
import type { Node, Taint } from '../kubernetes/api/node.ts';
import type { ObjectMeta, StringMap } from '../kubernetes/api/meta.ts';
import type { ContainerPort, Pod, PodSpec, PodStatus } from '../kubernetes/api/pod.ts';
import type { Service, ServicePort, ServiceSpec } from '../kubernetes/api/service.ts';

/** What may differ from a ready, running pod `app: web` in the default namespace. */
export interface PodParts {
  readonly namespace?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly ownerReferences?: ObjectMeta['ownerReferences'];
  readonly createdAt?: string;
  /** The node that it is bound to; `undefined` for one that is not scheduled yet. */
  readonly node?: string | undefined;
  readonly podIP?: string | undefined;
  readonly phase?: PodStatus['phase'];
  readonly isReady?: boolean;
  readonly isTerminating?: boolean;
  readonly restarts?: number;
  readonly image?: string;
  readonly ports?: readonly ContainerPort[];
  readonly spec?: Partial<PodSpec>;
}

/** A pod of one container, running and ready on node-1 unless the parts say otherwise. */
export function aPod(name: string, parts: PodParts = {}): Pod {
  const { namespace = 'default', labels = { app: 'web' }, annotations, ownerReferences, createdAt } = parts;
  const { phase = 'Running', isReady = true, image = 'nginx', ports } = parts;
  const node = 'node' in parts ? parts.node : 'node-1';
  const podIP = 'podIP' in parts ? parts.podIP : '10.244.1.2';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      labels,
      ...(annotations !== undefined && { annotations }),
      ...(ownerReferences !== undefined && { ownerReferences }),
      ...(createdAt !== undefined && { creationTimestamp: createdAt }),
      ...(parts.isTerminating === true && { deletionTimestamp: '2026-01-01T00:00:30Z' }),
    },
    spec: {
      containers: [{ name: 'main', image, ...(ports !== undefined && { ports }) }],
      ...(node !== undefined && { nodeName: node }),
      ...parts.spec,
    },
    status: {
      phase,
      ...(podIP !== undefined && { podIP }),
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
      containerStatuses: [{ name: 'main', image, ready: isReady, restartCount: parts.restarts ?? 0, state: {} }],
    },
  };
}

/** A Service in the default namespace, as stored: ClusterIP, selecting `app: web`, unless the spec says otherwise. */
export function aService(name: string, spec: Partial<ServiceSpec> = {}, metadata: Partial<ObjectMeta> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default', uid: `uid-${name}`, ...metadata },
    spec: { type: 'ClusterIP', selector: { app: 'web' }, ports: [aServicePort(80)], ...spec },
  };
}

/** A TCP port of a Service that leads to the same number unless the parts say otherwise. */
export function aServicePort(port: number, parts: Partial<ServicePort> = {}): ServicePort {
  return { protocol: 'TCP', port, targetPort: port, ...parts };
}

/** What may differ from a node without labels and taints. */
export interface NodeParts {
  readonly labels?: StringMap;
  readonly taints?: readonly Taint[];
  readonly unschedulable?: boolean;
}

/** A Ready node. */
export function aNode(name: string, { labels, taints, unschedulable }: NodeParts = {}): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, ...(labels !== undefined && { labels }) },
    spec: { ...(taints !== undefined && { taints }), ...(unschedulable !== undefined && { unschedulable }) },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
