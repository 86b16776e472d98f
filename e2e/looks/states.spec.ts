/** How the page looks when names are long, when there is nothing, when there is much, and when something is wrong. */
import type { Locator } from '@playwright/test';
import { overlapping, placedBoxes, type PlacedBox } from '../boxes.ts';
import { expect, test } from '../fixtures.ts';
import { Playground } from '../playground.ts';
import { flaws, visibleFlaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';
import { appText, clientText } from './texts.ts';

/** Keys and values of 40 characters, names as long as Kubernetes lets them be. */
const KEY = 'team-that-looks-after-it/and-its-purpose'.padEnd(40, 'x');
const VALUE = 'checkout-and-payments-of-the-whole-store'.padEnd(40, 'x');
const NAME = 'the-service-that-takes-orders-from-everybody-who-comes-by-today'.slice(0, 63);
const LONG = `${appText(NAME, 3, `{app: ${VALUE}, ${KEY}: ${VALUE}}`)}${clientText(
  'the-customer-with-the-longest-name-of-all-that-ever-came-to-us',
  `http://${NAME}.default.svc.cluster.local/a/path/that/goes/on/and/on`,
  '1s',
)}`;
const NODES = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [{role: control-plane}${', {role: worker}'.repeat(5)}]
---
`;

/** The boxes that are not wholly within the picture. */
async function outside(cluster: Locator, boxes: readonly PlacedBox[]): Promise<readonly string[]> {
  const frame = await cluster.locator('.react-flow').boundingBox();
  if (frame === null) return ['there is no picture'];
  return boxes
    .filter(
      ({ x, y, width, height }) =>
        x < frame.x - 1 ||
        y < frame.y - 1 ||
        x + width > frame.x + frame.width + 1 ||
        y + height > frame.y + frame.height + 1,
    )
    .map(({ id }) => id);
}

/** Looks at both views: nothing lies over anything else, or outside, or is cut off. */
async function expectTidy(playground: Playground): Promise<void> {
  for (const view of ['machines', 'layers'] as const) {
    await playground.settle(view);
    const boxes = await placedBoxes(playground.cluster);
    expect(boxes.length, view).toBeGreaterThan(2);
    expect(overlapping(boxes), view).toEqual([]);
    expect(await outside(playground.cluster, boxes), view).toEqual([]);
    expect(await visibleFlaws(playground), view).toEqual([]);
  }
}

test.describe('it looks right', () => {
  inEveryLook('with names of 63 and labels of 40 characters', async (playground) => {
    const { cluster, inspector, words } = playground;
    await playground.openText(LONG, 20);
    await expectTidy(playground);
    await cluster.getByRole('button', { name: /^ClusterIP/ }).click();
    await expect(inspector).toContainText(VALUE);
    expect(await flaws(playground)).toEqual([]);
    await playground.requests.getByRole('row').nth(1).click();
    await expect(inspector).toContainText(words.playback.hops);
    expect(await visibleFlaws(playground)).toEqual([]);
  });

  inEveryLook('with 0 pods, and with 500', async (playground) => {
    const { cluster, words } = playground;
    await playground.openText(`${appText('web', 0)}${clientText('alice', 'http://web', '1s')}`, 20);
    await expect(cluster.getByText(words.app.endpointsReady(0, 0))).toBeVisible();
    await expectTidy(playground);
    expect(await flaws(playground)).toEqual([]);

    await playground.openText(`${NODES}${appText('web', 500)}${clientText('alice', 'http://web', '1s')}`, 80);
    await expect(cluster.getByText(words.app.endpointsReady(500, 500))).toBeVisible({ timeout: 30_000 });
    await expectTidy(playground);
    expect(await flaws(playground)).toEqual([]);
  });

  inEveryLook('with nothing in it, with a mistake in it, and while it starts', async (playground) => {
    const { page, cluster, requests, manifests, words } = playground;
    const { app, editor, playback } = words;
    let start = (): void => undefined;
    const started = new Promise<void>((done) => {
      start = done;
    });
    await page.route(/simulation\.worker/, async (route) => {
      await started;
      await route.continue();
    });
    await playground.visit('?scenario=cluster-ip');
    await expect(cluster.getByText(app.loading)).toBeVisible();
    await expect(cluster.getByText(app.loadingHint)).toBeVisible();
    await expect(requests).toContainText(app.noRequestsYet);
    expect(await flaws(playground)).toEqual([]);
    start();
    await playground.pause();
    await expect(manifests.locator('.monaco-editor .view-line').first()).toBeVisible();

    await playground.edit('cluster-ip', ['matchLabels:', 'matchLabels']);
    await expect(cluster.getByText(app.stale)).toBeVisible();
    await expect(manifests).toContainText('mapping values are not allowed in this context');
    await expect(manifests).toContainText(editor.problems(1));
    expect(await flaws(playground)).toEqual([]);

    await playground.paste('');
    await playground.paste('# nothing yet\n');
    await expect(cluster.getByText(app.emptyHint)).toBeVisible();
    await expect(cluster.getByRole('button', { name: app.openScenarios })).toBeVisible();
    await expect(requests.getByRole('button', { name: playback.exportAs('CSV') })).toBeDisabled();
    expect(await flaws(playground)).toEqual([]);
  });

  inEveryLook('when the simulation cannot be had', async (playground) => {
    const { page, cluster, words } = playground;
    const { app, editor } = words;
    // What arrives is no program: it dies each time it is started.
    await page.route(/simulation\.worker/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("broken")' }),
    );
    await playground.visit('?scenario=cluster-ip');
    await expect(cluster.getByRole('heading', { name: app.failed })).toBeVisible();
    await expect(cluster.getByText(app.failedHint)).toBeVisible();
    await expect(page.getByText(editor.notices.simulationFailed)).toBeVisible();
    expect(await flaws(playground)).toEqual([]);
    await cluster.getByRole('button', { name: app.openScenarios }).click();
    await expect(page.getByRole('dialog', { name: editor.gallery })).toBeVisible();
    expect(await flaws(playground)).toEqual([]);
  });
});
