/** Sharing, saving, surviving: nothing that a visitor has typed is ever lost. */
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

const ONE_SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: lonely
spec:
  selector:
    app: nobody
  ports:
  - port: 80
`;

test.describe('the session', () => {
  test('a link restores text and commands; the visitor’s own work is kept aside', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const playground = new Playground(page);
    await playground.openScenario('node-shutdown');
    await playground.pause();
    await playground.seek(15);
    await playground.cluster.getByRole('button', { name: 'Pull the plug of node-3' }).click();
    await expect(playground.cluster.getByRole('button', { name: 'Power on node-3' })).toBeVisible();
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByText('Link copied')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).hash.length).toBeGreaterThan(100);

    const visitor = await context.newPage();
    await visitor.goto(link);
    const other = new Playground(visitor);
    await expect(other.manifests).toContainText('shop');
    await expect(other.requests.getByRole('row').nth(1)).toBeVisible();
    await other.seek(40);
    await expect(other.cluster.getByRole('button', { name: 'Power on node-3' })).toBeVisible();
  });

  test('a damaged link says so and leaves the visitor’s own text alone', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await playground.paste(ONE_SERVICE);
    await expect(playground.cluster).toContainText('lonely');
    await page.goto('./#s=AAAAnonsense');
    await page.reload();
    await expect(page.getByText('This link is damaged')).toBeVisible();
    await expect(playground.cluster).toContainText('lonely');
  });

  test('an oversized link says so', async ({ page }) => {
    await page.goto(`./#s=${'A'.repeat(70_000)}`);
    await expect(page.getByText('This link holds more than a session may hold')).toBeVisible();
  });

  test('typed text survives a reload', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await playground.paste(ONE_SERVICE);
    await expect(playground.cluster).toContainText('lonely');
    await page.goto('./');
    await expect(playground.cluster).toContainText('lonely');
    await expect(playground.manifests).toContainText('nobody');
  });

  test('a simulation that hangs is started again, says so, and loses no text', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    const worker = page.workers().find((each) => each.url().includes('simulation'));
    expect(worker).toBeDefined();
    // Never returns: this is a worker in an endless loop, as a bug would leave it.
    void worker
      ?.evaluate(() => {
        for (;;);
      })
      .catch(() => undefined);
    await playground.paste(ONE_SERVICE);
    await expect(page.getByText('The simulation stopped answering and was started again')).toBeVisible({
      timeout: 30_000,
    });
    await expect(playground.cluster).toContainText('lonely');
  });

  test('the gallery opens every scenario and names it in the address', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await page.getByRole('button', { name: 'Scenarios' }).click();
    const gallery = page.getByRole('dialog', { name: 'Scenarios' });
    await expect(gallery.getByRole('listitem')).toHaveCount(10);
    await gallery.getByRole('listitem').filter({ hasText: 'Headless' }).getByRole('button').click();
    await expect(page).toHaveURL(/scenario=headless/);
    await expect(playground.cluster).toContainText('cache');
  });
});
