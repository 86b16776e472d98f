/** The hand that acts on the cluster: carries out the session's commands at their times. */
import { micros, START, type SimTime } from '../base/sim-time.ts';
import type { ManifestDocument } from '../kubernetes/api/document.ts';
import { applyDocuments } from './apiserver/apply-documents.ts';
import { notFound } from './apiserver/status.ts';
import { deleteObject, label, scale } from './commands/change-object.ts';
import { cordon } from './commands/cordon.ts';
import { type Drain, evictPods, isOver, startDrain, takeLeft } from './commands/drain.ts';
import { refusal, withWholeNames } from './commands/find-object.ts';
import { rolloutRestart, rolloutUndo } from './commands/rollout.ts';
import { EVICTION_RETRY, WATCH_LATENCY } from './constants.ts';
import type { ServiceController } from './controllers/service-controller.ts';
import type { Firewall } from './firewall.ts';
import type { Hosts } from './hosts.ts';
import type { KubeProxy } from './kube-proxy/kube-proxy.ts';
import type { Kubelet } from './kubelet/kubelet.ts';
import type { Change } from './change.ts';
import type { Component, Machine, SimulationEvent } from './machine.ts';
import type { Affinity } from './network/affinity.ts';
import type { Action, Command, ReadCommand } from './session.ts';
import type { ClientRoster } from './setup/client-roster.ts';
import { isOwnDocument } from './setup/clients.ts';
import type { ApplyOutput, TraceEvent } from './trace.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What the hand can reach besides the API server. */
export interface Reach {
  readonly hosts: Hosts;
  readonly firewall: Firewall;
  readonly affinity: Affinity;
  readonly kubelet: Kubelet;
  readonly kubeProxy: KubeProxy;
  readonly serviceController: ServiceController;
  readonly roster: ClientRoster;
}

/**
 * Carries out each command when its time has come, before anything else that is due at that moment. What a command names and
 * the cluster does not have is told in kubectl's words; nothing throws.
 */
export class Operator implements Component {
  private readonly machine: Machine;
  private readonly reach: Reach;
  /** The commands still to come, in order of time. */
  private coming: readonly ReadCommand[];
  /** The drains under way, by node. */
  private readonly drains = new Map<string, Drain>();

  constructor(machine: Machine, reach: Reach, commands: readonly ReadCommand[]) {
    this.machine = machine;
    this.reach = reach;
    this.coming = inOrder(commands);
  }

  /** When the next command is due. */
  get nextAt(): SimTime | undefined {
    return this.coming[0]?.at;
  }

  /** The log from now on: commands of the past are left out. */
  replaceFuture(commands: readonly ReadCommand[]): void {
    this.coming = inOrder(commands.filter(({ at }) => at > this.machine.now));
  }

  /** Carries out the next command now. */
  carryOutNext(): void {
    const [next, ...rest] = this.coming;
    this.coming = rest;
    if (next === undefined) return;
    const { at, documents, ...given } = next;
    const action = withWholeNames(this.machine.api.store, given);
    const command: Command = { at, ...action };
    // What follows from the command at once is recorded behind it.
    const event: Writable<Extract<TraceEvent, { readonly type: 'command' }>> = {
      type: 'command',
      at: this.machine.now,
      command,
    };
    this.machine.record(event);
    const output = this.carryOut(action, command, documents);
    if (output !== undefined) event.output = output;
  }

  onChange({ kind, object, previous }: Change): void {
    if (kind !== 'Pod' || object !== undefined || previous?.kind !== 'Pod' || this.drains.size === 0) return;
    const node = previous.spec.nodeName ?? '';
    if (this.drains.has(node)) {
      this.machine.schedule(WATCH_LATENCY, { component: 'operator', type: 'podLeft', key: node });
    }
  }

  handle({ type, key }: SimulationEvent): void {
    if (type === 'powerOff') this.switchPower(key, false);
    const drain = this.drains.get(key);
    if (drain === undefined) return;
    if (type === 'evict') this.print(drain, this.evict(drain));
    else if (type === 'podLeft') this.print(drain, takeLeft(this.machine, drain));
    if (isOver(drain)) this.drains.delete(key);
  }

