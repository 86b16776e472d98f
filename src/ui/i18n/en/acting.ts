/** English: what can be done to an object, what is asked for it, and what is told of it in detail. Heavy: it comes late. */
import type { ClusterNetwork } from '../../../simulation/trace.ts';
import type { Obstacle, OfferId } from '../../commands/offers.ts';

/** The shape that every other language must have. */
export interface ActingMessages {
  /** The items of menus and the buttons of the inspector. */
  readonly offers: Readonly<Record<OfferId, string>>;
  readonly obstacles: Readonly<Record<Obstacle, string>>;
  /** What a Service is made into. */
  readonly madeInto: {
    readonly title: string;
    readonly names: string;
    readonly doors: Readonly<Record<ClusterNetwork['kubeProxyMode'], string>>;
    /** Where an address is `*`. */
    readonly everyAddress: string;
  };
  readonly firewall: { readonly open: string; readonly closed: string; readonly whose: string };
  readonly actions: string;
  readonly actionsFor: (name: string) => string;
  readonly cluster: string;
  readonly workloads: string;
  readonly explain: string;
  readonly scaleTitle: (name: string) => string;
  readonly replicas: string;
  readonly fewer: string;
  readonly more: string;
  readonly scaleDo: (replicas: number) => string;
  readonly labelTitle: (name: string) => string;
  readonly labelKey: string;
  readonly labelValue: string;
  readonly removeLabel: (key: string) => string;
  readonly keepLabel: (key: string) => string;
  readonly newLabel: string;
  readonly labelDo: string;
  readonly noLabels: string;
  readonly badKey: string;
  readonly badValue: string;
  readonly cancel: string;
  readonly logHint: string;
  readonly logEmpty: string;
  readonly logGone: (count: number) => string;
  readonly goTo: (time: string) => string;
  readonly removeCommand: (command: string, time: string) => string;
  // Details of an object
  readonly conditions: string;
  readonly condition: string;
  readonly conditionStatus: string;
  readonly since: string;
  readonly ago: (age: string) => string;
  readonly events: string;
  readonly noEvents: string;
  readonly warning: string;
  readonly times: (count: number, age: string) => string;
  readonly containers: string;
  readonly isReady: string;
  readonly isNotReady: string;
  readonly restarts: (count: number) => string;
  readonly runningSince: (age: string) => string;
  readonly waiting: (reason: string) => string;
  readonly ended: (reason: string, code: number) => string;
  readonly lastState: (text: string) => string;
  readonly environment: (container: string) => string;
  readonly environmentHint: string;
  /** The run that is kept to be compared with, in the list of requests. */
  readonly kept: {
    readonly differs: string;
    readonly differing: (count: number) => string;
    readonly same: string;
    readonly notSent: string;
  };
  /** Nodes that are drawn as one. */
  readonly nodeList: {
    readonly title: (count: number) => string;
    readonly filter: string;
    readonly more: (count: number) => string;
  };
}

