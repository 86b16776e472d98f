/** Packets that no Service takes, or that end outside of the cluster: where they end, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { simulation as en } from '../../ui/i18n/en/simulation.ts';
import { renderMessage } from '../../ui/i18n/render-message.ts';
import { testCluster } from '../../testing/test-cluster.ts';
import type { Outcome } from '../trace.ts';

/** One pod that has the address 10.244.2.2, and Services with endpoints that nobody checked. */
const CLUSTER = `
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {nodeSelector: {kubernetes.io/hostname: node-2}, containers: [{name: web, image: nginx}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}
---
${[
  ['database', '198.51.100.54', 5432],
  ['nowhere', '10.20.30.40', 80],
  ['machine', '192.168.0.12', 30080],
  ['deaf', '192.168.0.12', 22],
]
  .map(
    ([name, address, port]) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: [{name: "", port: ${port}}]
endpoints: [{addresses: [${address}]}]
---`,
  )
  .join('')}
`;

const PLACES = {
  pod: '{pod: {node: node-1}}',
  node: '{node: {name: node-1}}',
  outside: '{internet: {ip: 203.0.113.7}}',
} as const;

/** Its number, from where, to which URL: the outcome, the cause, the last rule of the last hop, and the source there. */
type Row = readonly [string, keyof typeof PLACES, string, Outcome, string, string, string];

const rows: readonly Row[] = [
  ['NET100', 'pod', 'http://127.0.0.1:30080', 'refused', 'cause.ownLoopback', 'connect TCP 127.0.0.1', '127.0.0.1'],
  ['NET101', 'pod', 'http://localhost:30080', 'refused', 'cause.ownLoopback', 'connect TCP 127.0.0.1', '127.0.0.1'],
  ['NET102', 'outside', 'http://localhost', 'refused', 'cause.ownLoopback', 'connect TCP 127.0.0.1', '127.0.0.1'],
  ['NET103', 'node', 'http://localhost:30080', 'answered', 'cause.answered', 'listen TCP :80', '192.168.0.11'],
  ['NET104', 'node', 'http://localhost:30081', 'refused', 'cause.nodeRefused', 'closed TCP :30081 (RST)', '127.0.0.1'],

  ['NET105', 'pod', 'ping://10.244.2.2', 'answered', 'cause.pinged', 'ICMP echo reply', '10.244.1.2'],
  ['NET106', 'pod', 'ping://node-2', 'answered', 'cause.pinged', 'ICMP echo reply', '10.244.1.2'],
  ['NET107', 'node', 'ping://node-1', 'answered', 'cause.pinged', 'ICMP echo reply', '192.168.0.11'],
  ['NET108', 'outside', 'ping://node-1', 'answered', 'cause.pinged', 'ICMP echo reply', '203.0.113.7'],
  ['NET109', 'pod', 'ping://db.example.com', 'answered', 'cause.pinged', 'ICMP echo reply', '192.168.0.11'],
  ['NET110', 'pod', 'ping://web', 'timedOut', 'cause.clusterIPPinged', 'default route', '10.244.1.2'],

  [
    'NET111',
    'pod',
    'udp://10.244.2.2:80',
    'refused',
    'cause.podRefused',
    'closed UDP :80 (ICMP port unreachable)',
    '10.244.1.2',
  ],
  [
    'NET112',
    'pod',
    'udp://node-2:53',
    'refused',
    'cause.nodeRefused',
    'closed UDP :53 (ICMP port unreachable)',
    '10.244.1.2',
  ],
  [
    'NET113',
    'pod',
    'tcp://db.example.com:22',
    'refused',
    'cause.externalRefused',
    'closed TCP :22 (RST)',
    '192.168.0.11',
  ],

  ['NET114', 'outside', 'http://10.244.2.2', 'timedOut', 'cause.insideOnly', 'connect TCP 10.244.2.2', '203.0.113.7'],
  ['NET115', 'outside', 'http://10.96.100.1', 'timedOut', 'cause.insideOnly', 'connect TCP 10.96.100.1', '203.0.113.7'],
  ['NET116', 'outside', 'http://8.8.8.8', 'timedOut', 'cause.nobodyThere', 'connect TCP 8.8.8.8', '203.0.113.7'],
  ['NET117', 'pod', 'http://8.8.8.8', 'timedOut', 'cause.nobodyThere', 'default route; MASQUERADE', '10.244.1.2'],
  ['NET118', 'pod', 'http://10.244.3.99', 'timedOut', 'cause.podGone', 'route 10.244.3.99', '10.244.1.2'],
  ['NET119', 'pod', 'http://10.96.100.1:81', 'timedOut', 'cause.noServicePort', 'default route', '10.244.1.2'],

  ['NET120', 'pod', 'http://database', 'answered', 'cause.answeredExternally', 'listen TCP :5432', '192.168.0.11'],
  ['NET121', 'pod', 'http://nowhere', 'timedOut', 'cause.nobodyThere', 'default route; MASQUERADE', '10.244.1.2'],
  ['NET122', 'pod', 'http://machine', 'answered', 'cause.answered', 'listen TCP :80', '192.168.0.12'],
  ['NET123', 'pod', 'http://deaf', 'refused', 'cause.nodeRefused', 'closed TCP :22 (RST)', '10.244.1.2'],

  [
    'NET124',
    'pod',
    'dns://web',
    'answered',
    'cause.answeredExternally',
    'AAAA web.default.svc.cluster.local. NOERROR, no data',
    '10.244.1.2',
  ],
];

const cluster = testCluster(
  CLUSTER +
    rows
      .map(
        ([, place, url], index) => `
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: row-${index}}
spec: {from: ${PLACES[place]}, requests: [{url: "${url}", count: 1}]}
`,
      )
      .join('---'),
).run('10s');

describe('a packet', () => {
  it.each(rows.map((row, index) => [...row, index] as const))(
    '%s: from %s to %s: %s, %s',
    (_number, _place, _url, outcome, cause, rule, source, index) => {
      const [request] = cluster.requests(`row-${index}`);
      expect([request?.outcome, request?.cause.id]).toEqual([outcome, cause]);
      const last = request?.hops.at(-1);
      expect(last?.rule.split('\n').at(-1)).toBe(rule);
      // Clients in pods stand in this order, each with an address of its own.
      const pods = rows.flatMap(([, place], at) => (place === 'pod' ? [at] : []));
      const expected = source === '10.244.1.2' ? `10.244.1.${pods.indexOf(index) + 2}` : source;
      expect(last?.before.source.split(':')[0]).toBe(expected);
    },
  );

  it('names the DNS that answered', () => {
    const [request] = testCluster(`
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: alice}
spec: {from: {internet: {ip: 203.0.113.7}}, requests: [{url: "dns://api.example.com", count: 1}]}
`).requests('alice');
    expect(request?.answeredBy).toBe('resolver.example.net');
  });

  it('is not said to keep its addresses where it leaves the cluster', () => {
    const [request] = cluster.requests(`row-${rows.findIndex(([, , url]) => url === 'tcp://db.example.com:22')}`);
    const reasons = request?.hops.map(({ reason }) => renderMessage(reason, en)) ?? [];
    expect(reasons.some((reason) => reason.includes('under its own address'))).toBe(true);
  });
});
