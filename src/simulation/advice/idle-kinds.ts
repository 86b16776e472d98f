/** Kinds that the API server takes and that nothing here acts upon. */
import { isJsonObject } from '../../base/json.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { Store } from '../apiserver/store.ts';
import { message } from '../message.ts';
import { rangeOf } from '../setup/range-of.ts';
import type { Diagnostic } from '../trace.ts';

/** Simplified: [SIM-27] these kinds are validated and stored as in Kubernetes, but no controller carries them out. */
const IDLE_KINDS: readonly string[] = [
  'CronJob',
  'DaemonSet',
  'HorizontalPodAutoscaler',
  'Job',
  'NetworkPolicy',
  'ReplicationController',
];

/** A warning at the `kind` of each document that was stored and will have no effect: nobody should wait for its pods. */
export function idleKindAdvice(documents: readonly ManifestDocument[], store: Store): readonly Diagnostic[] {
  return documents.flatMap((document): readonly Diagnostic[] => {
    const kind = isJsonObject(document.value) ? document.value['kind'] : undefined;
    if (typeof kind !== 'string' || !IDLE_KINDS.includes(kind) || store.count(kind) === 0) return [];
    const text = message('advice.kindHasNoEffect', { kind });
    return [{ severity: 'warning', source: 'kubehops', message: text, range: rangeOf(document, 'kind'), path: 'kind' }];
  });
}
