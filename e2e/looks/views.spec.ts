/** Two views of one cluster that turn into each other; what belongs together is lit; many pods are one group. */
import type { Locator } from '@playwright/test';
import { overlapping, placedBoxes } from '../boxes.ts';
import { expect, test } from '../fixtures.ts';
import { Playground } from '../playground.ts';
import { beginning, like } from '../words.ts';
import { flaws, visibleFlaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';

const MANY = Playground.edited('load-balancer', ['replicas: 3', 'replicas: 80']);

/** The ground of each of the boxes. */
async function grounds(boxes: Locator): Promise<readonly string[]> {
  return boxes.evaluateAll((all) => all.map((box) => getComputedStyle(box).backgroundColor));
}

/** Presses the button; how many boxes are seen on their way to where they stand then. */
async function movedBy(button: Locator): Promise<number> {
  return button.evaluate(async (element) => {
    element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    const until = performance.now() + 1_000;
    let most = 0;
    while (most === 0 && performance.now() < until) {
      await new Promise((done) => requestAnimationFrame(done));
      const moves = document
        .getAnimations()
        .filter((each) => each instanceof CSSTransition && each.transitionProperty === 'transform');
      most = Math.max(most, moves.length);
    }
    return most;
  });
}

test.describe('the two views', () => {
  inEveryLook('show one cluster, nothing over anything else, and turn into each other', async (playground) => {
    const { cluster, words } = playground;
    await playground.openAt('load-balancer', 20);
    await expect(cluster.getByRole('button', { name: /alice/ }).first()).toBeVisible();
    await playground.still();
    const machines = await placedBoxes(cluster);
    expect(machines.length).toBeGreaterThan(8);
    expect(overlapping(machines)).toEqual([]);
    expect(await flaws(playground)).toEqual([]);

    expect(await movedBy(cluster.getByRole('button', { name: words.app.diagramViews.layers }))).toBeGreaterThan(3);
    await playground.still();
    const layers = await placedBoxes(cluster);
    expect(overlapping(layers)).toEqual([]);
    expect(await flaws(playground)).toEqual([]);
    const known = new Set(machines.map(({ id }) => id));
    const inBoth = layers.map(({ id }) => id).filter((id) => known.has(id));
    for (const kind of ['client:', 'dns', 'loadBalancer:', 'service:', 'pod:']) {
      expect(inBoth.filter((id) => id.startsWith(kind)).length, kind).toBeGreaterThan(0);
    }
    await playground.settle('machines');
    expect((await placedBoxes(cluster)).map(({ id }) => id)).toEqual(machines.map(({ id }) => id));
    await expect(cluster.getByText(words.app.endpointsReady(3, 3))).toBeVisible();
  });

  inEveryLook('light a Service and its pods together, under the pointer and under the focus', async (playground) => {
    const { cluster, page } = playground;
    await playground.openAt('labels-and-selectors', 20);
    const lit = cluster.locator('button[data-emphasis="lit"]');
    const pods = (app: string): Locator => cluster.getByRole('button', { name: beginning(`${app}-`) });
    const service = cluster.getByRole('button', { name: /^ClusterIP/ }).first();
    await expect(pods('shop-blue')).toHaveCount(2);
    await playground.still();
    const unlit = await grounds(pods('shop-blue'));
    const others = await grounds(pods('shop-green'));
    await service.hover();
    await expect(lit.filter({ hasText: 'shop-blue-' })).toHaveCount(2);
    await expect(lit.filter({ hasText: 'shop-green-' })).toHaveCount(0);
    await playground.still();
    expect(await grounds(pods('shop-blue'))).not.toEqual(unlit);
    expect(await grounds(pods('shop-green'))).toEqual(others);
    expect(await visibleFlaws(playground)).toEqual([]);
    await page.mouse.move(700, 20);
    await expect(lit).toHaveCount(0);
    await pods('shop-blue').first().focus();
    await expect(lit.filter({ hasText: /^ClusterIP/ })).toHaveCount(1);
  });

  inEveryLook('show names alone from afar, and a map of the whole from near', async (playground) => {
    const { cluster, page, words } = playground;
    await playground.openAt('cluster-ip', 20);
    const map = cluster.getByRole('img', { name: words.app.miniMap });
    const address = cluster.getByText(/^10\.244\./).first();
    await playground.still();
    await expect(address).toBeVisible();
    await expect(map).toHaveCount(0);
    await cluster.locator('.react-flow__pane').hover({ position: { x: 5, y: 5 } });
    await page.mouse.wheel(0, -600);
    await expect(map).toBeVisible();
    await page.mouse.wheel(0, 2_400);
    await expect(address).toBeHidden();
    await expect(cluster.getByText(/^web-/).first()).toBeVisible();
    await expect(map).toHaveCount(0);
    expect(await visibleFlaws(playground)).toEqual([]);
  });

  inEveryLook('show many pods as groups with their number', async (playground) => {
    const { cluster, words } = playground;
    await playground.openText(MANY, 60);
    for (const view of ['machines', 'layers'] as const) {
      await playground.settle(view);
      const groups = cluster.getByRole('button', { name: new RegExp(`^${like(words.app.pods(80)).source}`) });
      await expect(groups.first()).toBeVisible();
      expect((await placedBoxes(cluster)).length).toBeLessThan(20);
      expect(overlapping(await placedBoxes(cluster))).toEqual([]);
      expect(await visibleFlaws(playground)).toEqual([]);
      const labels = await groups.allInnerTexts();
      const total = labels.reduce((sum, label) => sum + Number(/\d+/.exec(label)?.[0]), 0);
      expect(total, view).toBe(80);
    }
  });
});
