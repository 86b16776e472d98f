/** A lookup in the cluster's DNS: every name that is tried, and what CoreDNS says to it. */
import { micros, type SimTime } from '../../base/sim-time.ts';
import type { Random } from '../../base/random.ts';
import type { DnsRecord } from '../../kubernetes/dns/message.ts';
import { message, type Message } from '../message.ts';
import type { ServedAnswer } from '../coredns/dns-server.ts';
import type { HopQuery } from '../trace.ts';
import { ADDRESS_TYPES, type NameQuestion } from './name-question.ts';
import type { World } from './world.ts';

/** One name that was tried. */
export interface LookupStep {
  readonly rule: string;
  readonly reason: Message;
  readonly queries: readonly HopQuery[];
  /** Until the last of its answers, which are waited for together. */
  readonly latency: SimTime;
}

/** How a lookup ended. */
export interface Lookup {
  readonly address: string | undefined;
  readonly isAnswered: boolean;
  readonly steps: readonly LookupStep[];
  readonly isStale: boolean;
}

/**
 * Asks name after name until one has records, as glibc does. Answers are the same until something changes, except where
 * CoreDNS shuffles them or has asked outside.
 */
export function askNames(world: World, question: NameQuestion): Lookup {
  const { dns } = world;
  const known = dns.lookups.get(question.key);
  if (known !== undefined && known.version === dns.version) {
    if (known.lookup !== undefined) return known.lookup;
    if (known.shuffled !== undefined) return ended(world, known.shuffled, question);
  }
  const steps: LookupStep[] = [];
  let isSteady = true;
  let isStale = false;
  for (const name of question.names) {
    const asked = question.types.map((type) => dns.ask({ name, type }));
    const isFound = asked.some(({ answer }) => answer.answers.length > 0);
    isSteady &&= asked.every((each) => each.isSteady);
    isStale = !isFound && asked.some(({ isFromCache }) => isFromCache) && dns.outsideAddress(name) !== undefined;
    const last: LastName = { before: steps, name, asked };
    if (isFound) return concluded(world, last, question, isSteady);
    steps.push(
      toStep(
        last,
        question.types,
        asked.map(({ answer }) => answer.answers),
      ),
    );
  }
  const lookup: Lookup = { address: undefined, isAnswered: false, steps, isStale };
  if (isSteady) dns.keepLookup(question.key, { lookup });
  return lookup;
}

/** The name that had records, what had been asked before, and what was said to it. */
export interface LastName {
  readonly before: readonly LookupStep[];
  readonly name: string;
  /** By type. */
  readonly asked: readonly ServedAnswer[];
}

/** Answers that stay are kept: as a whole, or in so far as only their order is another one each time. */
function concluded(world: World, last: LastName, question: NameQuestion, isSteady: boolean): Lookup {
  const lookup = ended(world, last, question);
  const isShuffled = last.asked.some(({ answer }) => answer.answers.length > 1);
  if (isSteady) world.dns.keepLookup(question.key, isShuffled ? { shuffled: last } : { lookup });
  return lookup;
}

function ended(world: World, last: LastName, { types }: NameQuestion): Lookup {
  const ordered = last.asked.map(({ answer: { answers } }) =>
    answers.length < 2 ? answers : shuffled(answers, world.machine.random('dns')),
  );
  const isAnswered = types !== ADDRESS_TYPES;
  const address = ordered.flat().find(isAddress)?.data;
  return { address, isAnswered, steps: [...last.before, toStep(last, types, ordered)], isStale: false };
}

/** One name that was tried. `records` are those of each type, in the order in which they came. */
function toStep(
  { name, asked }: LastName,
  types: readonly string[],
  records: readonly (readonly DnsRecord[])[],
): LookupStep {
  const rules: string[] = [];
  const queries: HopQuery[] = [];
  const addresses: string[] = [];
  const all: string[] = [];
  let latency = micros(0);
  for (const [index, { answer, latency: taken, isFromCache }] of asked.entries()) {
    const type = types[index] ?? '';
    const own = records[index] ?? [];
    const data = own.map((record) => record.data);
    for (const record of own) if (isAddress(record)) addresses.push(record.data);
    all.push(...data);
    rules.push(`${type} ${name} ${describe(answer.rcode, data)}`);
    const cached = isFromCache ? { cached: true } : {};
    queries.push({ name, type, code: answer.rcode, answers: data, latency: taken, ...cached });
    latency = micros(Math.max(latency, taken));
  }
  const isUseful = types === ADDRESS_TYPES ? addresses.length > 0 : all.length > 0;
  const answer = (addresses.length > 0 ? addresses : all).join(', ');
  const reason = isUseful
    ? message('hop.dns.answered', { name, answer, queries: queries.length })
    : message('hop.dns.nameNotFound', { name, queries: queries.length });
  return { rule: rules.join('\n'), reason, queries, latency };
}

/**
 * As CoreDNS's `loadbalance` orders an answer: aliases first, then the addresses in any order. Simplified: [SIM-20] a client
 * takes the first of them, and does not sort them again (RFC 6724).
 */
function shuffled(records: readonly DnsRecord[], random: Random): readonly DnsRecord[] {
  const addresses = records.filter(isAddress);
  for (let index = addresses.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const [a, b] = [addresses[index], addresses[other]];
    if (a !== undefined && b !== undefined) [addresses[index], addresses[other]] = [b, a];
  }
  return [...records.filter((record) => !isAddress(record)), ...addresses];
}

function isAddress({ type }: DnsRecord): boolean {
  return type === 'A' || type === 'AAAA';
}

function describe(code: string, answers: readonly string[]): string {
  if (code !== 'NOERROR') return code;
  return answers.length === 0 ? 'NOERROR, no data' : answers.join(', ');
}
