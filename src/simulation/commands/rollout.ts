/** `kubectl rollout restart` and `rollout undo`. */
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { readMap, readObject, without } from '../../kubernetes/decode/read.ts';
import { sameJson } from '../../kubernetes/decode/same-json.ts';
import { qualifiedPlural } from '../../kubernetes/decode/resources.ts';
import { POD_TEMPLATE_HASH } from '../../kubernetes/deployment/names.ts';
import { resourceWord } from '../apiserver/apply-documents.ts';
import { type CommandResult, failed, finish } from '../apiserver/kubectl/request.ts';
import { sendPatch } from '../apiserver/kubectl/run-kubectl.ts';
import { asJson } from '../apiserver/store.ts';
import { toTimestamp } from '../apiserver/timestamp.ts';
import type { Machine } from '../machine.ts';
import type { ObjectReference } from '../session.ts';
import { findObject, refusal, type Target } from './find-object.ts';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const REVISION = 'deployment.kubernetes.io/revision';

/** What a rollback leaves as the Deployment has it. Upstream: kubectl/pkg/polymorphichelpers/rollback.go annotationsToSkip (v1.36). */
const KEPT_ANNOTATIONS: readonly string[] = [
  LAST_APPLIED,
  REVISION,
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
];

type Found = Extract<Target, { readonly type: 'found' }>;

/** Upstream: kubectl/pkg/polymorphichelpers/objectrestarter.go (v1.36). */
export function rolloutRestart(machine: Machine, reference: ObjectReference): CommandResult {
  const target = findObject(machine, reference);
  if (target.type === 'missing') return target.result;
  const { resource, key, name, object } = target;
  const named = `${qualifiedPlural(resource)} "${name}"`;
  if (!['Deployment', 'StatefulSet', 'DaemonSet'].includes(resource.kind)) {
    return failed(`${named} restarting is not supported`);
  }
  const spec = readObject(object, 'spec');
  if (spec['paused'] === true) {
    return failed(`${named} can't restart paused deployment (run rollout resume first)`);
  }
  const now = toTimestamp(machine.now);
  const annotations = readMap(readObject(readObject(spec, 'template'), 'metadata'), 'annotations');
  if (annotations[RESTARTED_AT] === now) {
    return failed(
      `failed to create patch for ${name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`,
    );
  }
  const template = { metadata: { annotations: { [RESTARTED_AT]: now } } };
  return sendPatch(machine.api, resource, key, { spec: { template } }, 'restarted');
}

/** Upstream: kubectl/pkg/polymorphichelpers/rollback.go (v1.36). */
export function rolloutUndo(machine: Machine, reference: ObjectReference): CommandResult {
  const target = findObject(machine, reference);
  if (target.type === 'missing') return target.result;
  switch (target.resource.kind) {
    case 'Deployment':
      return undoDeployment(machine, target);
    case 'StatefulSet':
    case 'DaemonSet':
      return undoByRevisions(machine, target);
    default:
      return failed(`no rollbacker has been implemented for "${target.resource.kind}"`);
  }
}

/** Back to the template of the ReplicaSet with the second highest revision. */
function undoDeployment(machine: Machine, target: Found): CommandResult {
  const { object, name } = target;
  const owned = ownedObjects(machine, 'ReplicaSet', object);
  const revisionOf = (each: JsonObject): number => Number(annotationsOf(each)[REVISION] ?? 0);
  const previous = owned.toSorted((left, right) => revisionOf(right) - revisionOf(left))[1];
  if (previous === undefined) return failed(`no rollout history found for deployment "${name}"`);
  const spec = readObject(object, 'spec');
  if (spec['paused'] === true) {
    return failed(
      `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${name}' and try again`,
    );
  }
  const template = withoutHash(readObject(readObject(previous, 'spec'), 'template'));
  if (sameJson(template, withoutHash(readObject(spec, 'template')))) return done(target, SKIPPED);
  const kept = Object.entries(annotationsOf(object)).filter(([each]) => KEPT_ANNOTATIONS.includes(each));
  const restored = without(annotationsOf(previous), ...KEPT_ANNOTATIONS);
  const metadata = { ...readObject(object, 'metadata'), annotations: { ...restored, ...Object.fromEntries(kept) } };
  return update(machine, target, { ...object, metadata, spec: { ...spec, template } });
}

/** Back to the template of the ControllerRevision before the last. */
function undoByRevisions(machine: Machine, target: Found): CommandResult {
  const { object } = target;
  const history = ownedObjects(machine, 'ControllerRevision', object);
  const previous = history.toSorted((left, right) => Number(right['revision']) - Number(left['revision']))[1];
  if (previous === undefined) return failed('no last revision to roll back to');
  const template = without(readObject(readObject(readObject(previous, 'data'), 'spec'), 'template'), '$patch');
  const spec = readObject(object, 'spec');
  if (sameJson(template, readObject(spec, 'template'))) return done(target, SKIPPED);
  return update(machine, target, { ...object, spec: { ...spec, template } });
}

/** Which revision that is, kubectl does not look up when none was asked for. */
const SKIPPED = 'skipped rollback (current template already matches revision 0)';

function update({ api }: Machine, target: Found, body: JsonObject): CommandResult {
  const response = api.update(target.resource, target.key, body, target.object);
  return response.type === 'refused' ? refusal(response.status) : done(target, 'rolled back', response.warnings);
}

function done({ resource, name, object }: Found, said: string, warnings: readonly string[] = []): CommandResult {
  const applied =
    annotationsOf(object)[LAST_APPLIED] === undefined
      ? []
      : [
          `resource ${resource.plural}/${name} was previously managed with 'kubectl apply'. Rolling back will not update the ${LAST_APPLIED} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.`,
        ];
  return finish(`${resourceWord(resource)}/${name} ${said}\n`, [], [], [...applied, ...warnings]);
}

function ownedObjects({ api }: Machine, kind: string, owner: JsonObject): readonly JsonObject[] {
  const { uid } = readObject(owner, 'metadata');
  return api.store
    .list(kind)
    .filter(({ metadata }) => metadata.ownerReferences?.some((each) => each.controller === true && each.uid === uid))
    .map((each) => asJson(each));
}

function annotationsOf(object: JsonObject): Readonly<Record<string, string>> {
  return readMap(readObject(object, 'metadata'), 'annotations');
}

function withoutHash(template: JsonObject): JsonObject {
  const metadata = readObject(template, 'metadata');
  const labels = metadata['labels'];
  if (!isJsonObject(labels)) return template;
  return { ...template, metadata: { ...metadata, labels: without(labels, POD_TEMPLATE_HASH) } };
}
