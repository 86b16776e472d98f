/** Documents of a manifest that are Kubehops' own and never reach the API server. */
import { isJsonObject, type JsonValue } from '../../base/json.ts';

/** Whether a document's value is an object of a Kubernetes kind rather than one of ours. */
export function isForKubernetes(value: JsonValue): boolean {
  if (!isJsonObject(value)) return true;
  const apiVersion = value['apiVersion'];
  const kind = value['kind'];
  if (apiVersion === 'kind.x-k8s.io/v1alpha4') return kind !== 'Cluster';
  return !(apiVersion === 'kubehops.dev/v1' && (kind === 'Client' || kind === 'Scenario'));
}
