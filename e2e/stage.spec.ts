/** The stage: two views, keys, what playing looks out for, what belongs together, two runs side by side. */
import type { Locator } from '@playwright/test';
import { violations } from './accessibility.ts';
import { overlapping, placedBoxes } from './boxes.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

const LANGUAGES = {
  en: { cluster: 'Cluster', layers: 'Layers', machines: 'Machines', pause: 'Pause', client: /alice/ },
  ko: { cluster: '클러스터', layers: '계층', machines: '머신', pause: '일시 정지', client: /alice/ },
} as const;

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
  for (const language of ['en', 'ko'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      test(`show one cluster, nothing over anything else, in ${language} and ${theme}`, async ({ page }) => {
        const words = LANGUAGES[language];
        await page.goto(`./?scenario=load-balancer&lang=${language}&theme=${theme}`);
        const cluster = page.getByRole('region', { name: words.cluster, exact: true });
        await page.getByRole('button', { name: words.pause }).click();
        await page.getByRole('slider').first().fill('20');
        await expect(cluster.getByRole('button', { name: words.client }).first()).toBeVisible();
        const machines = await placedBoxes(cluster);
        expect(machines.length).toBeGreaterThan(8);
        expect(overlapping(machines)).toEqual([]);
        expect(await violations(page)).toEqual([]);
        await cluster.getByRole('button', { name: words.layers }).click();
        await expect(cluster.getByRole('button', { name: words.layers })).toHaveAttribute('aria-pressed', 'true');
        // Boxes take 200 ms to where they stand now.
        await page.waitForTimeout(600);
        const layers = await placedBoxes(cluster);
        expect(overlapping(layers)).toEqual([]);
        expect(await violations(page)).toEqual([]);
        const known = new Set(machines.map(({ id }) => id));
        const inBoth = layers.map(({ id }) => id).filter((id) => known.has(id));
        for (const kind of ['client:', 'dns', 'loadBalancer:', 'service:', 'pod:']) {
          expect(inBoth.filter((id) => id.startsWith(kind)).length, kind).toBeGreaterThan(0);
        }
        await cluster.getByRole('button', { name: words.machines }).click();
        await page.waitForTimeout(600);
        expect((await placedBoxes(cluster)).map(({ id }) => id)).toEqual(machines.map(({ id }) => id));
      });
    }
  }

  test('lead what comes by an Ingress through its controller straight to pods', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open('?scenario=load-balancer');
    await playground.paste(INGRESS);
    await playground.pause();
    const controller = playground.cluster.getByRole('button', { name: /^Ingress controller/ });
    await expect(controller).toContainText('shop.example.com/ → shop');
    await playground.seek(30);
    await expect(controller).toContainText('192.0.2.2');
    for (const view of ['Machines', 'Layers'] as const) {
      await playground.look(view);
      await page.waitForTimeout(600);
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

  test('move at once for who wants less motion, and time stands still at first', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const playground = new Playground(page);
    await page.goto('./?scenario=load-balancer');
    await expect(playground.cluster.getByRole('button', { name: /^LoadBalancer/ })).toBeVisible();
    await expect(playground.timeline.getByRole('button', { name: 'Pause' })).toHaveAttribute('aria-pressed', 'true');
    await playground.look('Layers');
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
    expect(moving).toBe(0);
    expect(overlapping(await placedBoxes(playground.cluster))).toEqual([]);
  });
});

test.describe('keys', () => {
  test('step by hops and requests, as in a video player and with a clicker', async ({ page }) => {
    const playground = new Playground(page);
    await openPaused(playground, '', 10);
    for (const [forward, back] of [
      ['.', ','],
      ['ArrowRight', 'ArrowLeft'],
      ['PageDown', 'PageUp'],
    ] as const) {
      // The scrubber has keys of its own.
      await page.locator('body').click({ position: { x: 700, y: 20 } });
      await page.keyboard.press(forward);
      const before = await playground.now();
      await page.keyboard.press(forward);
      expect(await playground.now(), forward).toBeGreaterThan(before);
      await page.keyboard.press(back);
      expect(await playground.now(), back).toBeLessThan(before + 0.5);
    }
    await page.keyboard.press('l');
    const next = await playground.inspector.innerText();
    await page.keyboard.press('j');
    await expect(playground.inspector).not.toHaveText(next);
    await page.keyboard.press('k');
    await expect(playground.timeline.getByRole('button', { name: 'Play' })).toHaveAttribute('aria-pressed', 'true');
  });

  test('walk the graph by its arrows, and Enter explains', async ({ page }) => {
    const playground = new Playground(page);
    await openPaused(playground, '', 20);
    await playground.look('Layers');
    await playground.cluster.getByRole('button', { name: /alice/ }).first().focus();
    await page.keyboard.press('ArrowRight');
    const service = playground.cluster.getByRole('button', { name: /^ClusterIP/ });
    await expect(service).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(playground.cluster.getByRole('button', { name: /^web-/ }).nth(1)).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(service).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(playground.inspector).toContainText('Cluster IP');
  });

  test('set a stretch that is played again and again', async ({ page }) => {
    const playground = new Playground(page);
    await openPaused(playground, '', 10);
    await page.locator('body').click({ position: { x: 700, y: 20 } });
    await page.keyboard.press('[');
    await playground.seek(12);
    await page.locator('body').click({ position: { x: 700, y: 20 } });
    await page.keyboard.press(']');
    await playground.speed('10');
    await playground.timeline.getByRole('button', { name: 'Play' }).click();
    const seen: number[] = [];
    for (let look = 0; look < 12; look++) {
      seen.push(await playground.now());
      await page.waitForTimeout(90);
    }
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...seen)).toBeLessThanOrEqual(12.2);
    expect(seen.some((time, place) => place > 0 && time < (seen[place - 1] ?? 0))).toBe(true);
  });
});

