/** The apply panel: what kubectl printed for each object, and what the API server made of it. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

test.describe('the apply panel', () => {
  test('tells what kubectl printed, and shows what was filled in and picked beside what was written', async ({
    page,
  }) => {
    const playground = new Playground(page);
    await playground.open('?scenario=node-port');
    const { manifests } = playground;
    await manifests.getByRole('button', { name: 'kubectl apply exit 0' }).click();
    const item = manifests.getByRole('listitem').filter({ hasText: 'service/web created' });
    await expect(item).toContainText('Service web');
    await item.getByRole('button', { name: 'Service web as it is stored' }).click();
    await expect(manifests.getByRole('tab', { name: 'Stored' })).toHaveAttribute('aria-selected', 'true');
    const line = (text: RegExp): Locator => manifests.getByRole('listitem').filter({ hasText: text });
    await expect(line(/^[+*~·−]*clusterIP: 10\.96\./)).toContainText('allocated');
    await expect(line(/sessionAffinity: None/)).toContainText('default');
    await expect(line(/nodePort: 30080/)).not.toContainText('allocated');
    await expect(line(/uid:/)).toHaveCount(0);
    await manifests.getByRole('checkbox', { name: /bookkeeping/ }).check();
    await expect(line(/uid:/)).toContainText('server');
    await manifests.getByRole('combobox', { name: 'Object' }).selectOption('Deployment web');
    await expect(line(/revisionHistoryLimit: 10/)).toContainText('default');
  });

  test('tells the error of the object that was rejected, and goes to it in the text', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open('?scenario=node-port-conflict');
    const { manifests } = playground;
    await manifests.getByRole('button', { name: 'kubectl apply exit 1' }).click();
    const rejected = manifests.getByRole('tabpanel').getByRole('listitem').filter({ hasText: 'rejected' });
    await expect(rejected).toContainText('The Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30080');
    const name = rejected.getByRole('button', { name: /Service production\/web: go to line/ });
    const [line = ''] = /\d+$/.exec((await name.getAttribute('aria-label')) ?? '') ?? [];
    await name.click();
    await expect(manifests.locator('.active-line-number')).toHaveText(line);
  });

  test('fits into 390 px and is worked by keys alone', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('./?scenario=node-port');
    await page.getByRole('tab', { name: 'Manifests' }).click();
    const manifests = page.getByRole('region', { name: 'Manifests', exact: true });
    await manifests.getByRole('button', { name: 'kubectl apply exit 0' }).press('Enter');
    await manifests.getByRole('tab', { name: 'Printed' }).press('ArrowRight');
    await expect(manifests.getByRole('tab', { name: 'Stored' })).toBeFocused();
    await expect(manifests.getByRole('combobox', { name: 'Object' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
