/** English: the shell of the page and the stage. */

/** The shape that every other language must have. */
export interface AppMessages {
  readonly title: string;
  readonly tagline: string;
  readonly scenarios: string;
  readonly about: string;
  readonly why: string;
  readonly present: string;
  readonly presentHint: string;
  readonly presentEnd: string;
  readonly kubernetes: string;
  readonly language: string;
  readonly theme: string;
  readonly themeLight: string;
  readonly themeDark: string;
  readonly themeSystem: string;
  readonly manifests: string;
  readonly cluster: string;
  readonly inspector: string;
  readonly requests: string;
  readonly timeline: string;
  readonly hide: (panel: string) => string;
  readonly show: (panel: string) => string;
  readonly resize: (panel: string) => string;
  readonly panels: string;
  readonly loading: string;
  readonly loadingHint: string;
  readonly failed: string;
  readonly failedHint: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly openScenarios: string;
  readonly stale: string;
  readonly pullPlug: string;
  readonly powerOn: string;
  readonly pullPlugOf: (node: string) => string;
  readonly powerOnNode: (node: string) => string;
  readonly actionsFor: (node: string) => string;
  readonly clientOutside: string;
  readonly clientPod: (node: string) => string;
  readonly clientNode: (node: string) => string;
  readonly clientBehind: (nat: string) => string;
  readonly dns: string;
  /** The two ways to look at the cluster. */
  readonly diagramViews: { readonly name: string; readonly layers: string; readonly machines: string };
  readonly nodes: string;
  readonly miniMap: string;
  readonly onNodes: (count: number) => string;
  readonly publicDns: string;
  readonly rulesOn: (node: string) => string;
  readonly loadBalancer: string;
  readonly ingress: string;
  readonly nodesTogether: (count: number) => string;
  readonly nodePort: string;
  /** Of a node port that no ready endpoint can be reached by. */
  readonly leadsNowhere: string;
  readonly external: string;
  readonly pending: string;
  readonly unscheduled: string;
  readonly pods: (count: number) => string;
  readonly podsReady: (ready: number, count: number) => string;
  readonly nodesHealthy: (healthy: number, total: number) => string;
  readonly headless: string;
  readonly endpointsReady: (ready: number, count: number) => string;
  readonly status: {
    readonly ok: string;
    readonly notReady: string;
    readonly terminating: string;
    readonly pending: string;
    readonly down: string;
    readonly cut: string;
    readonly failing: string;
    readonly noEndpoints: string;
  };
  readonly cordoned: string;
  readonly overview: string;
  readonly fit: string;
  readonly noRequestsYet: string;
  readonly underway: (client: string, url: string) => string;
  readonly leg: { readonly dns: string; readonly request: string; readonly reply: string };
}

/** The English words. */
export const app: AppMessages = {
  title: 'Kubehops',
  tagline: 'See what a Kubernetes Service really does',
  scenarios: 'Scenarios',
  about: 'About',
  why: 'Why?',
  present: 'Present',
  presentHint: 'Present: the picture alone, large (F; Escape leaves)',
  presentEnd: 'Leave the presentation',
  kubernetes: 'Kubernetes',
  language: 'Language',
  theme: 'Theme',
  themeLight: 'Light',
  themeDark: 'Dark',
  themeSystem: 'System',
  manifests: 'Manifests',
  cluster: 'Cluster',
  inspector: 'Inspector',
  requests: 'Requests',
  timeline: 'Timeline',
  hide: (panel) => `Hide ${panel}`,
  show: (panel) => `Show ${panel}`,
  resize: (panel) => `Resize ${panel}`,
  panels: 'Panels',
  loading: 'Starting the cluster…',
  loadingHint: 'The nodes are joining and the pods are being placed.',
  failed: 'The simulation has stopped',
  failedHint: 'Your text is safe. Change it, or open a scenario, and the cluster starts again.',
  empty: 'No Service yet',
  emptyHint: 'Write a Service in the editor, or open a scenario to begin with.',
  openScenarios: 'Open scenarios',
  stale: 'Showing the last cluster that could be applied',
  pullPlug: 'Pull the plug',
  powerOn: 'Power on',
  pullPlugOf: (node) => `Pull the plug of ${node}`,
  powerOnNode: (node) => `Power on ${node}`,
  actionsFor: (node) => `Actions for ${node}`,
  clientOutside: 'outside',
  clientPod: (node) => `pod on ${node}`,
  clientNode: (node) => `on ${node} itself`,
  clientBehind: (nat) => `seen as ${nat}`,
  diagramViews: { name: 'How to look at the cluster', layers: 'Layers', machines: 'Machines' },
  nodes: 'Nodes',
  miniMap: 'Map of the whole picture',
  onNodes: (count) => (count === 1 ? 'on the one node' : `on all ${count} nodes`),
  dns: 'Cluster DNS',
  publicDns: 'Public DNS',
  rulesOn: (node) => `rules on ${node}`,
  loadBalancer: 'Load balancer',
  ingress: 'Ingress controller',
  nodesTogether: (count) => `${count} nodes together`,
  nodePort: 'Node port',
  leadsNowhere: 'leads nowhere',
  external: 'Outside the cluster',
  pending: 'waiting for an address',
  unscheduled: 'On no node',
  pods: (count) => (count === 1 ? '1 pod' : `${count} pods`),
  podsReady: (ready, count) => `${ready} of ${count} ready`,
  nodesHealthy: (healthy, total) => `sends to ${healthy} of ${total} nodes`,
  headless: 'headless',
  endpointsReady: (ready, count) =>
    count === 0
      ? 'No pod answers (no\u00A0endpoints)'
      : `${ready} of ${count} ${count === 1 ? 'endpoint' : 'endpoints'} ready`,
  status: {
    ok: 'ready',
    notReady: 'not ready',
    terminating: 'terminating',
    pending: 'pending',
    down: 'powered off',
    cut: 'network cut',
    failing: 'failing',
    noEndpoints: 'no ready endpoints',
  },
  cordoned: 'cordoned',
  overview: 'See all of it',
  fit: 'Fit the picture',
  noRequestsYet: 'No request has been sent yet.',
  underway: (client, url) => `${client} → ${url}`,
  leg: {
    dns: 'The client asks the DNS for the address.',
    request: 'The request leaves the client.',
    reply: 'The reply is on its way.',
  },
};
