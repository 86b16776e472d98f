/** A lookup in the cluster's DNS: every name that is tried, and what CoreDNS says to it. */
import { micros, type SimTime } from '../../base/sim-time.ts';
import type { Random } from '../../base/random.ts';
import type { DnsRecord } from '../../kubernetes/dns/message.ts';
import { message, type Message } from '../message.ts';
import type { HopQuery } from '../trace.ts';
import { ADDRESS_TYPES, type NameQuestion } from './name-question.ts';
import type { World } from './world.ts';

/** One name that was tried. */
interface LookupStep {
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
export function lookUp(world: World, question: NameQuestion): Lookup {
  const { dns } = world;
  const known = dns.lookups.get(question.key);
  if (known !== undefined && known.version === dns.version) return known.lookup;
  const steps: LookupStep[] = [];
  let isSteady = true;
  let isStale = false;
  let isAnswered = false;
  let address: string | undefined;
  for (const name of question.names) {
    const tried = tryName(world, name, question.types);
    steps.push(tried.step);
    isSteady &&= tried.isSteady;
    isStale = tried.isDenied && dns.outsideAddress(name) !== undefined;
    if (!tried.isFound) continue;
    isAnswered = question.types !== ADDRESS_TYPES;
    address = tried.address;
    break;
  }
  const lookup: Lookup = { address, isAnswered, steps, isStale };
  if (isSteady) dns.keepLookup(question.key, lookup);
  return lookup;
}

interface Tried {
  readonly step: LookupStep;
  readonly isFound: boolean;
  readonly address: string | undefined;
  /** Whether the answers are the same the next time, if nothing changes. */
  readonly isSteady: boolean;
  /** Whether the cache of forwarded names has said no. */
  readonly isDenied: boolean;
}

function tryName(world: World, name: string, types: readonly string[]): Tried {
  const rules: string[] = [];
  const queries: HopQuery[] = [];
  const records: string[] = [];
  const addresses: string[] = [];
  let latency = micros(0);
  let isSteady = true;
  let isFromCache = false;
  for (const type of types) {
    const served = world.dns.ask({ name, type });
    const { rcode, answers } = served.answer;
    isSteady &&= served.isSteady && answers.length < 2;
    isFromCache ||= served.isFromCache;
    const ordered = answers.length < 2 ? answers : shuffled(answers, world.machine.random('dns'));
    const data = ordered.map((record) => record.data);
    for (const record of ordered) if (isAddress(record)) addresses.push(record.data);
    records.push(...data);
    rules.push(`${type} ${name} ${describe(rcode, data)}`);
    const cached = served.isFromCache ? { cached: true } : {};
    queries.push({ name, type, code: rcode, answers: data, latency: served.latency, ...cached });
    latency = micros(Math.max(latency, served.latency));
  }
  const isFound = records.length > 0;
  const [address] = addresses;
  const isUseful = types === ADDRESS_TYPES ? address !== undefined : isFound;
  const answer = (addresses.length > 0 ? addresses : records).join(', ');
  const reason = isUseful
    ? message('hop.dns.answered', { name, answer, queries: queries.length })
    : message('hop.dns.nameNotFound', { name, queries: queries.length });
  const step = { rule: rules.join('\n'), reason, queries, latency };
  return { step, isFound, address, isSteady, isDenied: isFromCache && !isFound };
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
