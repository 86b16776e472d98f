/** Whether the pod that answered belongs to the app that the Service was made for. */
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { POD_TEMPLATE_HASH } from '../../kubernetes/deployment/names.ts';
import { matchesServiceSelector } from '../../kubernetes/labels/selector.ts';
import type { Store } from '../apiserver/store.ts';
import { imageRepository } from '../kubelet/images.ts';
import { controllerOf } from '../ownership.ts';

/** Labels by which people name an app, the first one found counts. */
const APP_LABELS = ['app.kubernetes.io/name', 'app', 'k8s-app', 'run'];
/** Says outright which app a Service is for. */
const APP_ANNOTATION = 'kubehops.dev/app';

/** An app as one can tell it from its pods. */
export interface AppIdentity {
  /** What its labels call it, else its workload's name. */
  readonly app: string;
  readonly workload: string;
  readonly image: string;
}

/** What the Service was made for and what answered instead. */
export interface AppMismatch {
  readonly wanted: string;
  readonly app: string;
}

/** The app that a Service was made for, by whatever its pods are known. */
export interface IntendedApp {
  /** The name that tells it. */
  readonly name: string;
  /** Each only once, the first pod's first. */
  readonly identities: readonly AppIdentity[];
}

/**
 * The app that the Service was made for, or undefined when nobody can tell. Kubernetes itself has no such notion: a selector that
 * matches is right to it. Simplified: [SIM-16] the app is told from the annotation `kubehops.dev/app`, else from the selected
 * workload or app label that the Service's name names; versions of one image are one app.
 */
export function intendedAppOf(service: Service, pods: readonly Pod[]): IntendedApp | undefined {
  const selected = new Map<string, AppIdentity>();
  for (const pod of pods) {
    if (pod.metadata.namespace !== service.metadata.namespace) continue;
    if (!matchesServiceSelector(service.spec.selector, pod.metadata.labels)) continue;
    const identity = identify(pod);
    const key = `${identity.app} ${identity.workload} ${identity.image}`;
    if (!selected.has(key)) selected.set(key, identity);
  }
  const name = service.metadata.annotations?.[APP_ANNOTATION] ?? service.metadata.name;
  const identities = intended(name, [...selected.values()]);
  return identities === undefined ? undefined : { name, identities };
}

/** What the pod is instead of the app that was meant; undefined when it is that app. */
export function findAppMismatch({ name, identities }: IntendedApp, pod: Pod): AppMismatch | undefined {
  const answered = identify(pod);
  const isSame = identities.some(
    (each) => each.app === answered.app && (each.workload === answered.workload || each.image === answered.image),
  );
  if (isSame) return undefined;
  const [first] = identities;
  return { wanted: first?.app ?? name, app: answered.app === first?.app ? answered.workload : answered.app };
}

/** The intended apps of the Services as they are now, each found once and again only when some pod or the Service has changed. */
export class IntendedApps {
  private readonly store: Store;
  private pods: readonly Pod[] = [];
  private readonly known = new Map<Service, IntendedApp | undefined>();

  constructor(store: Store) {
    this.store = store;
  }

  /** What the Service is for, told from the pods that it selects now. */
  of(service: Service): IntendedApp | undefined {
    const pods = this.store.list('Pod');
    if (pods !== this.pods) this.known.clear();
    this.pods = pods;
    if (!this.known.has(service)) this.known.set(service, intendedAppOf(service, pods));
    return this.known.get(service);
  }
}

/** The identities that the name stands for: an exact name first, then one that is a part of it (`web-service` -> `web`). */
function intended(name: string, selected: readonly AppIdentity[]): readonly AppIdentity[] | undefined {
  const tests: readonly ((identity: AppIdentity) => boolean)[] = [
    (identity) => identity.workload === name,
    (identity) => identity.app === name,
    (identity) => isPartOf(identity.workload, name),
    (identity) => isPartOf(identity.app, name),
  ];
  for (const test of tests) {
    const found = selected.filter(test);
    if (found.length > 0) return found;
  }
  return undefined;
}

function isPartOf(part: string, name: string): boolean {
  return name.startsWith(`${part}-`) || name.endsWith(`-${part}`);
}

function identify(pod: Pod): AppIdentity {
  const workload = workloadOf(pod);
  const label = APP_LABELS.map((key) => pod.metadata.labels?.[key]).find((value) => value !== undefined);
  const image = imageRepository(pod.spec.containers[0]?.image ?? '') ?? '';
  return { app: label ?? workload, workload, image };
}

/** The Deployment's name where the pod comes from one: its ReplicaSet's less the template's hash. */
function workloadOf(pod: Pod): string {
  const owner = controllerOf(pod.metadata);
  if (owner === undefined) return objectKey(pod.metadata);
  const suffix = `-${pod.metadata.labels?.[POD_TEMPLATE_HASH] ?? ''}`;
  return owner.kind === 'ReplicaSet' && owner.name.endsWith(suffix) ? owner.name.slice(0, -suffix.length) : owner.name;
}
