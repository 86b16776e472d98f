/** One bare pod `web` on node-2 in a run of its own, and what its kubelet made of it. */
import { assertDefined } from '../base/assert.ts';
import { parseDuration, type SimTime } from '../base/sim-time.ts';
import type { Event } from '../kubernetes/api/objects.ts';
import type { Pod } from '../kubernetes/api/pod.ts';
import { runSession } from '../worker/run-session.ts';
import type { Action } from '../simulation/session.ts';
import type { Trace } from '../simulation/trace.ts';

/** What the pod is like. */
export interface PodText {
  /** Fields of the container besides its name. */
  readonly container?: string;
  readonly annotations?: string;
  /** Further fields of the spec. */
  readonly spec?: string;
  /** Further documents. */
  readonly more?: string;
}

/** One bare pod `web` on node-2. */
export function podText({ container = 'image: nginx', annotations = '', spec = '', more = '' }: PodText): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: web, annotations: {${annotations}}}
spec:
  nodeSelector: {kubernetes.io/hostname: node-2}
  ${spec}
  containers:
  - {name: c, ${container}}
---
${more}`;
}

/** A moment, as a Go duration writes it. */
export function at(text: string): SimTime {
  return assertDefined(parseDuration(text), `not a duration: ${text}`);
}

/** Runs the pod, with what is done to it when. */
export function run(text: PodText, until: string, ...actions: readonly (readonly [string, Action])[]): Trace {
  const commands = actions.map(([when, action]) => ({ ...action, at: at(when) }));
  return runSession({ manifests: podText(text), seed: 1, commands }, at(until));
}

/** The versions of the pod `web`, with seconds. */
export function versions(trace: Trace): readonly { readonly t: number; readonly pod: Pod | undefined }[] {
  return trace.revisions.flatMap(({ kind, key, object, at: time }) => {
    if (kind !== 'Pod' || key !== 'default/web') return [];
    return [{ t: Math.round(time / 1e4) / 100, pod: object?.kind === 'Pod' ? object : undefined }];
  });
}

/** What each version says of the container: running, or why not; with the seconds, and each only when it changes. */
export function states(trace: Trace): readonly string[] {
  const lines = versions(trace).map(({ t, pod }) => {
    if (pod === undefined) return `${t} gone`;
    const status = pod.status.containerStatuses?.[0];
    const { waiting, running, terminated } = status?.state ?? {};
    const state = running === undefined ? (waiting?.reason ?? terminated?.reason ?? 'none') : 'running';
    const ready = status?.ready === true ? ' ready' : '';
    const mark = pod.metadata.deletionGracePeriodSeconds;
    return `${t} ${pod.status.phase} ${state}${ready}${mark === undefined ? '' : ` grace ${mark}`}`;
  });
  return lines.filter((line, index) => index === 0 || tail(line) !== tail(lines[index - 1] ?? ''));
}

function tail(line: string): string {
  return line.slice(line.indexOf(' '));
}

/** What the kubelet told of the pod: reason, message, and how often. */
export function told(trace: Trace): readonly string[] {
  const last = new Map<string, Event>();
  for (const { kind, key, object } of trace.revisions) {
    if (kind === 'Event' && object?.kind === 'Event') last.set(key, object);
  }
  return [...last.values()]
    .filter(({ source, involvedObject }) => source.component === 'kubelet' && involvedObject.name === 'web')
    .map(({ reason, message, count = 1 }) => `${reason}: ${message}${count > 1 ? ` (x${count})` : ''}`);
}

/** The pod as it is at the end. */
export function lastPod(trace: Trace): Pod {
  return assertDefined(versions(trace).at(-1)?.pod, 'the pod is gone');
}

/** `kubectl delete pod web`. */
export const DELETE: Action = { type: 'delete', object: { kind: 'Pod', namespace: 'default', name: 'web' } };
