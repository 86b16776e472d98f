/** English: what can be done to the cluster, what was done, and applying at a moment. */
/** The shape that every other language must have. */
export interface CommandMessages {
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
    readonly openFirewall: string;
    readonly closeFirewall: string;
  };
  // The notice and the log
  readonly dropped: (count: number) => string;
  readonly undo: string;
  readonly dismiss: string;
  readonly log: string;
  readonly logOf: (count: number) => string;
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
    openFirewall: 'open the firewall',
    closeFirewall: 'close the firewall to the internet',
  },
  dropped: (count) => (count === 1 ? '1 later command was dropped.' : `${String(count)} later commands were dropped.`),
  undo: 'Bring back',
  dismiss: 'Dismiss',
  log: 'Command log',
  logOf: (count) =>
    count === 0
      ? 'Command log, empty'
      : count === 1
        ? 'Command log, 1 command'
        : `Command log, ${String(count)} commands`,
  applyWhen: 'When the text is applied',
  fromStart: 'From the start',
  atMoment: 'At this moment',
  fromStartHint: 'The text that the cluster starts with. Each edit runs everything again.',
  atMomentHint: 'Edit in peace, then apply to the running cluster.',
  applyAt: (time) => `Apply at ${time}`,
  isApplied: (time) => `Applied at ${time}`,
  isDraft: 'Not applied yet',
};
