/** The machines: kind's cluster config from the manifest, or three nodes where there is none. */
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { StringMap } from '../../kubernetes/api/meta.ts';
import type { Node } from '../../kubernetes/api/node.ts';
import { message, type Message } from '../message.ts';
import type { Diagnostic } from '../trace.ts';
import { rangeOf } from './range-of.ts';

/** kind's API version. Upstream: sigs.k8s.io/kind/pkg/apis/config/v1alpha4. */
const API_VERSION = 'kind.x-k8s.io/v1alpha4';
/** More nodes than anybody looks at; a guard against a slip of the finger. */
const MAX_NODES = 100;
const DEFAULT_NODES = 3;

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
  const document = documents.find(isClusterDocument);
  if (document === undefined || !isJsonObject(document.value)) return { nodes: defaultNodes(), diagnostics: [] };
  const listed = document.value['nodes'];
  if (listed === undefined) return { nodes: defaultNodes(), diagnostics: [] };
  const fault = faultOf(listed);
  if (fault !== undefined) return { nodes: defaultNodes(), diagnostics: [diagnose(document, fault)] };
  const entries = (Array.isArray(listed) ? listed : []).filter(isJsonObject);
  const workers = entries.filter((entry) => entry['role'] === 'worker');
  const shown = workers.length > 0 ? workers : entries;
  return { nodes: shown.map((entry, index) => makeNode(index + 1, labelsOf(entry))), diagnostics: [] };
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
  return index < 0 ? undefined : `nodes[${index}].role: must be control-plane or worker`;
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
