/** A cluster for tests, driven like a user drives it: each verb returns the cluster, assertions read the trace. */
import { expect } from 'vitest';
import { assertDefined } from '../base/assert.ts';
import { parseDuration, type SimTime } from '../base/sim-time.ts';
import type { Kind, ObjectByKind } from '../kubernetes/api/objects.ts';
import type { Command } from '../simulation/session.ts';
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

  /** The node loses power at that moment. */
  powerOff(node: string, at: string): this {
    this.commands.push({ type: 'powerOff', at: duration(at), node });
    return this;
  }

  /** The node comes back at that moment. */
  powerOn(node: string, at: string): this {
    this.commands.push({ type: 'powerOn', at: duration(at), node });
    return this;
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

function duration(text: string): SimTime {
  return assertDefined(parseDuration(text), `not a duration: ${text}`);
}
