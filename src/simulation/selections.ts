/** Where the manifest's text says what is selected: the selectors of its Services, the labels of the pods it makes. */
import type { ManifestDocument, TextRange } from '../kubernetes/api/document.ts';
import type { ObjectMeta, StringMap } from '../kubernetes/api/meta.ts';
import type { DocumentResult } from './apiserver/document-result.ts';
import type { Store } from './apiserver/store.ts';

/** A place in the text that selects pods, or that gives pods the labels by which they are selected. */
export type SelectionPlace =
  | {
      readonly type: 'selector';
      readonly namespace: string;
      /** The Service's name. */
      readonly name: string;
      readonly selector: StringMap;
      /** The key `selector`. */
      readonly range: TextRange;
    }
  | {
      readonly type: 'podLabels';
      readonly namespace: string;
      /** The name of the Deployment, or of the Pod itself. */
      readonly name: string;
      readonly labels: StringMap;
      /** The key `labels`. */
      readonly range: TextRange;
    };

/** The stored parts of what stands at a path of a document: the metadata, and the pairs below the path. */
interface Pairs {
  readonly metadata: ObjectMeta;
  readonly path: string;
  readonly pairs: StringMap | undefined;
}

/**
 * The places of the objects that were stored, in the order of the text. An object that stands there twice counts where
 * it was applied last. Takes time in proportion to the number of objects, whatever the length of the text.
 */
export function findSelections(
  documents: readonly ManifestDocument[],
  results: readonly DocumentResult[],
  store: Store,
): readonly SelectionPlace[] {
  const isStored = ({ verdict }: DocumentResult): boolean => verdict !== 'rejected' && verdict !== 'unreadable';
  const last = new Map(results.filter(isStored).map((result) => [`${result.resource?.kind} ${result.key}`, result]));
  const places: SelectionPlace[] = [];
  for (const result of last.values()) {
    const found = pairsOf(result, store);
    const path = result.path === '' ? found?.path : `${result.path}.${found?.path}`;
    const range = documents[result.document]?.keys[path ?? ''];
    if (found?.pairs === undefined || range === undefined || Object.keys(found.pairs).length === 0) continue;
    const { name, namespace = 'default' } = found.metadata;
    places.push(
      result.resource?.kind === 'Service'
        ? { type: 'selector', namespace, name, selector: found.pairs, range }
        : { type: 'podLabels', namespace, name, labels: found.pairs, range },
    );
  }
  return places.toSorted((a, b) => a.range.startLine - b.range.startLine || a.range.startColumn - b.range.startColumn);
}

function pairsOf({ resource, key = '' }: DocumentResult, store: Store): Pairs | undefined {
  const kind = resource?.kind;
  if (kind === 'Service') {
    const service = store.get('Service', key);
    // An ExternalName is an alias: its selector selects nothing for anybody.
    if (service === undefined || service.spec.type === 'ExternalName') return undefined;
    return { metadata: service.metadata, path: 'spec.selector', pairs: service.spec.selector };
  }
  if (kind === 'Deployment') {
    const deployment = store.get('Deployment', key);
    if (deployment === undefined) return undefined;
    const { metadata, spec } = deployment;
    return { metadata, path: 'spec.template.metadata.labels', pairs: spec.template.metadata?.labels };
  }
  if (kind === 'Pod') {
    const pod = store.get('Pod', key);
    return pod && { metadata: pod.metadata, path: 'metadata.labels', pairs: pod.metadata.labels };
  }
  return undefined;
}
