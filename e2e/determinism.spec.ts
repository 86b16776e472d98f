/** The same session gives the same trace, byte for byte, in the browser's worker and in Node. */
import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { seconds } from '../src/base/sim-time.ts';
import { SCENARIOS } from '../src/scenarios/index.ts';
import type { Command, Session } from '../src/simulation/session.ts';
import { openSession } from '../src/worker/run-session.ts';
import type { FromWorker } from '../src/worker/protocol.ts';
import { expect, test } from './fixtures.ts';

const UNTIL = seconds(70);

/** A Service with affinity and one without, in a cluster whose nodes have the rules of that mode. */
function shop(mode: string): string {
  const service = (name: string, more: string): string => `
apiVersion: v1
kind: Service
metadata: {name: ${name}}
spec: {type: LoadBalancer, selector: {app: shop}, ports: [{port: 80}]${more}}
---`;
  return `
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
networking: {kubeProxyMode: ${mode}}
nodes: [{role: control-plane}, {role: worker}, {role: worker}, {role: worker}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  replicas: 4
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: nginx, readinessProbe: {httpGet: {port: 80}}}]}
---${service('shop', ', sessionAffinity: ClientIP')}${service('local', ', externalTrafficPolicy: Local')}
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: alice}
spec: {from: {pod: {node: node-1}}, requests: [{url: "http://local", every: 100ms}, {url: "ping://shop", every: 1s}]}
`;
}

const DEPLOYMENT = { kind: 'Deployment', namespace: 'default', name: 'shop' } as const;

/** Much is done to the cluster, some of it to things whose names only the run tells. */
const COMMANDS: readonly Command[] = [
  { type: 'powerOff', at: seconds(8), node: 'node-3' },
  { type: 'scale', at: seconds(10), object: DEPLOYMENT, replicas: 6 },
  { type: 'delete', at: seconds(14), object: { kind: 'Pod', namespace: 'default', name: 'shop-*' } },
  { type: 'crash', at: seconds(18), pod: 'default/shop-*' },
  { type: 'powerOn', at: seconds(22), node: 'node-3' },
  { type: 'rolloutRestart', at: seconds(26), object: DEPLOYMENT },
  { type: 'drain', at: seconds(34), node: 'node-2' },
  { type: 'uncordon', at: seconds(40), node: 'node-2' },
  { type: 'cutNetwork', at: seconds(44), node: 'node-1' },
  { type: 'restoreNetwork', at: seconds(50), node: 'node-1' },
  { type: 'setLoadBalancerProvider', at: seconds(54), isOn: false },
  { type: 'apply', at: seconds(58), manifests: 'apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n' },
];

/** Runs the session in a worker of the page and in Node, and says how many of its commands were carried out. */
async function compare(page: Page, name: string, session: Session): Promise<number> {
  const worker = readdirSync('dist/assets').find((file) => file.startsWith('simulation.worker'));
  const inWorker = await page.evaluate(
    ({ url, message }) =>
      new Promise<string>((resolve) => {
        const simulation = new Worker(url, { type: 'module' });
        simulation.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
          if (data.type !== 'ran' && data.type !== 'failed') return;
          simulation.terminate();
          resolve(JSON.stringify(data.type === 'ran' ? data.trace : data));
        });
        simulation.postMessage(message);
      }),
    { url: `./assets/${worker ?? ''}`, message: { type: 'run', run: 1, session, until: UNTIL } },
  );
  const simulation = openSession(session);
  simulation.advance(UNTIL);
  const trace = simulation.takeTrace();
  expect(inWorker === JSON.stringify(trace), name).toBe(true);
  return new Set(trace.events.flatMap((event) => (event.type === 'command' ? [event.command.at] : []))).size;
}

test('the worker’s traces of the scenarios are the ones that Node makes', async ({ page }) => {
  await page.goto('./');
  for (const { id, manifests, seed } of SCENARIOS) {
    const commands = id === 'node-shutdown' ? [{ type: 'powerOff' as const, at: seconds(20), node: 'node-2' }] : [];
    await compare(page, `scenario ${id}`, { manifests, seed, commands });
  }
});

test('so are those of sessions in which much is done, in every mode of kube-proxy', async ({ page }) => {
  await page.goto('./');
  for (const [index, mode] of ['iptables', 'nftables', 'ipvs', 'none'].entries()) {
    const done = await compare(page, mode, { manifests: shop(mode), seed: index + 1, commands: COMMANDS });
    expect(done, mode).toBe(COMMANDS.length);
  }
});
