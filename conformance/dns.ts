/** Scores recorded DNS answers, search-path lookups and cache timelines against the rules in src/kubernetes/dns. */
import { parseAllDocuments } from 'yaml';
import { START, seconds, type SimTime } from '../src/base/sim-time.ts';
import type { EndpointSlice } from '../src/kubernetes/api/endpointslice.ts';
import type { Service } from '../src/kubernetes/api/service.ts';
import { answerQuery } from '../src/kubernetes/dns/answer.ts';
import { EMPTY_DNS_CACHE, isCached, readCache, writeCache } from '../src/kubernetes/dns/cache.ts';
import type { DnsAnswer, DnsQuery, DnsRecord } from '../src/kubernetes/dns/message.ts';
import { resolve } from '../src/kubernetes/dns/resolver.ts';
import { truncateAnswer } from '../src/kubernetes/dns/truncate.ts';
import { buildDnsZone, type DnsZone, type UpstreamRecord } from '../src/kubernetes/dns/zone.ts';

/** The part of dns.json that every case stands on. */
interface DnsFile {
  readonly clusterDomain: string;
  readonly coreDNSPodIP: string;
  readonly namespaces: readonly string[];
  readonly baselineObjects: string;
  readonly upstream: { readonly records: readonly (readonly [string, UpstreamRecord['type'], string])[] };
  readonly cases: readonly unknown[];
  readonly searchPath: { readonly objects: string; readonly lookups: readonly unknown[] };
  readonly timelines: readonly Timeline[];
}

interface QueryCase {
  readonly id: string;
  readonly objects: string;
  readonly queries: readonly RecordedQuery[];
}

interface RecordedQuery extends DnsQuery {
  readonly rcode: string;
  readonly flags: readonly string[];
  readonly digOptions?: string | null;
  readonly answerCount?: number;
  readonly answers?: readonly DnsRecord[];
  readonly authority?: readonly DnsRecord[];
  readonly additional?: readonly DnsRecord[];
}

interface Lookup {
  readonly id: string;
  readonly resolvConf: string;
  readonly lookup: string;
  readonly families: string;
  readonly ok: boolean;
  readonly error: string | null;
  readonly addresses: readonly string[];
  readonly canonicalName: string | null;
  readonly queries: readonly (DnsQuery & { readonly rcode: string; readonly answerCount: number })[];
}

interface Timeline {
  readonly id: string;
  readonly cache: string;
  readonly query: string;
  readonly before: string;
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly t: number;
  readonly event?: string | null;
  readonly rcode?: string;
  readonly answers?: readonly Pick<DnsRecord, 'type' | 'ttl' | 'data'>[];
  readonly soaTTL?: number | null;
}

interface ClusterObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** Every case of a file: query cases, search-path lookups and timelines, each with its id. */
export function dnsCasesOf(file: unknown): readonly { readonly id: string }[] {
  const { cases, searchPath, timelines } = file as DnsFile; // The recordings' form is described in the README.
  return [...cases, ...searchPath.lookups, ...timelines] as readonly { readonly id: string }[]; // Every case has an id.
}

/** Undefined when Kubehops answers as recorded, else what differs. */
export function scoreDnsCase(file: unknown, testCase: unknown): string | undefined {
  const recording = file as DnsFile; // The recordings' form is described in the README.
  const differences = differencesOf(recording, testCase);
  return differences.length === 0 ? undefined : differences.join('\n');
}

function differencesOf(file: DnsFile, testCase: unknown): readonly string[] {
  if (typeof testCase !== 'object' || testCase === null) return ['not a case'];
  if ('lookup' in testCase) return scoreLookup(file, testCase as Lookup); // Told apart by what only lookups have.
  if ('samples' in testCase) return scoreTimeline(file, testCase as Timeline); // Likewise for timelines.
  return scoreQueries(file, testCase as QueryCase); // What remains.
}

