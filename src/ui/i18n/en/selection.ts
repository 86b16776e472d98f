/** English: what the editor says beside a selector, and beside the labels that selectors look for. */

/** The shape that every other language must have. */
export interface SelectionMessages {
  /** Beside a selector: how many pods it matches, and how many of those are ready. */
  readonly pods: (total: number, ready: number) => string;
  /** Beside a selector that matches none. */
  readonly noPod: string;
  /** Beside labels: the first Services that select them, and how many more do. */
  readonly selectedBy: (services: readonly string[], more: number) => string;
  readonly selectedByNone: string;
  /** Beside labels, where there is no room for names: how many Services select them. */
  readonly services: (count: number) => string;
  readonly podsTitle: string;
  /** `pairs` is the selector as `key=value`. */
  readonly noPodTitle: (namespace: string, pairs: string) => string;
  /** A pod's state: kubectl's word for it, and whether the pod is ready. */
  readonly podState: (state: string, isReady: boolean) => string;
  readonly servicesTitle: string;
  readonly noServiceTitle: (namespace: string) => string;
  readonly more: (count: number) => string;
}

/** The English words. */
export const selection: SelectionMessages = {
  pods: (total, ready) => {
    const pods = total === 1 ? '1 pod' : `${total} pods`;
    if (ready === total) return pods;
    if (ready > 0) return `${pods}, ${ready} ready`;
    return total === 1 ? `${pods}, not ready` : `${pods}, none ready`;
  },
  noPod: 'no pod',
  selectedBy: (services, more) => `selected by ${services.join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
  selectedByNone: 'selected by no Service',
  services: (count) => (count === 0 ? 'no Service' : count === 1 ? '1 Service' : `${count} Services`),
  podsTitle: 'Pods that this selector matches at this moment:',
  noPodTitle: (namespace, pairs) =>
    `No pod in the namespace ${namespace} has ${pairs} among its labels at this moment. Until one has, nobody answers for this Service.`,
  podState: (state, isReady) => `${state}, ${isReady ? 'ready' : 'not ready'}`,
  servicesTitle: 'Services whose selector matches these labels at this moment:',
  noServiceTitle: (namespace) =>
    `No Service in the namespace ${namespace} selects these labels at this moment. These pods can be reached by their own addresses only.`,
  more: (count) => `and ${count} more`,
};
