/** A text that waits to be applied at a moment: its problems are told live, by the cluster of that moment. */
import { violations } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

async function openDraft(playground: Playground): Promise<void> {
  await playground.open('?scenario=cluster-ip');
  await playground.pause();
  await playground.seek(20);
  await playground.manifests.getByText('At this moment').click();
}

test.describe('a text that waits', () => {
  test('is told its problems with their places, and is not applied by that', async ({ page }) => {
    const playground = new Playground(page);
    await openDraft(playground);
    const { manifests, cluster } = playground;
    await playground.edit('cluster-ip', ['  - port: 80', '  - prot: 80']);
    await expect(manifests.getByText('Not applied yet')).toBeVisible();
    await expect(manifests.getByRole('heading', { name: /^\d+ problems?$/ })).toBeVisible();
    await expect(manifests.getByRole('button', { name: /unknown field "spec\.ports\[0\]\.prot"/ })).toBeVisible();
    await expect(manifests.locator('.squiggly-error').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await expect(cluster.getByText('Showing the last cluster that could be applied')).toHaveCount(0);

    await playground.paste('kind: Service\n  name: web');
    await expect(manifests.getByRole('button', { name: /mapping values are not allowed/ })).toBeVisible();
    await playground.paste(Playground.edited('cluster-ip', ['replicas: 3', 'replicas: 4']));
    await expect(manifests.getByRole('heading', { name: 'No problems' })).toBeVisible();
    await expect(cluster.getByRole('button', { name: /^web-/ })).toHaveCount(3);
  });

  test('is judged by what is there at that moment, and at another one anew', async ({ page }) => {
    const playground = new Playground(page);
    await openDraft(playground);
    const { manifests } = playground;
    const taken =
      'apiVersion: v1\nkind: Service\nmetadata: {name: other}\nspec: {type: NodePort, selector: {app: web}, ports: [{port: 80, nodePort: 30080}]}\n';
    await playground.paste(taken);
    await expect(manifests.getByRole('heading', { name: 'No problems' })).toBeVisible();
    await manifests.getByRole('button', { name: /^Apply at/ }).click();
    await expect(manifests.getByText(/^Applied at/)).toBeVisible();
    await playground.seek(25);
    await playground.paste(taken.replace('name: other', 'name: third'));
    await expect(manifests.getByRole('button', { name: /provided port is already allocated/ })).toBeVisible();
    // Before the other one was applied, the port is free.
    await playground.seek(10);
    await expect(manifests.getByRole('heading', { name: 'No problems' })).toBeVisible();
  });
});
