// A trace as people and programs read it: text hop by hop, or JSON.
import { toSeconds, type SimTime } from '../src/base/sim-time.ts';
import { printCommand } from '../src/simulation/commands/command-text.ts';
import type { ApplyOutput, Diagnostic, Hop, Place, RequestTrace, Trace } from '../src/simulation/trace.ts';
import { simulation as en } from '../src/ui/i18n/en/simulation.ts';
import { renderMessage } from '../src/ui/i18n/render-message.ts';

/** The trace in the form that the README gives; times are seconds of virtual time. */
export function toJson(trace: Trace): unknown {
  return {
    requests: inOrder(trace).map((request) => ({
      id: request.id,
      at: toSeconds(request.startedAt),
      finishedAt: toSeconds(request.finishedAt),
      client: request.client,
      url: request.url,
      outcome: request.outcome,
      cause: renderMessage(request.cause, en),
      answeredBy: request.answeredBy ?? null,
      sourceSeenByPod: request.sourceSeenByPod ?? null,
      hops: request.hops.map(hopToJson),
      reply: request.reply.map(hopToJson),
    })),
    objects: finalObjects(trace),
    diagnostics: trace.diagnostics.map((diagnostic) => ({
      severity: diagnostic.severity,
      source: diagnostic.source,
      message: textOf(diagnostic),
      line: diagnostic.range.startLine,
      column: diagnostic.range.startColumn,
      path: diagnostic.path ?? null,
    })),
    apply: trace.apply,
    commands: trace.events.flatMap((event) =>
      event.type === 'command' || event.type === 'commandPrinted'
        ? [{ at: toSeconds(event.at), command: printCommand(event.command), output: event.output ?? null }]
        : [],
    ),
  };
}

/** The requests in the order in which they began, which their ids count. */
function inOrder({ requests }: Trace): readonly RequestTrace[] {
  return requests.toSorted((left, right) => Number(left.id.slice(1)) - Number(right.id.slice(1)));
}

function hopToJson(hop: Hop): unknown {
  return {
    at: toSeconds(hop.at),
    place: placeName(hop.place),
    layer: hop.layer,
    from: hop.after.source,
    to: hop.after.destination,
    fromBefore: hop.before.source,
    toBefore: hop.before.destination,
    rule: hop.rule,
    reason: renderMessage(hop.reason, en),
  };
}

/** The last version of every object, less what was removed. */
function finalObjects(trace: Trace): readonly unknown[] {
  const last = new Map<string, unknown>();
  for (const { kind, key, object } of trace.revisions) {
    if (object === undefined) last.delete(`${kind} ${key}`);
    else last.set(`${kind} ${key}`, object);
  }
  return [...last].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, object]) => object);
}

function textOf({ message }: Diagnostic): string {
  return typeof message === 'string' ? message : renderMessage(message, en);
}

function placeName(place: Place): string {
  switch (place.type) {
    case 'dns':
      return place.server === 'public' ? 'public DNS' : 'CoreDNS';
    case 'loadBalancer':
      return `load balancer ${place.namespace}/${place.service}`;
    case 'pod':
      return `pod ${place.namespace}/${place.name}`;
    case 'firewall':
      return 'firewall';
    case 'client':
    case 'node':
    case 'ingress':
    case 'external':
      return `${place.type} ${place.name}`;
  }
}

/** The trace as lines of text. */
export function* printTrace(trace: Trace): Generator<string> {
  yield* linesOf(trace.apply);
  for (const diagnostic of trace.diagnostics) {
    yield `${diagnostic.range.startLine}:${diagnostic.range.startColumn} ${diagnostic.severity}: ${textOf(diagnostic)}`;
  }
  for (const event of trace.events) {
    if (event.type !== 'command' && event.type !== 'commandPrinted') continue;
    const said = printCommand(event.command).replace(/^\S+ /, '');
    if (event.type === 'command') yield `${time(event.at)} command ${said}`;
    else yield `${time(event.at)} still ${said}`;
    for (const line of linesOf(event.output)) yield `    ${line}`;
  }
  for (const request of inOrder(trace)) yield* printRequest(request);
  const counts = new Map<string, number>();
  for (const { outcome } of inOrder(trace)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  yield '';
  const told = [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  yield told === '' ? 'no requests' : `${trace.requests.length} requests: ${told}`;
}

/** What kubectl printed, line by line. */
function linesOf(output: ApplyOutput | undefined): readonly string[] {
  return [...(output?.stdout ?? '').split('\n'), ...(output?.stderr ?? '').split('\n')].filter((line) => line !== '');
}

function* printRequest(request: RequestTrace): Generator<string> {
  yield '';
  yield `${request.id} ${time(request.startedAt)} ${request.client} ${request.url}: ${request.outcome}`;
  for (const hop of request.hops) yield* printHop(hop);
  if (request.reply.length > 0) yield `  reply ${request.reply.map(({ place }) => placeName(place)).join(' -> ')}`;
  yield `  ${time(request.finishedAt)} ${renderMessage(request.cause, en)}`;
}

function* printHop({ at, place, before, after, rule, reason }: Hop): Generator<string> {
  yield `  ${time(at)} ${placeName(place)}`;
  const isSame = before.source === after.source && before.destination === after.destination;
  yield `      ${before.source} -> ${before.destination}${isSame ? '' : `  becomes  ${after.source} -> ${after.destination}`}`;
  for (const line of rule.split('\n')) yield `      ${line}`;
  yield `      ${renderMessage(reason, en)}`;
}

function time(at: SimTime): string {
  return `${toSeconds(at).toFixed(4)}s`;
}
