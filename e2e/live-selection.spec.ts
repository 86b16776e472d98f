/** The editor says beside a selector how many pods it matches at the moment that is shown, and who selects a label. */
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

// High enough for the whole text: the editor renders only the lines in view.
test.use({ viewport: { width: 1440, height: 1800 } });

test.describe('the hints beside selectors and labels', () => {
  test('count the pods, warn when there is none, and follow an edit', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open('?scenario=cluster-ip');
    const selector = playground.manifests.locator('.view-line', { hasText: '3 pods' });
    const labels = playground.manifests.locator('.view-line', { hasText: /\blabels:/ });
    await expect(labels).toContainText('selected by web');

    // The selector of another app: no pod, in words and with a sign.
    await playground.edit('cluster-ip', ['  selector:\n    app: web\n  ports', '  selector:\n    app: wbe\n  ports']);
    await expect(labels).toContainText('no Service');
    await expect(playground.manifests.locator('.view-line', { hasText: 'no pod' })).toContainText('⚠');

    // One quick fix, and it counts again; who points at it reads the names.
    await playground.manifests.getByRole('button', { name: /web instead of wbe/ }).click();
    await expect(selector).toBeVisible();
    await selector.getByText('3 pods').hover();
    const names = playground.manifests.locator('.monaco-hover').getByRole('listitem');
    await expect(names).toHaveCount(3);
    await expect(names.first()).toHaveText(/^web-\w+-\w+ Running, ready$/);

    // The words are beside the text, not in it.
    await playground.manifests.getByRole('textbox', { name: 'Manifests in YAML' }).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+C');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('selector:');
    expect(copied).not.toContain('3 pods');
  });

  test('follow the moment that is shown', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open('?scenario=cluster-ip');
    await playground.pause();
    const selector = playground.manifests.locator('.view-line', { hasText: 'selector:' }).last();
    await expect(selector).toContainText('3 pods');
    await playground.seek(0);
    await expect(selector).toContainText('no pod');
    await playground.seek(15);
    await expect(selector).toContainText('3 pods');
  });
});
