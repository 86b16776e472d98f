/** The page without a mouse, without motion, by ear, and in the hand. */
import { overlapping, placedBoxes } from '../boxes.ts';
import { expect, test } from '../fixtures.ts';
import { ANY, beginning, like } from '../words.ts';
import { flaws, visibleFlaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';
import { painted } from './painted.ts';

test.describe('without a mouse', () => {
  inEveryLook('arrows walk the graph, the transcript is read out, and Tab leaves the editor', async (playground) => {
    const { page, cluster, requests, inspector, manifests, words } = playground;
    const { editor, playback } = words;
    await playground.openAt('cluster-ip', 20);
    await playground.settle('layers');
    await cluster.getByRole('button', { name: /alice/ }).first().focus();
    await page.keyboard.press('ArrowRight');
    const service = cluster.getByRole('button', { name: /^ClusterIP/ });
    await expect(service).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(cluster.getByRole('button', { name: beginning('web-') }).nth(1)).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await expect(service).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(inspector).toContainText(playback.facts.clusterIP);
    await inspector.getByRole('button', { name: playback.close, exact: true }).click();

    await playground.lookAtRequests('transcript');
    const log = requests.getByRole('log', { name: playback.transcript });
    await expect(log).toHaveAttribute('aria-live', 'polite');
    await expect(log).toContainText(`${playback.outcomes.answered}.`);
    const last = log.getByRole('listitem').last();
    const before = await last.innerText();
    await playground.control('stepForward').click();
    await playground.control('stepForward').click();
    await expect(last).not.toHaveText(before);
    expect(await flaws(playground)).toEqual([]);
    await playground.control('play').click();
    await inspector.getByRole('button', { name: playback.close, exact: true }).click();
    await expect(log).toHaveAttribute('aria-live', 'off');
    await playground.pause();

    const text = manifests.getByRole('textbox', { name: editor.label });
    await expect(manifests.locator('.monaco-editor .view-line').first()).toBeVisible();
    await expect(manifests.getByText(like(editor.tabHint(ANY)))).toBeVisible();
    await text.focus();
    await page.keyboard.press(process.platform === 'darwin' ? 'Control+Shift+m' : 'Control+m');
    await page.keyboard.press('Tab');
    await expect(text).not.toBeFocused();
  });
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  inEveryLook('time stands still at first, views change at once, and requests go by steps', async (playground) => {
    const { page, cluster, words } = playground;
    await playground.visit('?scenario=load-balancer');
    await expect(cluster.getByRole('button', { name: /^LoadBalancer/ })).toBeVisible();
    await expect(playground.control('pause')).toHaveAttribute('aria-pressed', 'true');
    await playground.view('layers');
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    );
    expect(moving).toBe(0);
    expect(overlapping(await placedBoxes(cluster))).toEqual([]);

    await playground.seek(20);
    await playground.rows('carol', words.playback.outcomes.answered).first().click();
    await playground.inspector.getByRole('listitem').first().getByRole('button').first().click();
    await playground.speed('0.1');
    const places = new Set<string>();
    let looks = 0;
    await playground.control('play').click();
    for (const from = await playground.now(); looks < 40 && (await playground.now()) < from + 0.2; looks++) {
      const patch = (await painted(cluster, ['--layer-client'])).patches['--layer-client'];
      if (patch !== undefined) places.add(`${patch.x.toFixed(0)} ${patch.y.toFixed(0)}`);
    }
    await playground.pause();
    expect(places.size, 'a request is at few places, one after another').toBeLessThanOrEqual(3);
    expect(await flaws(playground)).toEqual([]);
  });
});

test.describe('in the hand', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  inEveryLook('tabs hold all of it and a finger is enough', async (playground) => {
    const { page, cluster, inspector, timeline, requests, words } = playground;
    const { app, playback } = words;
    await playground.visit('?scenario=load-balancer');
    await playground.control('pause').tap();
    await timeline.getByRole('slider').fill('20');
    await cluster.getByRole('button', { name: app.diagramViews.layers }).tap();
    await playground.still();
    expect(overlapping(await placedBoxes(cluster))).toEqual([]);
    await cluster.getByRole('button', { name: /^ClusterIP/ }).dispatchEvent('click');
    for (const tab of ['cluster', 'manifests', 'requests', 'inspector'] as const) {
      await page.getByRole('tab', { name: app[tab] }).tap();
      await expect(page.getByRole('tabpanel', { name: app[tab] })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), tab).toBeLessThanOrEqual(390);
      expect(await (tab === 'inspector' ? visibleFlaws : flaws)(playground), tab).toEqual([]);
    }
    await expect(inspector).toContainText(playback.facts.clusterIP);
    await page.getByRole('tab', { name: app.requests }).tap();
    await requests.getByRole('row').nth(1).tap();
    await page.getByRole('tab', { name: app.inspector }).tap();
    await expect(inspector).toContainText(playback.hops);
    expect(await flaws(playground)).toEqual([]);
  });
});