/** A server that keeps answers to some queries, and at a moment is asked one of a zone. */
function serverOf(keeps: (query: DnsQuery) => boolean): (zone: DnsZone, query: DnsQuery, now: SimTime) => DnsAnswer {
  let cache = EMPTY_DNS_CACHE;
  /** What an alias leads to is asked in the same way, and so may be in the cache from then on. */
  const ask = (zone: DnsZone, query: DnsQuery, now: SimTime): DnsAnswer => {
    const kept = readCache(cache, query, now);
    if (kept !== undefined) return kept;
    const answer = answerQuery(zone, query, (next) => ask(zone, next, now));
    if (keeps(query)) cache = writeCache(cache, query, answer, now);
    return answer;
  };
  return ask;
}

function scoreQueries(file: DnsFile, testCase: QueryCase): readonly string[] {
  const zone = zoneOf(file, testCase.objects);
  const ask = serverOf((query) => isCached(file.clusterDomain, query));
  return testCase.queries.flatMap((query) => {
    const full = ask(zone, query, START);
    const answer = query.digOptions === '+ignore' ? truncateAnswer(query, full) : full;
    const options = query.digOptions ?? '';
    return diff(`${query.name} ${query.type} ${options}`, textOfRecorded(query), textOfAnswer(answer, query));
  });
}

function scoreLookup(file: DnsFile, lookup: Lookup): readonly string[] {
  const zone = zoneOf(file, file.searchPath.objects);
  const search = /^search (.*)$/m.exec(lookup.resolvConf)?.[1]?.split(/\s+/) ?? [];
  const ndots = Number(/ndots:(\d+)/.exec(lookup.resolvConf)?.[1] ?? 1);
  const families = lookup.families === 'A only' ? (['A'] as const) : (['A', 'AAAA'] as const);
  const actual = resolve({ search, ndots, families }, lookup.lookup, (query) => answerQuery(zone, query));
  const error = { NOERROR: null, NXDOMAIN: 'EAI_NONAME', NODATA: 'EAI_NODATA', SERVFAIL: 'EAI_AGAIN' }[actual.rcode];
  return diff(
    lookup.lookup,
    [
      ...lookup.queries.map((sent) => `${sent.name} ${sent.type} ${sent.rcode} ${sent.answerCount}`),
      `${lookup.error} ${lookup.canonicalName} ${lookup.addresses.toSorted().join(' ')}`,
    ],
    [
      ...actual.queries.map(
        ({ query, answer }) => `${query.name} ${query.type} ${answer.rcode} ${answer.answers.length}`,
      ),
      `${error} ${actual.canonicalName ?? null} ${actual.addresses.toSorted().join(' ')}`,
    ],
  );
}

/** Plays the events, asks at each sample through the cache that was configured, and compares what came back. */
function scoreTimeline(file: DnsFile, timeline: Timeline): readonly string[] {
  const [name = '', type = 'A'] = timeline.query.split(' ');
  const query = { name, type };
  const ask = serverOf((each) => !timeline.cache.startsWith('kubeadm') || isCached(file.clusterDomain, each));
  let objects = timeline.before;
  const differences: string[] = [];
  for (const sample of timeline.samples) {
    if (typeof sample.event === 'string') objects = objectsAfter(file, sample.event, name, objects);
    if (sample.rcode === undefined) continue;
    const answer = ask(zoneOf(file, objects), query, momentOf(sample.t));
    differences.push(...diff(`t=${sample.t}`, textOfSample(sample), textOfSample(sampleOf(sample.t, answer))));
  }
  return differences;
}

/** Samples were taken a moment later than their nominal time, the first one most of all: the server was cold. */
function momentOf(t: number): SimTime {
  return seconds(t === 0 ? 0.01 : t + 0.001);
}

