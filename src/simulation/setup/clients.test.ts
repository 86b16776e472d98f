import { describe, expect, it } from 'vitest';
import { assertDefined } from '../../base/assert.ts';
import { millis, seconds } from '../../base/sim-time.ts';
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import { parseManifest } from '../../manifest/parse-manifest.ts';
import type { Diagnostic } from '../trace.ts';
import { hasClients, isOwnDocument, readClients } from './clients.ts';

const NODES = ['node-1', 'node-2'];

/** A Client document with this `spec`, written as flow YAML. */
function client(name: string, from: string, requests = '[{url: "http://shop"}]'): string {
  return `apiVersion: kubehops.dev/v1
kind: Client
metadata:
  name: ${name}
spec:
  from: ${from}
  requests: ${requests}
`;
}

const INTERNET = '{internet: {ip: 203.0.113.7}}';

function read(...texts: readonly string[]): ReturnType<typeof readClients> {
  return readClients(parseManifest(texts.join('---\n')), NODES);
}

/** The text that the diagnostic points at. */
function pointedAt(text: string, { range }: Diagnostic): string {
  const lines = text.split('\n').slice(range.startLine - 1, range.endLine);
  const last = assertDefined(lines.at(-1), 'a range lies in the text');
  return [...lines.slice(0, -1), last.slice(0, range.endColumn - 1)].join('\n').slice(range.startColumn - 1);
}