/** The English words. */
export const acting: ActingMessages = {
  offers: {
    cordon: 'Cordon: no new pods',
    uncordon: 'Uncordon: allow new pods',
    drain: 'Drain: move the pods away',
    powerOff: 'Pull the plug',
    shutDown: 'Shut down gracefully',
    powerOn: 'Power on',
    cutNetwork: 'Cut the network',
    restoreNetwork: 'Restore the network',
    crash: 'Crash a container',
    makeUnready: 'Fail the readiness probe',
    makeReady: 'Pass the readiness probe',
    scale: 'Scale…',
    rolloutRestart: 'Restart the rollout',
    rolloutUndo: 'Undo the rollout',
    label: 'Labels…',
    delete: 'Delete',
    providerOff: 'Take the load balancer provider away',
    providerOn: 'Bring the load balancer provider back',
    openFirewall: 'Open the firewall',
    closeFirewall: 'Close the firewall to the internet',
  },
  obstacles: {
    noReadinessProbe: 'It has no readinessProbe, so running is ready.',
    notRunning: 'No container of it is running.',
    isTerminating: 'It is being deleted already.',
    noEarlierRevision: 'There is no earlier revision.',
    isOwned: 'Its Deployment decides how many.',
  },
  madeInto: {
    title: 'What is made of it',
    names: 'DNS names and what CoreDNS answers now',
    doors: {
      iptables: 'Addresses and the chains that kube-proxy’s rules lead to on every node',
      nftables: 'Addresses and the chains that kube-proxy’s maps lead to on every node',
      ipvs: 'Addresses and their virtual servers on every node',
      none: 'Addresses; no kube-proxy runs, so they lead nowhere',
    },
    everyAddress: '* is every address of the node',
  },
  firewall: {
    open: 'Open: what comes from the internet for a node gets there.',
    closed:
      'Closed: what comes from the internet for a node (a node port, a port of the host, a ping) is dropped here in silence, so the client waits until its time is up. What comes by a load balancer gets through, and so do answers and connections that were open before.',
    whose: 'It is the cloud’s (a security group, a firewall rule). Kubernetes does not know of it.',
  },
  actions: 'Actions',
  actionsFor: (name) => `Actions for ${name}`,
  cluster: 'Cluster',
  workloads: 'Workloads',
  explain: 'Explain',
  scaleTitle: (name) => `Scale ${name}`,
  replicas: 'Replicas',
  fewer: 'One less',
  more: 'One more',
  scaleDo: (replicas) => `Scale to ${String(replicas)}`,
  labelTitle: (name) => `Labels of ${name}`,
  labelKey: 'Key',
  labelValue: 'Value',
  removeLabel: (key) => `Remove ${key}`,
  keepLabel: (key) => `Keep ${key}`,
  newLabel: 'New label',
  labelDo: 'Set the labels',
  noLabels: 'No labels yet.',
  badKey: 'A key is up to 63 letters, digits, “-”, “_” and “.”, perhaps with a DNS name and “/” before it.',
  badValue: 'A value is up to 63 letters, digits, “-”, “_” and “.”, beginning and ending with a letter or digit.',
  cancel: 'Cancel',
  logHint: 'What was done to the cluster, in order. Without a command, the run goes on as if it had never been given.',
  logEmpty: 'Nothing was done yet. Right-click a box in the picture, or look at its actions in the inspector.',
  logGone: (count) => (count === 1 ? '1 command was taken out.' : `${String(count)} commands were taken out.`),
  goTo: (time) => `Go to ${time}`,
  removeCommand: (command, time) => `Remove ${command} at ${time}`,
  conditions: 'Conditions',
  condition: 'Condition',
  conditionStatus: 'Status',
  since: 'For',
  ago: (age) => `${age} ago`,
  events: 'Events',
  noEvents: 'Nothing was said of it yet.',
  warning: 'Warning',
  times: (count, age) => `${String(count)} times in ${age}`,
  containers: 'Containers',
  isReady: 'ready',
  isNotReady: 'not ready',
  restarts: (count) => (count === 1 ? '1 restart' : `${String(count)} restarts`),
  runningSince: (age) => `running for ${age}`,
  waiting: (reason) => `waiting: ${reason}`,
  ended: (reason, code) => `ended: ${reason}, exit code ${String(code)}`,
  lastState: (text) => `before: ${text}`,
  environment: (container) => `Environment of ${container}`,
  environmentHint: 'As it was when the container began: Services that came later are not in it.',
  kept: {
    differs: 'differs',
    differing: (count) => `Differs ${String(count)}`,
    same: 'The same came of it.',
    notSent: 'not sent there',
  },
  nodeList: {
    title: (count) => (count === 1 ? '1 node' : `${String(count)} nodes`),
    filter: 'Find by name or status',
    more: (count) => `and ${String(count)} more: find them by name or status`,
  },
};
