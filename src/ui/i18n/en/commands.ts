/** English: what can be done to the cluster, what was done, and applying at a moment. */
import type { Obstacle, OfferId } from '../../commands/offers.ts';

/** The shape that every other language must have. */
export interface CommandMessages {
  /** The items of menus and the buttons of the inspector. */
  readonly offers: Readonly<Record<OfferId, string>>;
  readonly obstacles: Readonly<Record<Obstacle, string>>;
  /** What was done, as a line; kubectl's own commands need no words. */
  readonly said: {
    readonly powerOff: (node: string) => string;
    readonly powerOn: (node: string) => string;
    readonly shutDown: (node: string) => string;
    readonly cutNetwork: (node: string) => string;
    readonly restoreNetwork: (node: string) => string;
    readonly crash: (pod: string) => string;
    readonly makeReady: (pod: string) => string;
    readonly makeUnready: (pod: string) => string;
    readonly providerOn: string;
    readonly providerOff: string;
  };
  readonly actions: string;
  readonly actionsFor: (name: string) => string;
  readonly cluster: string;
  readonly workloads: string;
  readonly explain: string;
  // Dialogs
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
  // The notice and the log
  readonly dropped: (count: number) => string;
  readonly undo: string;
  readonly dismiss: string;
  readonly moreLines: (count: number) => string;
  readonly nothingPrinted: string;
  readonly log: string;
  readonly logOf: (count: number) => string;
  readonly logHint: string;
  readonly logEmpty: string;
  readonly goTo: (time: string) => string;
  readonly removeCommand: (command: string, time: string) => string;
  readonly removed: string;
  readonly output: string;
  // Applying at a moment
  readonly applyWhen: string;
  readonly fromStart: string;
  readonly atMoment: string;
  readonly fromStartHint: string;
  readonly atMomentHint: string;
  readonly applyAt: (time: string) => string;
  readonly isApplied: (time: string) => string;
  readonly isDraft: string;
}

/** The English words. */
export const commands: CommandMessages = {
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
  },
  obstacles: {
    noReadinessProbe: 'It has no readinessProbe, so running is ready.',
    notRunning: 'No container of it is running.',
    isTerminating: 'It is being deleted already.',
    noEarlierRevision: 'There is no earlier revision.',
    isOwned: 'Its Deployment decides how many.',
  },
  said: {
    powerOff: (node) => `pull the plug of ${node}`,
    powerOn: (node) => `power on ${node}`,
    shutDown: (node) => `shut down ${node} gracefully`,
    cutNetwork: (node) => `cut the network of ${node}`,
    restoreNetwork: (node) => `restore the network of ${node}`,
    crash: (pod) => `crash ${pod}`,
    makeReady: (pod) => `let ${pod} pass its readiness probe`,
    makeUnready: (pod) => `let ${pod} fail its readiness probe`,
    providerOn: 'bring the load balancer provider back',
    providerOff: 'take the load balancer provider away',
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
  dropped: (count) => (count === 1 ? '1 later command was dropped.' : `${String(count)} later commands were dropped.`),
  undo: 'Bring back',
  dismiss: 'Dismiss',
  moreLines: (count) => (count === 1 ? 'and 1 more line' : `and ${String(count)} more lines`),
  nothingPrinted: 'done',
  log: 'Command log',
  logOf: (count) =>
    count === 0
      ? 'Command log, empty'
      : count === 1
        ? 'Command log, 1 command'
        : `Command log, ${String(count)} commands`,
  logHint: 'What was done to the cluster, in order. Without a command, the run goes on as if it had never been given.',
  logEmpty: 'Nothing was done yet. Right-click a box in the picture, or look at its actions in the inspector.',
  goTo: (time) => `Go to ${time}`,
  removeCommand: (command, time) => `Remove ${command} at ${time}`,
  removed: 'The command was removed.',
  output: 'Printed',
  applyWhen: 'When the text is applied',
  fromStart: 'From the start',
  atMoment: 'At this moment',
  fromStartHint: 'The text that the cluster starts with. Each edit runs everything again.',
  atMomentHint: 'Edit in peace, then apply to the running cluster.',
  applyAt: (time) => `Apply at ${time}`,
  isApplied: (time) => `Applied at ${time}`,
  isDraft: 'Not applied yet',
};
