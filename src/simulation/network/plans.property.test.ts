/** Plans change nothing: a run that has none, because it goes on as a copy of itself again and again, is the same, byte for byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, micros, millis, seconds, type SimTime, START } from '../../base/sim-time.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { openSession } from '../../worker/run-session.ts';
import type { Action, Command, Session } from '../session.ts';
import type { RequestTrace } from '../trace.ts';

/** A plan begins to be used with the third request of a stream: no stream sends so many within this time. */
const COPIED = millis(400);

function run(session: Session, end: SimTime): readonly RequestTrace[] {
  const simulation = openSession(session);
  simulation.advance(end);
  simulation.drain();
  return simulation.takeTrace().requests;
}

function runWithoutPlans(session: Session, end: SimTime): readonly RequestTrace[] {
  let simulation = openSession(session);
  const requests: RequestTrace[] = [];
  for (let until: SimTime = START; until < end; until = after(until, COPIED)) {
    simulation.advance(until);
    requests.push(...simulation.takeTrace().requests);
    simulation = simulation.copy().copy;
  }
  simulation.advance(end);
  simulation.drain();
  return [...requests, ...simulation.takeTrace().requests];
}

/** The first request in which the two runs differ, as each has it; undefined where there is none. */
function difference(session: Session, end: SimTime): readonly unknown[] | undefined {
  const [requests, others] = [run(session, end), runWithoutPlans(session, end)];
  for (let index = 0; index < Math.max(requests.length, others.length); index++) {
    const pair = [requests[index], others[index]];
    const [one, other] = pair.map((request) => JSON.stringify(request));
    if (one !== other) return pair;
  }
  return undefined;
}

const MODES = ['iptables', 'nftables', 'ipvs', 'none'] as const;

function cluster(mode: string): string {
  return `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [{role: control-plane}, {role: worker}, {role: worker}, {role: worker}]
networking: {kubeProxyMode: ${mode}}
---
`;
}

function app(name: string, spec: string, annotations = '{}'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
  replicas: 3
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}, annotations: ${annotations}}
    spec: {${spec}}
---
`;
}

function service(name: string, of: string, spec: string): string {
  return `apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {${of === '' ? '' : `selector: {app: ${of}}, `}${spec}}
---
`;
}

function client(name: string, from: string, urls: readonly string[]): string {
  const requests = urls.map((url) => `{url: "${url}", every: 250ms, keepAlive: ${url.includes('keep')}}`);
  return `apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: ${name}}
spec: {from: {${from}}, requests: [${requests.join(', ')}]}
---
`;
}

const WEB = 'containers: [{name: web, image: nginx, readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 2}}]';
const INSIDE = [
  'http://web',
  'http://web/keep',
  'http://headless',
  'http://sticky',
  'http://balanced',
  'http://local',
  'udp://names:53',
  'udp://keep:53',
  'tcp://web:81',
  'tcp://web:40000',
  'ping://headless',
  'ping://web',
  'dns://headless',
  'dns://_http._tcp.headless.default.svc.cluster.local',
  'http://alias',
  'http://api.example.com',
  'http://nobody',
  'http://empty',
  'http://slow',
  'http://10.244.9.9',
  'http://localhost',
];
const OUTSIDE = [
  'http://{node}:30080',
  'http://{node}:30081',
  'http://balanced.default.lb',
  'http://local.default.lb',
  'http://192.0.2.200',
  'http://shop.example.com/cart',
  'https://shop.example.com',
  'http://10.96.0.1',
  'ping://{node}',
  'ping://192.0.2.200',
];

/** A cluster with every kind of Service, and clients that ask them all from everywhere. */
function everything(mode: string): string {
  const nodes = ['node-1', 'node-2', 'node-3'];
  const outside = OUTSIDE.map((url, index) => url.replace('{node}', nodes[index % nodes.length] ?? ''));
  return [
    cluster(mode),
    app('web', WEB),
    app('slow', 'containers: [{name: slow, image: nginx}]', '{kubehops.dev/latency: 1s}'),
    app(
      'names',
      'containers: [{name: names, image: dns, ports: [{containerPort: 53, protocol: UDP}]}]',
      '{kubehops.dev/crash: 9s}',
    ),
    service(
      'web',
      'web',
      'type: NodePort, ports: [{port: 80, nodePort: 30080, name: a}, {port: 40000, targetPort: 80, name: b}]',
    ),
    service('headless', 'web', 'clusterIP: None, ports: [{port: 80, name: http}]'),
    service('sticky', 'web', 'sessionAffinity: ClientIP, ports: [{port: 80}]'),
    service('balanced', 'web', 'type: LoadBalancer, ports: [{port: 80}]'),
    service(
      'local',
      'web',
      'type: LoadBalancer, externalTrafficPolicy: Local, internalTrafficPolicy: Local, externalIPs: [192.0.2.200], ports: [{port: 80, nodePort: 30081}]',
    ),
    service('names', 'names', 'ports: [{port: 53, protocol: UDP}]'),
    service('keep', 'names', 'ports: [{port: 53, protocol: UDP}]'),
    service('slow', 'slow', 'ports: [{port: 80}]'),
    service('empty', 'nothing', 'ports: [{port: 80}]'),
    service('alias', '', 'type: ExternalName, externalName: api.example.com'),
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, annotations: {nginx.ingress.kubernetes.io/affinity: cookie}}
spec:
  ingressClassName: nginx
  rules: [{host: shop.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: sticky, port: {number: 80}}}}]}}]
---
`,
    client('inside', `pod: {namespace: default, node: ${nodes[1]}}`, INSIDE),
    client('on-node', `node: {name: ${nodes[2]}}`, [...outside, 'http://127.0.0.1:30080', 'http://keep.example']),
    client('outside', 'internet: {ip: 203.0.113.7}', outside),
    client('behind-nat', 'internet: {ip: 203.0.113.8, nat: 198.51.100.1}', outside.slice(0, 3)),
  ].join('');
}

