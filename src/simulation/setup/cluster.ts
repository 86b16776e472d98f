/** The machines: kind's cluster config from the manifest, or three nodes where there is none. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { POD_CIDR, SERVICE_CIDR } from '../constants.ts';
import { message, type Message } from '../message.ts';
import type { Diagnostic } from '../trace.ts';
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
/** What this cluster's network is, whatever the document asks for. */
const FIXED_NETWORKING = {
  ipFamily: 'ipv4',
  kubeProxyMode: 'iptables',
  podSubnet: POD_CIDR,
  serviceSubnet: SERVICE_CIDR,
} as const;

/** The machines of a session. */
export interface ClusterSetup {
  readonly nodes: readonly Node[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Whether the document is kind's cluster config. */
export function isClusterDocument(document: ManifestDocument): boolean {
  return (
    isJsonObject(document.value) && document.value['kind'] === 'Cluster' && document.value['apiVersion'] === API_VERSION
  );
}

/**
 * The nodes that the documents ask for: `workers` of the Cluster document (its control plane runs no pods and is not
 * shown), else node-1 to node-3 in zone-a, zone-a and zone-b.
 */
export function readCluster(documents: readonly ManifestDocument[]): ClusterSetup {
  const [document, ...others] = documents.filter(isClusterDocument);
  if (document === undefined || !isJsonObject(document.value)) return { nodes: defaultNodes(), diagnostics: [] };
  const listed = document.value['nodes'];
  const fault =
    unknownField(document.value, '', CLUSTER_FIELDS) ?? (listed === undefined ? undefined : faultOf(listed));
  if (fault !== undefined) return { nodes: defaultNodes(), diagnostics: [diagnose(document, fault)] };
  const diagnostics = [
    ...ignoredFields(document, document.value['networking']),
    ...others.map((other) => diagnose(other, 'kind: there is one Cluster already')),
  ];
  if (listed === undefined) return { nodes: defaultNodes(), diagnostics };
  const entries = (Array.isArray(listed) ? listed : []).filter(isJsonObject);
  const workers = entries.filter((entry) => entry['role'] === 'worker');
  const shown = workers.length > 0 ? workers : entries;
  return { nodes: shown.map((entry, index) => makeNode(index + 1, labelsOf(entry))), diagnostics };
}

/** Simplified: [SIM-26] the cluster's ranges and kube-proxy's mode are fixed; a warning at each field that asks for others. */
function ignoredFields(document: ManifestDocument, networking: JsonValue | undefined): readonly Diagnostic[] {
  if (!isJsonObject(networking)) return [];
  return Object.entries(FIXED_NETWORKING).flatMap(([name, value]) => {
    const path = `networking.${name}`;
    const wanted = networking[name];
    if (wanted === undefined || wanted === value) return [];
    const text = message('manifest.clusterFieldIgnored', { field: path, value });
    return [
      {
        severity: 'warning' as const,
        source: 'kubehops' as const,
        message: text,
        range: rangeOf(document, path),
        path,
      },
    ];
  });
}

function defaultNodes(): readonly Node[] {
  const zones = ['zone-a', 'zone-a', 'zone-b'];
  return Array.from({ length: DEFAULT_NODES }, (_, index) =>
    makeNode(index + 1, { 'topology.kubernetes.io/zone': zones[index] ?? 'zone-a' }),
  );
}

function makeNode(number: number, labels: StringMap): Node {
  const name = `node-${number}`;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', ...labels } },
    spec: { podCIDR: `10.244.${number}.0/24` },
    status: {
      addresses: [
        { type: 'InternalIP', address: `192.168.0.${10 + number}` },
        { type: 'Hostname', address: name },
      ],
      conditions: [
        { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
      ],
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
