/** Every scenario played in a real browser: outcomes read from the page, the YAML edited, outcomes changed. */
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

test.describe('scenarios', () => {
  test('cluster-ip: answered; selector broken: refused; targetPort wrong: refused by the pod', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('cluster-ip');
    await playground.expectOnly('alice', 'Answered');
    await playground.edit('cluster-ip', ['selector:\n    app: web', 'selector:\n    app: wbe']);
    await playground.expectOnly('alice', 'Refused');
    await playground.inspect('alice', 'Refused');
    await expect(playground.inspector).toContainText('no endpoints');
    await playground.edit('cluster-ip', ['targetPort: 80', 'targetPort: 8080']);
    await playground.expectOnly('alice', 'Refused');
    await playground.inspect('alice', 'Refused');
    await expect(playground.inspector).toContainText(/web-\S+.*8080/);
  });

  test('headless: the name leads to pods; without a ready pod there is no name', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('headless');
    await playground.expectOnly('alice', 'Answered');
    await playground.edit('headless', ['replicas: 3', 'replicas: 0']);
    await playground.expectOnly('alice', 'Name not found');
  });

  test('node-port: every node answers; with Local the node without a pod drops', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('node-port');
    await playground.expectOnly('alice', 'Answered');
    await playground.expectOnly('bob', 'Answered');
    await expect(playground.cluster).toContainText('30080');
    await playground.edit(
      'node-port',
      ['type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local'],
      ['replicas: 2', 'replicas: 1'],
    );
    await playground.expectOnly('bob', 'Timed out');
    await playground.expectOnly('alice', 'Answered');
    await expect(playground.rows('alice', 'Answered').first()).toContainText('203.0.113.7');
  });

  test('load-balancer: through load balancer, node port and pod; source ranges close it', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('load-balancer');
    await playground.expectOnly('alice', 'Answered');
    await playground.inspect('alice', 'Answered');
    await expect(playground.inspector).toContainText('192.0.2.10:80');
    await expect(playground.inspector).toContainText('KUBE-NODEPORTS');
    await playground.edit('load-balancer', [
      'type: LoadBalancer',
      'type: LoadBalancer\n  loadBalancerSourceRanges: [198.51.100.0/24]',
    ]);
    await playground.expectOnly('alice', 'Timed out');
    await playground.expectOnly('carol', 'Answered');
  });

  test('external-name: an alias resolves, an address never does', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('external-name');
    await playground.expectOnly('alice', 'Answered');
    await playground.expectOnly('bob', 'Name not found');
    await playground.edit('external-name', ['externalName: 10.132.253.7', 'externalName: db.example.com']);
    await playground.expectOnly('bob', 'Refused');
  });

  test('labels-and-selectors: blue, then green, then the wrong app', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('labels-and-selectors');
    await playground.expectOnly('alice', 'Answered');
    await expect(playground.rows('alice', 'Answered').first()).toContainText('shop-blue-');
    await playground.edit('labels-and-selectors', ['    version: blue\n  ports', '    version: green\n  ports']);
    await expect(playground.rows('alice', 'Answered').first()).toContainText('shop-green-');
    await playground.edit('labels-and-selectors', [
      '    app: shop\n    version: blue\n  ports',
      '    tier: frontend\n  ports',
    ]);
    await expect(playground.rows('alice', 'Wrong app').first()).toContainText('admin-');
  });

  test('session-affinity: one pod for each client; the value Node is rejected in the API server’s words', async ({
    page,
  }) => {
    const playground = new Playground(page);
    await playground.openScenario('session-affinity');
    await playground.seek(40);
    await playground.filter('alice');
    await expect(playground.rows('alice', 'Answered').nth(4)).toBeVisible();
    const pods = await playground.rows('alice', 'Answered').locator('td:nth-child(6)').allTextContents();
    expect(new Set(pods).size).toBe(1);
    await playground.edit('session-affinity', ['sessionAffinity: ClientIP', 'sessionAffinity: Node']);
    await expect(playground.manifests).toContainText('Unsupported value: "Node": supported values: "ClientIP", "None"');
  });

  test('node-shutdown: answered, then timed out; behind the load balancer it heals', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('node-shutdown');
    await playground.pause();
    await playground.seek(20);
    await expect(playground.rows('alice', 'Answered').first()).toBeVisible();
    await playground.cluster.getByRole('button', { name: 'Pull the plug of node-2' }).click();
    await expect(playground.cluster.getByRole('button', { name: 'Power on node-2' })).toBeVisible();
    await playground.seek(85);
    await expect(playground.rows('alice', 'Timed out').first()).toBeVisible();
    await playground.filter('bob');
    await expect(playground.rows('bob', 'Answered').last()).toBeVisible();
    // The last ten requests behind the load balancer: the dead node has left its pool and the endpoints.
    const latest = async (): Promise<ReadonlySet<string>> => {
      const outcomes = await playground.requests.getByRole('row').locator('td:nth-child(5)').allTextContents();
      const finished = outcomes.map((outcome) => outcome.trim()).filter((outcome) => outcome !== 'In flight');
      return new Set(finished.slice(-8));
    };
    await expect.poll(latest).toEqual(new Set(['Answered']));
    await expect(playground.cluster).toContainText('NotReady');
  });

  test('node-port-conflict: the second Service is rejected until it takes another port', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('node-port-conflict');
    await expect(playground.manifests).toContainText(
      'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    );
    await playground.expectOnly('alice', 'Answered');
    await playground.expectOnly('bob', 'Refused');
    await playground.paste(
      Playground.edited('node-port-conflict').replace(/nodePort: 30080(?![^]*nodePort: 30080)/, 'nodePort: 30081'),
    );
    await expect(playground.manifests).toContainText('No problems');
    await playground.expectOnly('bob', 'Answered');
  });

  test('deployment-with-typos: one message after another until it works', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openScenario('deployment-with-typos');
    const colon = ['matchLabels\n', 'matchLabels:\n'] as const;
    const image = ['nginx: latest', 'nginx:latest'] as const;
    const version = ['apiVersion: v1\nkind: Deployment', 'apiVersion: apps/v1\nkind: Deployment'] as const;
    const labels = ['label:\n', 'labels:\n'] as const;
    await expect(playground.manifests).toContainText('yaml: line 9: mapping values are not allowed in this context');
    await playground.expectOnly('alice', 'Refused');
    await playground.edit('deployment-with-typos', colon);
    await expect(playground.manifests).toContainText('yaml: line 17: mapping values are not allowed in this context');
    await playground.edit('deployment-with-typos', colon, image);
    await expect(playground.manifests).toContainText('no matches for kind "Deployment" in version "v1"');
    await playground.edit('deployment-with-typos', colon, image, version);
    await expect(playground.manifests).toContainText('unknown field "spec.template.metadata.label"');
    await playground.edit('deployment-with-typos', colon, image, version, labels);
    await expect(playground.manifests).toContainText('No problems');
    await playground.expectOnly('alice', 'Answered');
  });
});