const node = fc.constantFrom('node-1', 'node-2', 'node-3');
const deployment = fc.constantFrom('web', 'names').map((name) => ({ kind: 'Deployment', namespace: 'default', name }));
const object = fc.record({
  kind: fc.constantFrom('Pod', 'EndpointSlice', 'Service', 'Ingress'),
  namespace: fc.constant('default'),
  name: fc.constantFrom('web*', 'sticky', 'balanced', 'headless', 'shop'),
});
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    type: fc.constantFrom('powerOff', 'powerOn', 'cutNetwork', 'restoreNetwork', 'shutDown', 'drain'),
    node,
  }),
  fc.record({ type: fc.constantFrom('delete', 'rolloutRestart'), object: fc.oneof(object, deployment) }),
  fc.record({ type: fc.constant('scale' as const), object: deployment, replicas: fc.nat(5) }),
  fc.record({ type: fc.constant('crash' as const), pod: fc.constant('default/web*') }),
  fc.record({ type: fc.constant('setReady' as const), pod: fc.constant('default/web*'), isReady: fc.boolean() }),
  fc.record({ type: fc.constant('setLoadBalancerProvider' as const), isOn: fc.boolean() }),
  fc.record({ type: fc.constant('setFirewall' as const), isOpen: fc.boolean() }),
);

function commandsUntil(end: SimTime): fc.Arbitrary<readonly Command[]> {
  const command = fc.tuple(action, fc.nat(end)).map(([made, at]): Command => ({ ...made, at: micros(at) }));
  return fc.array(command, { maxLength: 8 }).map((list) => list.toSorted((left, right) => left.at - right.at));
}

describe('requests that go by what was found out before', { timeout: 120_000 }, () => {
  it.each(SCENARIOS)('are the same as without it in the scenario $id', ({ manifests, seed, commands = [] }) => {
    expect(difference({ manifests, seed, commands }, seconds(30))).toBeUndefined();
  });

  it.each(MODES)('are the same whatever becomes of the cluster (%s)', (mode) => {
    const end = seconds(20);
    const manifests = everything(mode);
    fc.assert(
      fc.property(fc.maxSafeInteger(), commandsUntil(end), (seed, commands) => {
        expect(difference({ manifests, seed, commands }, end)).toBeUndefined();
      }),
      { numRuns: 6 },
    );
  });

  it('are most of them, where little happens', () => {
    const requests = run({ manifests: everything('iptables'), seed: 1, commands: [] }, seconds(40));
    const late = requests.filter(({ startedAt, outcome }) => startedAt > seconds(30) && outcome === 'answered');
    // Requests that go by one plan have their reasons in common.
    const reasons = new Set(late.map(({ hops }) => hops.at(-1)?.reason));
    expect(reasons.size).toBeLessThan(late.length / 2);
  });
});