/** The recordings tell the change in words only; the objects that it leaves are those of the timelines beside it. */
function objectsAfter(file: DnsFile, event: string, queryName: string, objects: string): string {
  if (event === 'service deleted') return '';
  const name = queryName.split('.')[0] ?? '';
  if (event === 'service created') {
    const before = file.timelines.map((timeline) => timeline.before);
    return before.find((text) => text.includes(`name: ${name}\n`) && !text.includes('None')) ?? '';
  }
  const addresses = event.match(/\d+\.\d+\.\d+\.\d+/g) ?? [];
  const endpoints = addresses.map((address) => `- {addresses: [${address}], conditions: {ready: true}}`);
  return objects.replace(/^- \{addresses: .*$/m, endpoints.join('\n'));
}

function sampleOf(t: number, answer: DnsAnswer): Sample {
  const soaTTL = answer.authority.find((record) => record.type === 'SOA')?.ttl ?? null;
  return { t, rcode: answer.rcode, answers: answer.answers, soaTTL };
}

function textOfSample(sample: Sample): readonly string[] {
  const answers = (sample.answers ?? []).map(({ type, ttl, data }) => `${ttl} ${type} ${data}`);
  return [`${sample.rcode} soa ${sample.soaTTL ?? null}`, ...answers.toSorted()];
}

function textOfRecorded(query: RecordedQuery): readonly string[] {
  const head = `${query.rcode} ${query.flags.join(' ')}`;
  if (query.answerCount !== undefined) return [head, `${query.answerCount} answers`];
  return [head, ...textOfSections(query)];
}

function textOfAnswer(answer: DnsAnswer, query: RecordedQuery): readonly string[] {
  const head = `${answer.rcode} ${answer.flags.join(' ')}`;
  if (query.answerCount !== undefined) return [head, `${answer.answers.length} answers`];
  return [head, ...textOfSections(answer)];
}

function textOfSections(message: Pick<RecordedQuery, 'answers' | 'authority' | 'additional'>): readonly string[] {
  const { answers = [], authority = [], additional = [] } = message;
  const chain = answers.filter((record) => record.type === 'CNAME');
  const rest = answers.filter((record) => record.type !== 'CNAME');
  return [
    ...chain.map((record) => `answer ${textOfRecord(record)}`),
    ...rest.map((record) => `answer ${textOfRecord(record)}`).toSorted(),
    ...authority.map((record) => `authority ${textOfRecord(record)}`),
    ...additional.map((record) => `additional ${textOfRecord(record)}`).toSorted(),
  ];
}

/** The serial number is the time of the last change: no two runs share it. */
function textOfRecord({ name, type, ttl, data }: DnsRecord): string {
  const isOwnSoa = type === 'SOA' && data.startsWith('ns.dns.');
  const text = isOwnSoa ? data.replace(/ \S+ (\d+ \d+ \d+ \d+)$/, ' <serial> $1') : data;
  return `${name} ${ttl} ${type} ${text}`;
}

function diff(title: string, expected: readonly string[], actual: readonly string[]): readonly string[] {
  const [wanted, got] = [expected.join('\n    '), actual.join('\n    ')];
  return wanted === got ? [] : [`${title}\n  recorded\n    ${wanted}\n  Kubehops\n    ${got}`];
}

function zoneOf(file: DnsFile, objects: string): DnsZone {
  const all = [...parseObjects(file.baselineObjects), ...parseObjects(objects)];
  const named = all.filter((object) => object.kind === 'Namespace').map((object) => object.metadata.name);
  return buildDnsZone({
    services: all.filter(isService),
    slices: all.filter(isEndpointSlice),
    namespaces: [...file.namespaces, ...named],
    upstream: file.upstream.records.map(([name, type, data]) => ({ name, type, data })),
    serverIPs: [file.coreDNSPodIP],
    clusterDomain: file.clusterDomain,
  });
}

/** Explicit nulls (`endpoints: null`) are left out: they mean absent. */
function parseObjects(text: string): readonly ClusterObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const json: unknown = JSON.parse(JSON.stringify(document.toJSON()), (_key, value: unknown) => value ?? undefined);
    return json === undefined ? [] : [json as ClusterObject]; // Read back from an API server, which checked them.
  });
}

function isService(object: ClusterObject): object is ClusterObject & Service {
  return object.kind === 'Service';
}

function isEndpointSlice(object: ClusterObject): object is ClusterObject & EndpointSlice {
  return object.kind === 'EndpointSlice';
}
