/** Two runs side by side on one clock, what differs lit. */
import { expect, test } from '../fixtures.ts';
import { Playground } from '../playground.ts';
import { like } from '../words.ts';
import { flaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';

const ONE_POD = ['replicas: 2', 'replicas: 1'] as const;
const LOCAL = ['type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local'] as const;

test.describe('two runs', () => {
  inEveryLook('show what externalTrafficPolicy: Local changes', async (playground) => {
    const { page, cluster, inspector, words } = playground;
    const { compare, playback, simulation } = words;
    await playground.openText(Playground.edited('node-port', ONE_POD), 40);
    await expect(playground.manifests.locator('.monaco-editor .view-line').first()).toBeVisible();
    await cluster.getByRole('button', { name: compare.pin, exact: true }).click();
    const verdict = cluster.getByRole('status').filter({ visible: true }).first();
    await expect(verdict).toHaveText(like(compare.same(77)));
    await expect(cluster.locator('[data-differs="true"]')).toHaveCount(0);
    await playground.edit('node-port', ONE_POD, LOCAL);
    await expect(verdict).toHaveText(like(compare.different(7, 77)));
    const kept = page.getByRole('region', { name: compare.pinned });
    const now = page.getByRole('region', { name: compare.live, exact: true });
    for (const run of [now, kept]) {
      await expect(run).toBeVisible();
      const differing = run.getByRole('button').and(run.locator('[data-differs="true"]'));
      await expect(differing.first()).toBeVisible();
      expect(await differing.first().evaluate((box) => getComputedStyle(box).outlineStyle)).toBe('dashed');
    }
    await playground.inspect('bob', playback.outcomes.timedOut);
    await expect(inspector).toContainText(
      like(simulation['cause.noLocalEndpoints']({ service: 'default/web', node: 'node-3' })),
    );
    expect(await flaws(playground)).toEqual([]);
    // Both ends of a request stand side by side, however narrow the list is.
    await page.setViewportSize({ width: 1280, height: 720 });
    const timedOut = playground.rows('bob', playback.outcomes.timedOut).first();
    const own = await timedOut.getByRole('cell', { name: playback.outcomes.timedOut, exact: true }).boundingBox();
    const other = await timedOut.getByRole('cell').last().boundingBox();
    expect((own?.x ?? 0) + (own?.width ?? 0)).toBeLessThanOrEqual((other?.x ?? 0) + 1);
    await cluster.getByRole('button', { name: compare.unpin }).click();
    await expect(kept).toHaveCount(0);
  });
});
