/** The cloud's firewall: closed and opened from the page, and told of where a request ends at it. */
import type { Locator } from '@playwright/test';
import { violations } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

/** The box, as long as it is there. */
function firewall({ cluster }: Playground): Locator {
  return cluster.getByRole('button', { name: /Firewall/ });
}

test.describe('the firewall in front of the nodes', () => {
  test('is closed, explains the node port that times out, and is opened again', async ({ page }) => {
    const playground = new Playground(page);
    const { cluster, inspector } = playground;
    await playground.open('?scenario=node-port');
    await playground.pause();
    await playground.seek(20);
    await expect(firewall(playground)).toHaveCount(0);
    await cluster.locator('.react-flow__pane').click({ button: 'right', position: { x: 5, y: 5 } });
    await page.getByRole('menuitem', { name: 'Close the firewall to the internet' }).click();
    await expect(firewall(playground)).toBeVisible();
    await expect(cluster).toContainText('close the firewall to the internet');

    await playground.seek(40);
    await playground.rows('bob', 'Timed out').first().click();
    await expect(inspector.getByRole('heading', { name: 'Timed out' })).toBeVisible();
    await expect(inspector).toContainText('The firewall in front of the nodes dropped the packet');
    await expect(inspector).toContainText('deny tcp 0.0.0.0/0 -> nodes');

    for (const view of ['layers', 'machines'] as const) {
      await playground.view(view);
      await firewall(playground).click();
      await expect(inspector).toContainText('Kubernetes does not know of it');
      expect(await violations(page)).toEqual([]);
    }
    await inspector.getByRole('button', { name: 'Open the firewall' }).click();
    await expect(firewall(playground)).toHaveCount(0);
    await expect(inspector).toContainText('Open: what comes from the internet');
    await playground.seek(60);
    await playground.filter('bob');
    await expect(playground.rows('bob', 'Answered').first()).toBeVisible();
    await page.getByRole('button', { name: 'Command log, 2 commands' }).click();
    await expect(page.getByRole('dialog', { name: 'Command log' })).toContainText('open the firewall');
  });

  test('speaks Korean', async ({ page }) => {
    await page.goto('./?scenario=node-port&lang=ko');
    const cluster = page.getByRole('region', { name: '클러스터', exact: true });
    await cluster.locator('.react-flow__pane').click({ button: 'right', position: { x: 5, y: 5 } });
    await page.getByRole('menuitem', { name: '인터넷에 방화벽 닫기' }).click();
    await cluster.getByRole('button', { name: /방화벽/ }).click();
    await expect(page.getByRole('region', { name: '인스펙터' })).toContainText('쿠버네티스는 이를 알지 못합니다');
  });
});
