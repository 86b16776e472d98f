// Golden text traces: what happens when, reviewed like prose. `npx vitest run scripts/golden -u` writes them anew.
import { describe, expect, it } from 'vitest';
import { seconds, toSeconds } from '../src/base/sim-time.ts';
import type { KubernetesObject } from '../src/kubernetes/api/objects.ts';
import { isPodReady } from '../src/kubernetes/api/pod.ts';
import type { Command } from '../src/simulation/session.ts';
import type { Trace } from '../src/simulation/trace.ts';
import { SCENARIOS } from '../src/scenarios/index.ts';
import { runSession } from '../src/worker/run-session.ts';
import { printTrace } from './print-trace.ts';

function run(id: string, until: number, commands: readonly Command[] = []): Trace {
  const scenario = SCENARIOS.find((each) => each.id === id);
  return runSession({ manifests: scenario?.manifests ?? '', seed: 1, commands }, seconds(until));
}

/** What an object looks like to an eye that watches it, or undefined for what nobody watches. */
function glance(object: KubernetesObject): string | undefined {
  switch (object.kind) {
    case 'Pod': {
      const ending = object.metadata.deletionTimestamp === undefined ? '' : ' Terminating';
      return `${object.status.phase}${isPodReady(object) ? ' Ready' : ''}${ending} on ${object.spec.nodeName ?? 'no node'}`;
    }
    case 'Node': {
      const ready = object.status.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'absent';
      return `Ready=${ready} taints=[${(object.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).join(' ')}]`;
    }
    case 'EndpointSlice': {
      const endpoints = (object.endpoints ?? []).map(({ addresses, conditions: { ready, serving, terminating } }) => {
        const flags = [ready === true && 'ready', serving === true && 'serving', terminating === true && 'terminating'];
        return `${addresses.join()} (${flags.filter((flag) => flag !== false).join(', ')})`;
      });
      return `[${endpoints.join(' ')}]`;
    }
    case 'ReplicaSet':
      return `${object.status?.readyReplicas ?? 0}/${object.spec.replicas} ready`;
    case 'Deployment':
    case 'Event':
    case 'Ingress':
    case 'Lease':
    case 'Namespace':
    case 'Service':
    case 'StatefulSet':
      return undefined;
  }
}

/** Every change of what an eye would see, with its time. */
function watch(trace: Trace): string {
  const seen = new Map<string, string>();
  const lines: string[] = [];
  const say = (at: number, text: string): void => {
    lines.push(`${at.toFixed(3).padStart(8)}s ${text}`);
  };
  const events = trace.events.filter(({ type }) => type !== 'proxySynced');
  for (const { at, kind, key, object } of trace.revisions) {
    while (events[0] !== undefined && events[0].at <= at) {
      const event = events.shift();
      if (event?.type === 'command') {
        const { command } = event;
        say(toSeconds(event.at), `command ${command.type}${'node' in command ? ` ${command.node}` : ''}`);
      }
      if (event?.type === 'healthChanged') {
        say(
          toSeconds(event.at),
          `load balancer of ${event.service}: ${event.node} ${event.healthy ? 'healthy' : 'unhealthy'}`,
        );
      }
    }
    const text = object === undefined ? 'gone' : glance(object);
    if (text === undefined || seen.get(`${kind} ${key}`) === text) continue;
    seen.set(`${kind} ${key}`, text);
    say(toSeconds(at), `${kind} ${key} ${text}`);
  }
  return `${lines.join('\n')}\n`;
}

/** What clients felt of a power cut, in order: the last sign of life, the requests that failed, the end of that. */
function felt(trace: Trace, node: string): string {
  const moments: (readonly [number, string])[] = [];
  const last = trace.revisions.findLast(({ kind, key }) => kind === 'Lease' && key.endsWith(`/${node}`));
  if (last !== undefined) moments.push([last.at, `last heartbeat of ${node}`]);
  for (const { name } of trace.clients) {
    const failed = trace.requests.filter(({ client, outcome }) => client === name && outcome !== 'answered');
    const [first, end] = [failed[0], failed.at(-1)];
    if (first === undefined || end === undefined) continue;
    moments.push([first.startedAt, `first failure of ${name}: ${first.outcome}, ${first.cause.id}`]);
    moments.push([end.startedAt, `last failure of ${name}: ${end.outcome}, ${end.cause.id} (${failed.length} in all)`]);
  }
  for (const { at, object } of trace.revisions) {
    if (object?.kind !== 'Event' || !TOLD.has(object.reason)) continue;
    moments.push([at, `${object.reason}: ${object.message}`]);
  }
  const lines = moments
    .toSorted(([a], [b]) => a - b)
    .map(([at, text]) => `${(at / 1e6).toFixed(3).padStart(8)}s ${text}`);
  return `${lines.join('\n')}\n`;
}

const TOLD = new Set(['NodeNotReady', 'TaintManagerEviction', 'SuccessfulCreate', 'UpdatedLoadBalancer']);

describe('golden traces', () => {
  it('cluster-ip: from the manifest to the first answer', async () => {
    const text = `${watch(run('cluster-ip', 5))}\n${[...printTrace(run('cluster-ip', 5))].join('\n')}\n`;
    await expect(text).toMatchFileSnapshot('../src/scenarios/golden/cluster-ip.trace.txt');
  });

  it('load-balancer: one request through every layer', async () => {
    const text = `${[...printTrace(run('load-balancer', 5))].join('\n')}\n`;
    await expect(text).toMatchFileSnapshot('../src/scenarios/golden/load-balancer.trace.txt');
  });

  it('node-shutdown: from the power cut to the replacement', async () => {
    const trace = run('node-shutdown', 400, [{ type: 'powerOff', at: seconds(20), node: 'node-2' }]);
    await expect(`${watch(trace)}\n${felt(trace, 'node-2')}`).toMatchFileSnapshot(
      '../src/scenarios/golden/node-shutdown.trace.txt',
    );
  });
});
