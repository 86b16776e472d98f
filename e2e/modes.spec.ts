/** Each mode of kube-proxy in its own words: what a Service's addresses lead to, why nothing answers, and whether chance has a part. */
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

const MODES = [
  { mode: 'nftables', leadsTo: /service-[A-Z2-7]{8}-default\/web\/tcp\//, refusal: /\(reject\)/, hint: /chance stays/ },
  { mode: 'ipvs', leadsTo: /-A -t 10\.96\.\d+\.\d+:80 -s rr/, refusal: /no real server/, hint: /in turn \(rr\)/ },
] as const;

const EMPTY = `---
apiVersion: v1
kind: Service
metadata: {name: empty}
spec: {selector: {app: nobody}, ports: [{port: 80}]}
---
apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: tess}
spec: {from: {pod: {node: node-2}}, requests: [{url: "http://empty", every: 2s}]}
`;

for (const { mode, leadsTo, refusal, hint } of MODES) {
  test(`${mode} is told of in its own names`, async ({ page }) => {
    const playground = new Playground(page);
    await playground.open('?scenario=cluster-ip');
    await playground.pause();
    const cluster = `kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnetworking: {kubeProxyMode: ${mode}}\n---\n`;
    await playground.paste(`${cluster}${Playground.edited('cluster-ip')}${EMPTY}`);
    await playground.seek(30);
    await expect(playground.rows('tess', 'Refused').first()).toBeVisible();
    const { inspector, requests } = playground;
    await playground.cluster.getByRole('button', { name: /^ClusterIP\s*web/ }).click();
    await expect(inspector).toContainText(leadsTo);
    await expect(inspector).toContainText(hint);
    await playground.rows('tess', 'Refused').first().click();
    await expect(inspector).toContainText(refusal);
    await expect(inspector).not.toContainText(/KUBE-(?:SVC|SEP|EXT|XLB)-/);
    await playground.lookAtRequests('charts');
    await expect(requests).toContainText(hint);
  });
}
