// npm run -s simulate -- FILE.yaml [--seed N] [--until 60s] [--json] [--do '20s: power-off node-2']...
// Runs a manifest without a browser and prints what became of every request, hop by hop.
import { readFileSync } from 'node:fs';
import { parseDuration, seconds, toSeconds, type SimTime } from '../src/base/sim-time.ts';
import type { Command } from '../src/simulation/session.ts';
import type { Diagnostic, Hop, Place, RequestTrace, Trace } from '../src/simulation/trace.ts';
import { simulation as en } from '../src/ui/i18n/en/simulation.ts';
import { renderMessage } from '../src/ui/i18n/render-message.ts';
import { runSession } from '../src/worker/run-session.ts';

interface Options {
  readonly file: string;
  readonly seed: number;
  readonly until: SimTime;
  readonly json: boolean;
  readonly commands: readonly Command[];
}

const USAGE = `usage: npm run -s simulate -- FILE.yaml [--seed N] [--until 60s] [--json] [--do '20s: power-off NODE']...
  FILE.yaml  the manifests; - reads standard input
  --seed     a whole number (default 1): another one makes other choices of chance
  --until    virtual time at which clients stop (default 60s)
  --do       a command at a moment: power-off NODE or power-on NODE; may be given several times
  --json     the whole result as JSON`;

/** What is wrong with the command line. */
class UsageError extends Error {}

function readOptions(args: readonly string[]): Options {
  let file: string | undefined;
  let seed = 1;
  let until = seconds(60);
  let json = false;
  const commands: Command[] = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? '';
    const value = (): string => {
      index += 1;
      const given = args[index];
      if (given === undefined) throw new UsageError(`${arg} needs a value`);
      return given;
    };
    if (arg === '--json') json = true;
    else if (arg === '--seed') seed = readSeed(value());
    else if (arg === '--until') until = readDuration(value());
    else if (arg === '--do') commands.push(readCommand(value()));
    else if (arg.startsWith('--')) throw new UsageError(`unknown option ${arg}`);
    else if (file === undefined) file = arg;
    else throw new UsageError(`one file only: ${arg}`);
  }
  if (file === undefined) throw new UsageError('no file given');
  return { file, seed, until, json, commands: commands.toSorted((left, right) => left.at - right.at) };
}

function readSeed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--seed takes a whole number, not ${text}`);
  return Number(text);
}

function readDuration(text: string): SimTime {
  const duration = parseDuration(text);
  if (duration === undefined) throw new UsageError(`a duration is needed, such as 60s or 5m, not ${text}`);
  return duration;
}

function readCommand(text: string): Command {
  const [, at, name, node] = /^\s*(\S+?):\s*(power-off|power-on)\s+(\S+)\s*$/.exec(text) ?? [];
  if (at === undefined || node === undefined) throw new UsageError(`not a command: ${text}`);
  return { type: name === 'power-on' ? 'powerOn' : 'powerOff', at: readDuration(at), node };
}

function toJson(trace: Trace): unknown {
  return {
    requests: trace.requests.map((request) => ({
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
  };
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
      return 'CoreDNS';
    case 'loadBalancer':
      return `load balancer ${place.namespace}/${place.service}`;
    case 'pod':
      return `pod ${place.namespace}/${place.name}`;
    case 'client':
    case 'node':
    case 'external':
      return `${place.type} ${place.name}`;
  }
}

function* print(trace: Trace): Generator<string> {
  yield* trace.apply.stdout.split('\n').filter((line) => line !== '');
  yield* trace.apply.stderr.split('\n').filter((line) => line !== '');
  for (const diagnostic of trace.diagnostics) {
    yield `${diagnostic.range.startLine}:${diagnostic.range.startColumn} ${diagnostic.severity}: ${textOf(diagnostic)}`;
  }
  for (const event of trace.events) {
    if (event.type === 'command') yield `${time(event.at)} command ${event.command.type} ${event.command.node}`;
  }
  for (const request of trace.requests) yield* printRequest(request);
  const counts = new Map<string, number>();
  for (const { outcome } of trace.requests) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  yield '';
  yield `${trace.requests.length} requests: ${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`;
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

try {
  const { file, seed, until, json, commands } = readOptions(process.argv.slice(2));
  const manifests = readFileSync(file === '-' ? 0 : file, 'utf8');
  const trace = runSession({ manifests, seed, commands }, until);
  const text = json ? JSON.stringify(toJson(trace), undefined, 2) : [...print(trace)].join('\n');
  process.stdout.write(`${text}\n`);
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof Error && 'code' in error)) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
