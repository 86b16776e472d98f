/** What is looked at gets room, and gives it back; what a Service is made into; a story that is told of its own text alone. */
import { violations } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

async function openAt(playground: Playground, query: string, seconds: number): Promise<void> {
  await playground.open(query);
  await playground.pause();
  await playground.seek(seconds);
}

test.describe('room', () => {
  test('is made for charts and the transcript, and given back to the stage', async ({ page }) => {
    const playground = new Playground(page);
    await openAt(playground, '', 40);
    const height = async (): Promise<number> => (await playground.requests.boundingBox())?.height ?? 0;
    const usual = await height();
    await playground.lookAtRequests('charts');
    await expect.poll(height).toBeGreaterThan(0.35 * 900);
    expect((await playground.cluster.boundingBox())?.height).toBeGreaterThan(300);
    await playground.lookAtRequests('transcript');
    await expect.poll(height).toBeGreaterThan(0.35 * 900);
    await playground.lookAtRequests('list');
    await expect.poll(height).toBeCloseTo(usual, 0);
    // What somebody made of it is remembered.
    await playground.lookAtRequests('charts');
    await page.getByRole('separator', { name: 'Resize Requests' }).press('ArrowUp');
    const wanted = await height();
    await playground.lookAtRequests('list');
    await playground.lookAtRequests('charts');
    await expect.poll(height).toBeCloseTo(wanted, 0);
  });

  test('is made for rules', async ({ page }) => {
    const playground = new Playground(page);
    await openAt(playground, '?scenario=node-port', 30);
    await playground.inspect('bob', 'Answered');
    const width = async (): Promise<number> => (await playground.inspector.boundingBox())?.width ?? 0;
    const usual = await width();
    const rules = playground.inspector.getByText(/^All rules on node-/).first();
    await rules.click();
    await expect.poll(width).toBeGreaterThan(500);
    await rules.click();
    await expect.poll(width).toBeCloseTo(usual, 0);
  });
});

test.describe('the inspector', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`of a Service tells its names, its doors and who answered, ${theme}`, async ({ page }) => {
      const playground = new Playground(page);
      await openAt(playground, `?scenario=node-port&theme=${theme}`, 60);
      await playground.cluster.getByRole('button', { name: /^NodePort/ }).click();
      const { inspector } = playground;
      const made = inspector.getByRole('region', { name: 'What is made of it' });
      await expect(made.getByRole('row', { name: /^web\.default\.svc\.cluster\.local\. A 10\.96\./ })).toBeVisible();
      await expect(made.getByRole('row', { name: /^\*:30080 KUBE-EXT-/ })).toBeVisible();
      await expect(inspector).toContainText('Who answered for default/web');
      await expect(inspector).toContainText('Selector');
      expect(await violations(page)).toEqual([]);
      await inspector.getByRole('row').getByRole('button', { name: /^web-/ }).first().click();
      await expect(inspector).toContainText('Selected by');
      await expect(inspector).toContainText('Who answered for default/web');
    });
  }

  test('speaks Korean of it too', async ({ page }) => {
    await page.goto('./?scenario=external-name&lang=ko');
    await page
      .getByRole('region', { name: '클러스터', exact: true })
      .getByRole('button', { name: /^ExternalName/ })
      .first()
      .click();
    const made = page.getByRole('region', { name: '이 서비스로 만들어지는 것' });
    await expect(made).toContainText('CNAME');
  });
});

test.describe('the story', () => {
  test('folds when the text is another one, and opens when it is back', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    const steps = playground.manifests.getByText('Try this');
    await expect(steps).toBeVisible();
    await playground.edit('cluster-ip', ['replicas: 3', 'replicas: 5']);
    await expect(playground.manifests).toContainText('No problems');
    await expect(steps).toBeVisible();
    await playground.paste('apiVersion: v1\nkind: Service\nmetadata: {name: mine}\nspec: {ports: [{port: 80}]}\n');
    await expect(steps).toBeHidden();
    await playground.edit('cluster-ip');
    await expect(steps).toBeVisible();
  });
});