describe('readClients', () => {
  it.each([
    [INTERNET, { type: 'internet', ip: '203.0.113.7' }],
    ['{internet: {ip: 10.0.0.1, nat: 198.51.100.1}}', { type: 'internet', ip: '10.0.0.1', nat: '198.51.100.1' }],
    ['{node: {name: node-2}}', { type: 'node', node: 'node-2' }],
    ['{pod: {namespace: shop, node: node-2}}', { type: 'pod', namespace: 'shop', node: 'node-2' }],
    ['{pod: {}}', { type: 'pod', namespace: 'default', node: 'node-1' }],
  ])('reads from: %s', (from, expected) => {
    const { clients, diagnostics } = read(client('alice', from));
    expect(diagnostics).toEqual([]);
    expect(clients.map((each) => each.from)).toEqual([expected]);
  });

  it('reads requests, with a second between them where nothing else is said', () => {
    const requests =
      '[{url: "http://shop"}, {url: "tcp://db:3306", every: 250ms, count: 3, keepAlive: true}, {url: "ping://shop"}]';
    const streams = read(client('alice', INTERNET, requests)).clients[0]?.streams;
    expect(streams?.map(({ url, every, count, keepAlive }) => [url, every, count, keepAlive])).toEqual([
      ['http://shop', seconds(1), Infinity, false],
      ['tcp://db:3306', millis(250), 3, true],
      ['ping://shop', seconds(1), Infinity, false],
    ]);
  });

  it('lets clients start one after the other', () => {
    const { clients } = read(client('alice', INTERNET), client('bob', INTERNET));
    const [alice, bob] = clients.map(({ streams }) => streams[0]?.startsAt ?? 0);
    expect(bob).toBeGreaterThan(alice ?? 0);
  });

  it.each([
    ['metadata.name', client('Alice', INTERNET), 'Alice'],
    ['metadata.name', client('1.5', INTERNET), '1.5'],
    ['spec.from', client('alice', '{}'), '{}'],
    ['spec.from', client('alice', '{pod: {}, node: {name: node-1}}'), '{pod: {}, node: {name: node-1}}'],
    ['spec.from.moon', client('alice', '{moon: {}}'), 'moon'],
    ['spec.from.pod.nod', client('alice', '{pod: {nod: node-1}}'), 'nod'],
    ['spec.requests[0].keepalive', client('alice', INTERNET, '[{url: "http://a", keepalive: true}]'), 'keepalive'],
    ['spec.request', client('alice', INTERNET).replace('requests', 'request'), 'request'],
    ['kin', `${client('alice', INTERNET)}kin: Client\n`, 'kin'],
    ['spec.from', client('alice', 'internet'), 'internet'],
    ['spec.from.internet.ip', client('alice', '{internet: {ip: 300.1.1.1}}'), '300.1.1.1'],
    ['spec.from.internet.ip', client('alice', '{internet: {ip: "::1"}}'), '"::1"'],
    ['spec.from.internet.ip', client('alice', '{internet: {}}'), '{}'],
    ['spec.from.internet.nat', client('alice', '{internet: {ip: 1.2.3.4, nat: here}}'), 'here'],
    ['spec.from.node.name', client('alice', '{node: {name: node-9}}'), 'node-9'],
    ['spec.from.node.name', client('alice', '{node: {name: 1}}'), '1'],
    ['spec.from.pod.node', client('alice', '{pod: {node: node-9}}'), 'node-9'],
    ['spec.from.pod.namespace', client('alice', '{pod: {namespace: 7}}'), '7'],
    ['spec.requests', client('alice', INTERNET, '[]'), '[]'],
    ['spec.requests', client('alice', INTERNET, 'many'), 'many'],
    ['spec.requests[0]', client('alice', INTERNET, '[hello]'), 'hello'],
    ['spec.requests[0].url', client('alice', INTERNET, '[{url: "ftp://shop"}]'), '"ftp://shop"'],
    ['spec.requests[0].url', client('alice', INTERNET, '[{url: 7}]'), '7'],
    ['spec.requests[1].url', client('alice', INTERNET, '[{url: "http://a"}, {url: a}]'), 'a'],
    ['spec.requests[0].every', client('alice', INTERNET, '[{url: "http://a", every: soon}]'), 'soon'],
    ['spec.requests[0].every', client('alice', INTERNET, '[{url: "http://a", every: 5}]'), '5'],
    ['spec.requests[0].every', client('alice', INTERNET, '[{url: "http://a", every: 999us}]'), '999us'],
    ['spec.requests[0].count', client('alice', INTERNET, '[{url: "http://a", count: 0}]'), '0'],
    ['spec.requests[0].count', client('alice', INTERNET, '[{url: "http://a", count: 1.5}]'), '1.5'],
    ['spec.requests[0].keepAlive', client('alice', INTERNET, '[{url: "http://a", keepAlive: 1}]'), '1'],
  ])('points at %s', (path, text, place) => {
    const { clients, diagnostics } = read(text);
    expect(clients).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    const diagnostic = assertDefined(diagnostics[0], 'counted above');
    expect(diagnostic).toMatchObject({ severity: 'error', source: 'kubehops', path });
    expect(pointedAt(text, diagnostic)).toBe(place);
  });

  it('keeps the first of two clients of one name', () => {
    const { clients, diagnostics } = read(client('alice', INTERNET), client('alice', '{pod: {}}'));
    expect(clients.map(({ from }) => from.type)).toEqual(['internet']);
    expect(diagnostics.map(({ range }) => range.startLine)).toEqual([12]);
  });

  it('keeps the other clients when one is faulty', () => {
    expect(read(client('alice', '{}'), client('bob', INTERNET)).clients.map(({ name }) => name)).toEqual(['bob']);
  });

  it('survives a Client without anything', () => {
    const { diagnostics } = read('apiVersion: kubehops.dev/v1\nkind: Client\n');
    expect(diagnostics.map(({ path }) => path)).toEqual(['metadata.name']);
  });
});

describe('hasClients and isOwnDocument', () => {
  const documents = (text: string): readonly ManifestDocument[] => parseManifest(text);

  it('go by kind and API version', () => {
    expect(hasClients(documents(client('alice', '{}')))).toBe(true);
    expect(hasClients(documents('apiVersion: kubehops.dev/v1\nkind: Scenario\n'))).toBe(false);
    expect(hasClients(documents('apiVersion: v1\nkind: Client\n'))).toBe(false);
    expect(documents('apiVersion: kubehops.dev/v1\nkind: Scenario\n').map(isOwnDocument)).toEqual([true]);
    expect(documents('apiVersion: v1\nkind: Service\n').map(isOwnDocument)).toEqual([false]);
    expect(documents('- a list\n').map(isOwnDocument)).toEqual([false]);
  });
});
