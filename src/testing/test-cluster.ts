/** A cluster for tests, driven like a user drives it: each verb returns the cluster, assertions read the trace. */
import { expect } from 'vitest';
import { assertDefined } from '../base/assert.ts';
import { parseDuration, type SimTime } from '../base/sim-time.ts';
import type { Kind, ObjectByKind } from '../kubernetes/api/objects.ts';
import { resourceOfWord } from '../kubernetes/decode/resources.ts';
import type { Action, Command, ObjectReference } from '../simulation/session.ts';
import type { Outcome, RequestTrace, Trace } from '../simulation/trace.ts';
import { runSession } from '../worker/run-session.ts';

/** Builds a session and runs it once, when first asked for what came of it. */
export class TestCluster {
  private readonly manifests: string;
  private readonly seed: number;
  private readonly commands: Command[] = [];
  private until = '20s';
  private ran: Trace | undefined;

  constructor(manifests: string, seed = 1) {
    this.manifests = manifests;
    this.seed = seed;
  }

  /** Does something at that moment; the other verbs are short for this. Objects are in the namespace `default`. */
  act(action: Action, at: string): this {
    this.commands.push({ ...action, at: duration(at) });
    return this;
  }

  /** Applies more manifests. */
  apply(manifests: string, at: string): this {
    return this.act({ type: 'apply', manifests }, at);
  }

  /** Deletes an object, such as `pod/web-0`. */
  delete(target: string, at: string): this {
    return this.act({ type: 'delete', object: reference(target) }, at);
  }

  /** Scales `web`, a Deployment, or what is named with its kind. */
  scale(target: string, replicas: number, at: string): this {
    return this.act({ type: 'scale', object: reference(target), replicas }, at);
  }

  /** Makes all pods of the workload anew. */
  rolloutRestart(target: string, at: string): this {
    return this.act({ type: 'rolloutRestart', object: reference(target) }, at);
  }

  /** Takes the workload back to the revision before. */
  rolloutUndo(target: string, at: string): this {
    return this.act({ type: 'rolloutUndo', object: reference(target) }, at);
  }

  /** Sets labels, or takes away those that are null. */
  label(target: string, labels: Readonly<Record<string, string | null>>, at: string): this {
    return this.act({ type: 'label', object: reference(target), labels }, at);
  }

  /** Lets no more pods onto the node. */
  cordon(node: string, at: string): this {
    return this.act({ type: 'cordon', node }, at);
  }

  /** Lets pods onto the node again. */
  uncordon(node: string, at: string): this {
    return this.act({ type: 'uncordon', node }, at);
  }

  /** Evicts the node's pods. */
  drain(node: string, at: string): this {
    return this.act({ type: 'drain', node }, at);
  }

  /** The node loses power. */
  powerOff(node: string, at: string): this {
    return this.act({ type: 'powerOff', node }, at);
  }

  /** The node comes back. */
  powerOn(node: string, at: string): this {
    return this.act({ type: 'powerOn', node }, at);
  }

  /** The node is shut down in good order. */
  shutDown(node: string, at: string): this {
    return this.act({ type: 'shutDown', node }, at);
  }

  /** The node's cable is pulled. */
  cutNetwork(node: string, at: string): this {
    return this.act({ type: 'cutNetwork', node }, at);
  }

  /** The node's cable is in again. */
  restoreNetwork(node: string, at: string): this {
    return this.act({ type: 'restoreNetwork', node }, at);
  }

  /** The first container of `web-0` ends with an error. */
  crash(pod: string, at: string): this {
    return this.act({ type: 'crash', pod: `default/${pod}` }, at);
  }

  /** The pod's program begins, or ceases, to fail its readiness probe. */
  setReady(pod: string, isReady: boolean, at: string): this {
    return this.act({ type: 'setReady', pod: `default/${pod}`, isReady }, at);
  }

  /** Whether there is a cloud that makes load balancers. */
  setLoadBalancerProvider(isOn: boolean, at: string): this {
    return this.act({ type: 'setLoadBalancerProvider', isOn }, at);
  }

  /** Whether the firewall in front of the nodes lets the internet through to them. */
  setFirewall(isOpen: boolean, at: string): this {
    return this.act({ type: 'setFirewall', isOpen }, at);
  }

  /** How long the clients send. */
  run(until: string): this {
    this.until = until;
    return this;
  }

  /** The whole trace. */
  get trace(): Trace {
    this.ran ??= runSession(
      { manifests: this.manifests, seed: this.seed, commands: this.commands },
      duration(this.until),
    );
    return this.ran;
  }

  /** What kubectl printed for the command at that moment, errors and all, to its end. */
  printed(at: string): string {
    const outputs = this.trace.events.flatMap((event) =>
      (event.type === 'command' || event.type === 'commandPrinted') && event.command.at === duration(at)
        ? (event.output ?? [])
        : [],
    );
    return outputs.map(({ stdout, stderr }) => stdout + stderr).join('');
  }

  /** The requests of a client that began in the stretch of time. */
  requests(client: string, from = '0s', to = '24h'): readonly RequestTrace[] {
    const [start, end] = [duration(from), duration(to)];
    return this.trace.requests.filter(
      (request) => request.client === client && request.startedAt >= start && request.startedAt < end,
    );
  }

  /** All requests of the client in that stretch ended so, and there were some. */
  expectAll(client: string, outcome: Outcome, from?: string, to?: string): this {
    const outcomes = this.requests(client, from, to).map((request) => request.outcome);
    expect(outcomes.length, `requests of ${client}`).toBeGreaterThan(0);
    expect(new Set(outcomes)).toEqual(new Set([outcome]));
    return this;
  }

  /** The outcomes of the client in that stretch, each once, sorted. */
  outcomes(client: string, from?: string, to?: string): readonly Outcome[] {
    return [...new Set(this.requests(client, from, to).map(({ outcome }) => outcome))].toSorted();
  }

  /** Who answered the client, each once, sorted. */
  answeredBy(client: string): readonly string[] {
    return [...new Set(this.requests(client).flatMap(({ answeredBy }) => answeredBy ?? []))].toSorted();
  }

  /** The objects of a kind as they are at the end. */
  objects<K extends Kind>(kind: K): readonly ObjectByKind[K][] {
    const last = new Map<string, ObjectByKind[K]>();
    for (const revision of this.trace.revisions) {
      if (revision.kind !== kind) continue;
      if (revision.object === undefined) last.delete(revision.key);
      // A revision of a kind holds objects of that kind.
      else last.set(revision.key, revision.object as ObjectByKind[K]);
    }
    return [...last.values()];
  }
}

/** A cluster to which these manifests are applied. */
export function testCluster(manifests: string, seed?: number): TestCluster {
  return new TestCluster(manifests, seed);
}

/** `Kind/name` or `kind/name` in the namespace `default`; a bare name is a Deployment's. */
function reference(target: string): ObjectReference {
  const [word, name] = target.includes('/') ? target.split('/') : ['Deployment', target];
  const resource = assertDefined(resourceOfWord(word ?? ''), `no kind: ${target}`);
  return { kind: resource.kind, name: name ?? '', ...(resource.isNamespaced ? { namespace: 'default' } : {}) };
}

function duration(text: string): SimTime {
  return assertDefined(parseDuration(text), `not a duration: ${text}`);
}
