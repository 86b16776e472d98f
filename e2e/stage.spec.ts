/** The stage: what comes by an Ingress, room for the picture, two runs side by side, a lecture. What looks count for is in looks/. */
import type { Locator } from '@playwright/test';
import { violations } from './accessibility.ts';
import { overlapping, placedBoxes } from './boxes.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

const INGRESS = `${Playground.edited('load-balancer').split('---\napiVersion: kubehops.dev')[0] ?? ''}---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: site}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop, port: {number: 80}}}}]}
`;

async function openPaused(playground: Playground, query: string, seconds: number): Promise<void> {
  await playground.open(query);
  await playground.pause();
  await playground.seek(seconds);
}

/** How many boxes are lit. */
function lit(playground: Playground): Locator {
  return playground.cluster.locator('button[data-emphasis="lit"]');
}

test.describe('the two views', () => {
  test('lead what comes by an Ingress through its controller straight to pods', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open('?scenario=load-balancer');
    await playground.paste(INGRESS);
    await playground.pause();
    const controller = playground.cluster.getByRole('button', { name: /^Ingress controller/ });
    await expect(controller).toContainText('shop.example.com/ → shop');
    await playground.seek(30);
    await expect(controller).toContainText('192.0.2.2');
    for (const view of ['machines', 'layers'] as const) {
      await playground.settle(view);
      expect(overlapping(await placedBoxes(playground.cluster))).toEqual([]);
      await controller.hover();
      await expect(lit(playground)).not.toHaveCount(0);
    }
    await playground.inspect('visitor-site', 'Answered');
    await expect(playground.inspector).toContainText('past the cluster IP');
    expect(await violations(page)).toEqual([]);
  });

  test('have room for the picture: three fifths of a 1440 x 900 window', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    const box = await playground.cluster.boundingBox();
    expect(((box?.width ?? 0) * (box?.height ?? 0)) / (1440 * 900)).toBeGreaterThanOrEqual(0.6);
  });
});

test.describe('two runs side by side', () => {
  test('say of each request what came of it in the other, and list those that differ', async ({ page }) => {
    const playground = new Playground(page);
    await openPaused(playground, '?scenario=cluster-ip', 30);
    await playground.cluster.getByRole('button', { name: 'Compare' }).click();
    const { requests } = playground;
    const differs = requests.getByRole('button', { name: /^Differs/ });
    await expect(differs).toHaveText('Differs 0');
    await playground.edit('cluster-ip', ['selector:\n    app: web', 'selector:\n    app: wbe']);
    await expect(differs).not.toHaveText('Differs 0');
    const all = await requests.getByRole('row').count();
    await differs.click();
    const row = playground.rows('alice', 'Refused').first();
    await expect(row.getByRole('cell', { name: /^differs Answered/ })).toBeVisible();
    expect(await requests.getByRole('row').count()).toBeLessThanOrEqual(all);
    await expect(playground.rows('alice', 'Answered')).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    await requests.getByRole('button', { name: 'Clear filter' }).click();
    await expect(differs).toHaveAttribute('aria-pressed', 'false');
  });
});

test.describe('a lecture', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`begins with F and ends with Escape; a clicker steps, and all can be read from afar, ${theme}`, async ({
      page,
    }) => {
      const playground = new Playground(page);
      await openPaused(playground, `?theme=${theme}`, 10);
      const [small] = await placedBoxes(playground.cluster);
      await page.locator('body').click({ position: { x: 700, y: 20 } });
      await page.keyboard.press('f');
      await expect(playground.manifests).toBeHidden();
      await expect(playground.requests).toBeHidden();
      await expect(page.getByRole('banner')).toBeHidden();
      const before = await playground.now();
      await page.keyboard.press('PageDown');
      await page.keyboard.press('PageDown');
      expect(await playground.now()).toBeGreaterThan(before);
      await expect(playground.inspector).toBeHidden();
      const caption = playground.cluster.getByTestId('caption').getByRole('paragraph');
      expect(
        await caption.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
      ).toBeGreaterThanOrEqual(24);
      await playground.still();
      const [large] = await placedBoxes(playground.cluster);
      expect(large?.height).toBeGreaterThan((small?.height ?? 0) * 1.1);
      const stage = await playground.cluster.boundingBox();
      expect(stage?.width).toBe(1440);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(playground.manifests).toBeVisible();
      await expect(playground.requests).toBeVisible();
    });
  }

  test('has a link of its own, in Korean too, and a button out of it', async ({ page }) => {
    await page.goto('./?present&lang=ko');
    await expect(page.getByRole('region', { name: '클러스터', exact: true })).toBeVisible();
    await expect(page.getByRole('region', { name: '매니페스트' })).toBeHidden();
    await page.getByRole('button', { name: '발표 끝내기' }).click();
    await expect(page.getByRole('region', { name: '매니페스트' })).toBeVisible();
    await expect(page).not.toHaveURL(/present/);
    await page.getByRole('button', { name: '발표', exact: true }).click();
    await expect(page.getByRole('region', { name: '매니페스트' })).toBeHidden();
  });
});
