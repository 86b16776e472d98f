/** The machines: kind's cluster config from the manifest, or three nodes where there is none. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { START } from '../../base/sim-time.ts';
import { healthyConditions } from '../../kubernetes/nodelifecycle/node-conditions.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import { message, type Message } from '../message.ts';
import type { Diagnostic } from '../trace.ts';
import {
  DEFAULT_NETWORKING,
  type KubeProxyMode,
  type Networking,
  nodeAddressOf,
  podRangeOf,
  readNetworking,
  roomForNodes,
} from './networking.ts';
import { rangeOf } from './range-of.ts';

/** kind's API version. Upstream: sigs.k8s.io/kind/pkg/apis/config/v1alpha4. */
const API_VERSION = 'kind.x-k8s.io/v1alpha4';
/** More nodes than anybody looks at; a guard against a slip of the finger. */
const MAX_NODES = 100;
const DEFAULT_NODES = 3;

/** The fields of kind's Cluster and of its nodes; kind refuses others, too. */
const CLUSTER_FIELDS = [
  'apiVersion',
  'containerdConfigPatches',
  'containerdConfigPatchesJSON6902',
  'featureGates',
  'kind',
  'kubeadmConfigPatches',
  'kubeadmConfigPatchesJSON6902',
  'name',
  'networking',
  'nodes',
  'runtimeConfig',
];
const NODE_FIELDS = [
  'extraMounts',
  'extraPortMappings',
  'image',
  'kubeadmConfigPatches',
  'kubeadmConfigPatchesJSON6902',
  'labels',
  'role',
];
/** What a node's machine has, all of it for pods. */
const RESOURCES = { cpu: '4', 'ephemeral-storage': '40Gi', memory: '8Gi', pods: '110' } as const;

/** The machines of a session and their network. */
export interface ClusterSetup {
  readonly nodes: readonly Node[];
  /** The range of which each node has a /24 for its pods. */
  readonly podCIDR: string;
  /** The range of cluster IPs. */
  readonly serviceCIDR: string;
  readonly kubeProxyMode: KubeProxyMode;
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether the document is kind's cluster config. */
export function isClusterDocument(document: ManifestDocument): boolean {
  return (
    isJsonObject(document.value) && document.value['kind'] === 'Cluster' && document.value['apiVersion'] === API_VERSION
  );
}

/**
 * The cluster that the documents ask for. Its nodes are the `workers` of the Cluster document (its control plane runs no pods
 * and is not shown), else node-1 to node-3 in zone-a, zone-a and zone-b.
 */
export function readCluster(documents: readonly ManifestDocument[]): ClusterSetup {
  const [document, ...others] = documents.filter(isClusterDocument);
  const usual = { nodes: defaultNodes(DEFAULT_NETWORKING), ...DEFAULT_NETWORKING };
  if (document === undefined || !isJsonObject(document.value)) return { ...usual, diagnostics: [] };
  const listed = document.value['nodes'];
  const networking = readNetworking(document.value['networking']);
  const fault =
    unknownField(document.value, '', CLUSTER_FIELDS) ?? (listed === undefined ? undefined : faultOf(listed));
  if (fault !== undefined) return { ...usual, diagnostics: [diagnose(document, fault)] };
  if ('fault' in networking) return { ...usual, diagnostics: [diagnose(document, networking.fault)] };
  const diagnostics = [
    ...ignoredFamily(document, document.value['networking']),
    ...others.map((other) => diagnose(other, 'kind: there is one Cluster already')),
  ];
  const entries = (Array.isArray(listed) ? listed : []).filter(isJsonObject);
  const workers = entries.filter((entry) => entry['role'] === 'worker');
  const shown = workers.length > 0 ? workers : entries;
  const nodes =
    listed === undefined
      ? defaultNodes(networking)
      : shown.map((entry, index) => makeNode(index + 1, labelsOf(entry), networking));
  const room = roomForNodes(networking);
  if (nodes.length > room) {
    const problem = `networking.podSubnet: has room for ${room} nodes, a /24 for each, and there are ${nodes.length}`;
    return { ...usual, diagnostics: [diagnose(document, problem)] };
  }
  return { nodes, ...networking, diagnostics };
}

/** Simplified: [SIM-26] the cluster's addresses are IPv4, whatever ipFamily says; a warning tells so. */
function ignoredFamily(document: ManifestDocument, networking: JsonValue | undefined): readonly Diagnostic[] {
  const wanted = isJsonObject(networking) ? networking['ipFamily'] : undefined;
  if (wanted === undefined || wanted === 'ipv4') return [];
  const path = 'networking.ipFamily';
  const text = message('manifest.clusterFieldIgnored', { field: path, value: 'ipv4' });
  return [{ severity: 'warning', source: 'kubehops', message: text, range: rangeOf(document, path), path }];
}

function defaultNodes(networking: Networking): readonly Node[] {
  const zones = ['zone-a', 'zone-a', 'zone-b'];
  return Array.from({ length: DEFAULT_NODES }, (_, index) =>
    makeNode(index + 1, { 'topology.kubernetes.io/zone': zones[index] ?? 'zone-a' }, networking),
  );
}

/** A node as its kubelet has registered it and the controllers have completed it; numbers begin with 1. */
export function makeNode(number: number, labels: StringMap, networking: Networking = DEFAULT_NETWORKING): Node {
  const name = `node-${number}`;
  const podCIDR = podRangeOf(networking, number);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...labels,
      },
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
    },
    spec: { podCIDR, podCIDRs: [podCIDR] },
    status: {
      addresses: [
        { type: 'InternalIP', address: nodeAddressOf(networking, number) },
        { type: 'Hostname', address: name },
      ],
      allocatable: RESOURCES,
      capacity: RESOURCES,
      conditions: healthyConditions(toTimestamp(START)),
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.1.0-25-amd64',
        kubeletVersion: 'v1.36.0',
        operatingSystem: 'linux',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
      },
    },
  };
}

function faultOf(nodes: JsonValue): string | undefined {
  if (!Array.isArray(nodes)) return 'nodes: must be a list';
  if (nodes.length === 0) return 'nodes: must not be empty';
  if (nodes.length > MAX_NODES) return `nodes: at most ${MAX_NODES}`;
  const index = nodes.findIndex((node: JsonValue) => !isJsonObject(node) || !isRole(node['role']));
  if (index >= 0) return `nodes[${index}].role: must be control-plane or worker`;
  return nodes
    .map((node: JsonValue, at) => (isJsonObject(node) ? unknownField(node, `nodes[${at}].`, NODE_FIELDS) : undefined))
    .find((fault) => fault !== undefined);
}

function unknownField(object: JsonObject, path: string, known: readonly string[]): string | undefined {
  const name = Object.keys(object).find((key) => !known.includes(key));
  return name === undefined ? undefined : `${path}${name}: unknown field`;
}

function isRole(role: JsonValue | undefined): boolean {
  return role === undefined || role === 'control-plane' || role === 'worker';
}

function labelsOf(entry: JsonObject): StringMap {
  const labels = entry['labels'];
  if (!isJsonObject(labels)) return {};
  return Object.fromEntries(
    Object.entries(labels).map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}

function diagnose(document: ManifestDocument, detail: string): Diagnostic {
  const path = detail.slice(0, detail.indexOf(':'));
  const text: Message = message('manifest.badCluster', { detail });
  return { severity: 'error', source: 'kubehops', message: text, range: rangeOf(document, path), path };
}
