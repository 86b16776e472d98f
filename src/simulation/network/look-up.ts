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
  const { types } = question;
  const steps: LookupStep[] = [];
  let isSteady = true;
  let isStale = false;
  for (const name of question.names) {
    const asked = types.map((type) => dns.ask({ name, type }));
    const isFound = asked.some(({ answer }) => answer.answers.length > 0);
    isSteady &&= asked.every((each) => each.isSteady);
    isStale = !isFound && asked.some(({ isFromCache }) => isFromCache) && dns.outsideAddress(name) !== undefined;
    const heard = asked.map((served, index) => toHeard(name, types[index] ?? '', served));
    if (isFound) return concluded(world, { before: steps, name, heard }, question, isSteady);
    steps.push(toStep(name, heard, types, undefined).step);
  }
  const lookup: Lookup = { address: undefined, isAnswered: false, steps, isStale };
  if (isSteady) dns.keepLookup(question.key, { lookup });
  return lookup;
}

/** What was said to a question. */
interface Heard {
  readonly head: string;
  /** Aliases, and whatever else is no address: they keep their order. */
  readonly others: readonly string[];
  readonly addresses: readonly string[];
  /** With the answers in the order in which the server has them. */
  readonly rule: string;
  readonly query: HopQuery;
}

/** The name that had records, what had been asked before, and what was said to it, by type. */
export interface LastName {
  readonly before: readonly LookupStep[];
  readonly name: string;
  readonly heard: readonly Heard[];
}

function toHeard(name: string, type: string, { answer, latency, isFromCache }: ServedAnswer): Heard {
  const { rcode: code, answers: records } = answer;
  const others = records.filter((record) => !isAddress(record)).map(({ data }) => data);
  const addresses = records.filter(isAddress).map(({ data }) => data);
  const answers = [...others, ...addresses];
  const head = `${type} ${name} `;
  const query = { name, type, code, answers, latency, ...(isFromCache ? { cached: true } : {}) };
  return { head, others, addresses, rule: head + describe(code, answers), query };
}

/** Answers that stay are kept: as a whole, or in so far as only their order is another one each time. */
function concluded(world: World, last: LastName, question: NameQuestion, isSteady: boolean): Lookup {
  const lookup = ended(world, last, question);
  const isShuffled = last.heard.some(({ addresses }) => addresses.length > 1);
  if (isSteady) world.dns.keepLookup(question.key, isShuffled ? { shuffled: last } : { lookup });
  return lookup;
}

function ended(world: World, { before, name, heard }: LastName, { types }: NameQuestion): Lookup {
  const { step, address } = toStep(name, heard, types, world.machine.random('dns'));
  const isAnswered = types !== ADDRESS_TYPES;
  return { address, isAnswered, steps: before.length === 0 ? [step] : [...before, step], isStale: false };
}

/** One name that was tried, and the first address that came of it. Without chance there are no two addresses. */
function toStep(
  name: string,
  heard: readonly Heard[],
  types: readonly string[],
  random: Random | undefined,
): { readonly step: LookupStep; readonly address: string | undefined } {
  let [rule, found, all] = ['', '', ''];
  let address: string | undefined;
  let latency = micros(0);
  const queries = heard.map((each) => {
    const { others, query } = each;
    const isShuffled = each.addresses.length > 1 && random !== undefined;
    const addresses = isShuffled ? shuffled(each.addresses, random) : each.addresses;
    address ??= addresses[0];
    latency = micros(Math.max(latency, query.latency));
    if (!isShuffled) {
      rule = joined(rule, each.rule, '\n');
      found = joined(found, addresses[0] ?? '', ', ');
      all = joined(all, query.answers.join(', '), ', ');
      return query;
    }
    const answers = others.length === 0 ? addresses : [...others, ...addresses];
    const text = answers.join(', ');
    rule = joined(rule, each.head + text, '\n');
    found = joined(found, others.length === 0 ? text : addresses.join(', '), ', ');
    all = joined(all, text, ', ');
    return { ...query, answers };
  });
  const isUseful = types === ADDRESS_TYPES ? address !== undefined : all !== '';
  const count = queries.length;
  const reason = isUseful
    ? message('hop.dns.answered', { name, answer: address === undefined ? all : found, queries: count })
    : message('hop.dns.nameNotFound', { name, queries: count });
  return { step: { rule, reason, queries, latency }, address };
}

function joined(before: string, text: string, separator: string): string {
  return before === '' || text === '' ? before + text : before + separator + text;
}

/**
 * As CoreDNS's `loadbalance` orders an answer: aliases first, then the addresses in any order. Simplified: [SIM-20] a client
 * takes the first of them, and does not sort them again (RFC 6724).
 */
function shuffled(addresses: readonly string[], random: Random): readonly string[] {
  const order = [...addresses];
  for (let index = order.length - 1; index > 0; index--) {
    const other = random.below(index + 1);
    const [a, b] = [order[index], order[other]];
    if (a !== undefined && b !== undefined) [order[index], order[other]] = [b, a];
  }
  return order;
}

function isAddress({ type }: DnsRecord): boolean {
  return type === 'A' || type === 'AAAA';
}

function describe(code: string, answers: readonly string[]): string {
  if (code !== 'NOERROR') return code;
  return answers.length === 0 ? 'NOERROR, no data' : answers.join(', ');
}