test.describe('playing', () => {
  test('stops when a request fails', async ({ page }) => {
    const playground = new Playground(page);
    await openPaused(playground, '?scenario=external-name', 0);
    await playground.timeline.getByLabel('While playing').first().click();
    await playground.timeline.getByRole('checkbox', { name: 'Stop when a request fails' }).check();
    await page.keyboard.press('Escape');
    await playground.speed('2');
    await playground.timeline.getByRole('button', { name: 'Play' }).click();
    await expect(playground.timeline.getByRole('button', { name: 'Pause' })).toHaveAttribute('aria-pressed', 'true');
    await expect(playground.rows('bob', 'Name not found')).toHaveCount(1);
  });

  test('hurries over stretches in which nothing happens', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await playground.edit('cluster-ip', ['every: 1s', 'every: 40s']);
    await playground.pause();
    await playground.timeline.getByLabel('While playing').first().click();
    await playground.timeline.getByRole('checkbox', { name: /Skip stretches/ }).check();
    await page.keyboard.press('Escape');
    await playground.speed('2');
    await playground.timeline.getByRole('button', { name: 'Play' }).click();
    await expect.poll(() => playground.now(), { timeout: 10_000 }).toBeGreaterThan(44);
  });
});

test.describe('what belongs together', () => {
  test('is lit under the pointer and under the focus', async ({ page }) => {
    const playground = new Playground(page);
    await openPaused(playground, '?scenario=labels-and-selectors', 20);
    const service = playground.cluster.getByRole('button', { name: /^(?:ClusterIP|NodePort)/ }).first();
    await service.hover();
    await expect(lit(playground).filter({ hasText: 'shop-blue-' })).not.toHaveCount(0);
    await expect(lit(playground).filter({ hasText: 'shop-green-' })).toHaveCount(0);
    await page.mouse.move(700, 20);
    await expect(lit(playground)).toHaveCount(0);
    await playground.cluster
      .getByRole('button', { name: /^shop-blue-/ })
      .first()
      .focus();
    await expect(lit(playground).filter({ hasText: /^(?:ClusterIP|NodePort)/ })).toHaveCount(1);
  });
});

test.describe('two runs side by side', () => {
  test('show what externalTrafficPolicy: Local changes, on one clock', async ({ page }) => {
    const playground = new Playground(page);
    await openPaused(playground, '?scenario=node-port', 40);
    await playground.edit('node-port', ['replicas: 2', 'replicas: 1']);
    await expect(playground.cluster.getByRole('button', { name: /^web-/ })).toHaveCount(1);
    await playground.cluster.getByRole('button', { name: 'Compare' }).click();
    await expect(playground.cluster.getByRole('status')).toHaveText(/^All \d+ requests ended alike\.$/);
    await playground.edit(
      'node-port',
      ['replicas: 2', 'replicas: 1'],
      ['type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local'],
    );
    await expect(playground.cluster.getByRole('status')).toHaveText(/^\d+ of \d+ requests ended differently\.$/);
    const kept = page.getByRole('region', { name: 'Kept for comparison' });
    await expect(page.getByRole('region', { name: 'Now', exact: true })).toBeVisible();
    await expect(kept).toBeVisible();
    await playground.inspect('bob', 'Timed out');
    await expect(playground.inspector).toContainText('traffic policy Local');
    await expect(playground.inspector.getByRole('region', { name: 'In the kept run' })).toContainText('Answered');
    expect(await violations(page)).toEqual([]);
    await playground.cluster.getByRole('button', { name: 'End the comparison' }).click();
    await expect(kept).toHaveCount(0);
    await expect(playground.requests.getByRole('columnheader', { name: 'In the kept run' })).toHaveCount(0);
  });

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

test.describe('at 390 px', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  for (const theme of ['light', 'dark'] as const) {
    test(`tabs hold all of it, a finger is enough, ${theme}`, async ({ page }) => {
      await page.goto(`./?scenario=load-balancer&theme=${theme}`);
      const playground = new Playground(page);
      await playground.timeline.getByRole('button', { name: 'Pause' }).tap();
      await playground.timeline.getByRole('slider').fill('20');
      await playground.cluster.getByRole('button', { name: 'Layers' }).tap();
      await page.waitForTimeout(600);
      expect(overlapping(await placedBoxes(playground.cluster))).toEqual([]);
      const service = playground.cluster.getByRole('button', { name: /^ClusterIP/ });
      await service.dispatchEvent('click');
      for (const tab of ['Cluster', 'Manifests', 'Requests', 'Inspector']) {
        await page.getByRole('tab', { name: tab }).tap();
        await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth), tab).toBeLessThanOrEqual(390);
        expect(await violations(page), tab).toEqual([]);
      }
      await expect(playground.inspector).toContainText('Cluster IP');
    });
  }
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
      await page.waitForTimeout(400);
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
