/** Nodes that share a lane: each is reached from the picture, its details and its menu, by pointer and by keys. */
import { violations } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

const CROWD = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes: [{role: control-plane}${', {role: worker}'.repeat(23)}]
---
${Playground.edited('node-port')}`;

async function openCrowd(playground: Playground): Promise<void> {
  await playground.open('?scenario=node-port');
  await playground.pause();
  await playground.paste(CROWD);
  await expect(playground.cluster.getByRole('button', { name: /nodes together/ })).toHaveCount(8);
  await playground.seek(20);
}

test.describe('nodes that share a lane', () => {
  test('are listed with their status; each opens its details and its menu', async ({ page }) => {
    const playground = new Playground(page);
    await openCrowd(playground);
    const { cluster, inspector } = playground;
    const lane = cluster.getByRole('button', { name: /^node-4 – node-6/ });
    await lane.click();
    const list = inspector.getByRole('list', { name: '3 nodes' });
    await expect(list.getByRole('listitem')).toHaveCount(3);
    await expect(inspector).toContainText('3 Ready');
    await expect(lane).toHaveAttribute('aria-pressed', 'true');
    expect(await violations(page)).toEqual([]);

    await list.getByRole('button', { name: 'Actions for node-5' }).click();
    await page.getByRole('menuitem', { name: 'Pull the plug' }).click();
    // It has a lane of its own now, and is still in the list.
    await expect(cluster.getByRole('button', { name: 'Power on node-5' })).toBeVisible();
    await expect(list.getByRole('listitem').filter({ hasText: 'node-5' })).toContainText('powered off');

    await inspector.getByRole('searchbox').fill('node-6');
    await expect(list.getByRole('listitem')).toHaveCount(1);
    await list.getByRole('button', { name: 'node-6', exact: true }).click();
    await expect(inspector.getByRole('heading', { name: 'node-6' })).toBeVisible();
    await expect(inspector).toContainText('192.168.0.16');
  });

  test('are reached by keys alone', async ({ page }) => {
    const playground = new Playground(page);
    await openCrowd(playground);
    const { cluster, inspector } = playground;
    await cluster.getByRole('button', { name: /^node-1 – node-3/ }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(cluster.getByRole('button', { name: /^node-4 – node-6/ })).toBeFocused();
    await page.keyboard.press('Enter');
    const list = inspector.getByRole('list', { name: '3 nodes' });
    await list.getByRole('button', { name: 'Actions for node-4' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(list.getByRole('listitem').filter({ hasText: 'node-4' })).toContainText('SchedulingDisabled');
    await expect(list.getByRole('button', { name: 'Actions for node-4' })).toBeFocused();
    // The list gives way to the node's details, and keys go on there.
    await list.getByRole('button', { name: 'node-4', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(inspector.getByRole('heading', { name: 'node-4' })).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(inspector.getByRole('button', { name: /^Uncordon/ })).toBeFocused();
  });
});
