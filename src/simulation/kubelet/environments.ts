/** What the kubelets know of Services: the variables that a container finds when it starts, and never learns anew. */
import { objectKey } from '../../kubernetes/api/objects.ts';
import type { Pod } from '../../kubernetes/api/pod.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import { serviceEnvironment, servicesInEnvironment, type EnvVar } from '../../kubernetes/kubelet/service-env.ts';
import type { Change } from '../change.ts';

const MASTER_NAMESPACE = 'default';
const MASTER_KEY = 'default/kubernetes';

/** Services by namespace, and the variables that follow from them: computed when next asked for, then shared. */
export class Environments {
  private readonly services = new Map<string, Map<string, Service>>();
  private readonly known = new Map<string, readonly EnvVar[]>();

  /** `services`: those that were there before anybody heard of changes. */
  constructor(services: readonly Service[]) {
    for (const service of services) this.put(objectKey(service.metadata), service);
  }

  onChange({ kind, key, object }: Change): void {
    if (kind === 'Service') this.put(key, object?.kind === 'Service' ? object : undefined);
  }

  /** The variables for Services that a container of the pod would find if it started now. Simplified: [SIM-65] a kubelet hears of a Service at once. */
  forPod({ metadata, spec }: Pod): readonly EnvVar[] {
    const [namespace = ''] = objectKey(metadata).split('/');
    const hasLinks = spec.enableServiceLinks ?? true;
    const key = `${namespace} ${hasLinks}`;
    const cached = this.known.get(key);
    if (cached !== undefined) return cached;
    const own = this.services.get(namespace)?.values() ?? [];
    const master = this.services.get(MASTER_NAMESPACE)?.get(MASTER_KEY);
    const made = serviceEnvironment(servicesInEnvironment(own, master, hasLinks));
    this.known.set(key, made);
    return made;
  }

  private put(key: string, service: Service | undefined): void {
    const [namespace = ''] = key.split('/');
    const shelf = this.services.get(namespace) ?? new Map<string, Service>();
    this.services.set(namespace, shelf);
    if (service === undefined) shelf.delete(key);
    else shelf.set(key, service);
    // Every namespace hears of the one Service of the API server.
    if (namespace === MASTER_NAMESPACE) this.known.clear();
    this.known.delete(`${namespace} true`);
    this.known.delete(`${namespace} false`);
  }
}