  private carryOut(action: Action, command: Command, documents: ReadCommand['documents']): ApplyOutput | undefined {
    const { machine, reach } = this;
    const missing = this.missing(action);
    if (missing !== undefined) return missing;
    switch (action.type) {
      case 'apply':
        return this.apply(documents ?? []);
      case 'delete':
        return deleteObject(machine, action.object).output;
      case 'scale':
        return scale(machine, action.object, action.replicas).output;
      case 'rolloutRestart':
        return rolloutRestart(machine, action.object).output;
      case 'rolloutUndo':
        return rolloutUndo(machine, action.object).output;
      case 'label':
        return label(machine, action.object, action.labels).output;
      case 'cordon':
        return cordon(machine, action.node, true).output;
      case 'uncordon':
        return cordon(machine, action.node, false).output;
      case 'drain':
        return this.drain(action.node, command);
      case 'powerOff':
        this.switchPower(action.node, false);
        return undefined;
      case 'powerOn':
        this.switchPower(action.node, true);
        return undefined;
      case 'shutDown':
        if (reach.hosts.isOn(action.node)) reach.kubelet.shutDown(action.node);
        return undefined;
      case 'cutNetwork':
        this.connect(action.node, false);
        return undefined;
      case 'restoreNetwork':
        this.connect(action.node, true);
        return undefined;
      case 'crash':
        reach.kubelet.crash(action.pod);
        return undefined;
      case 'setReady':
        reach.kubelet.setReady(action.pod, action.isReady);
        return undefined;
      case 'setLoadBalancerProvider':
        reach.serviceController.setProvider(action.isOn);
        return undefined;
      case 'setFirewall':
        if (reach.firewall.set(action.isOpen)) {
          machine.record({ type: 'firewallChanged', at: machine.now, isOpen: action.isOpen });
        }
        return undefined;
    }
  }

  private apply(documents: readonly ManifestDocument[]): ApplyOutput {
    const { output } = applyDocuments(this.machine.api, documents, 'manifest.yaml');
    this.reach.roster.add(documents);
    const isForeign = documents.length > 0 && documents.every((document) => isOwnDocument(document));
    return isForeign ? { exit: 0, stdout: '', stderr: '' } : output;
  }

  /** What kubectl would say of a node or pod that is not there. */
  private missing(action: Action): ApplyOutput | undefined {
    const { store } = this.machine.api;
    if ('node' in action && store.get('Node', action.node) === undefined) {
      return refusal(notFound('nodes', action.node)).output;
    }
    if ('pod' in action && store.get('Pod', action.pod) === undefined) {
      return refusal(notFound('pods', action.pod.slice(action.pod.indexOf('/') + 1))).output;
    }
    return undefined;
  }

  private drain(node: string, command: Command): ApplyOutput {
    const { result, drain } = startDrain(this.machine, node, command);
    if (drain === undefined) return result.output;
    const evicted = this.evict(drain);
    const left = takeLeft(this.machine, drain);
    if (isOver(drain)) this.drains.delete(node);
    else this.drains.set(node, drain);
    return {
      exit: 0,
      stdout: result.output.stdout + evicted.stdout + left.stdout,
      stderr: result.output.stderr + evicted.stderr,
    };
  }

  private evict(drain: Drain): ApplyOutput {
    const output = evictPods(this.machine, drain);
    if (drain.refused.length > 0) {
      this.machine.schedule(EVICTION_RETRY, { component: 'operator', type: 'evict', key: drain.node });
    }
    return output;
  }

  private print({ command }: Drain, output: ApplyOutput): void {
    if (output.stdout === '' && output.stderr === '') return;
    this.machine.record({ type: 'commandPrinted', at: this.machine.now, command, output });
  }

  private switchPower(node: string, isOn: boolean): void {
    const { hosts, affinity, kubelet, kubeProxy } = this.reach;
    if (!hosts.switch(node, isOn)) return;
    this.recordHost(node);
    if (!isOn) affinity.forget(node);
    else {
      kubelet.poweredOn(node);
      kubeProxy.poweredOn(node);
    }
  }

  private connect(node: string, isConnected: boolean): void {
    const { hosts, kubelet, kubeProxy } = this.reach;
    if (!hosts.connect(node, isConnected)) return;
    this.recordHost(node);
    if (!isConnected || !hosts.isOn(node)) return;
    kubelet.networkRestored(node);
    kubeProxy.networkRestored(node);
  }

  private recordHost(node: string): void {
    const { hosts } = this.reach;
    const [isOn, isConnected] = [hosts.isOn(node), hosts.isConnected(node)];
    this.machine.record({ type: 'hostChanged', at: this.machine.now, node, isOn, isConnected });
  }
}

/** In order of time, none before the start; frozen, as texts that have been read are large and never change. */
function inOrder(commands: readonly ReadCommand[]): readonly ReadCommand[] {
  const moved = commands.map((command) =>
    Object.freeze({ ...command, at: micros(Math.max(START, command.at)) } satisfies ReadCommand),
  );
  return moved.toSorted((left, right) => left.at - right.at);
}
