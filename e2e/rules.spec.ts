/** Why a problem is one: in the hover, from the list of problems, and on the page of the rules. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

const MESSAGE = 'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range.';
const RULE = 'A node port outside 30000 to 32767';
const manifest = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector:
    app: web
  ports:
  - port: 80
    nodePort: 80
`;

/** The page about Kubehops. */
function pageAbout(page: Page): Locator {
  return page.getByRole('dialog', { name: 'About Kubehops' });
}

test.describe('the rules', () => {
  test('are explained in the hover, below what Kubernetes says, with a link to the page', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await playground.paste(manifest);
    const marker = playground.manifests.locator('.squiggly-error').first();
    await expect(marker).toBeVisible();
    await marker.hover({ force: true });
    const hover = page.locator('.monaco-hover').filter({ hasText: RULE });
    await expect(hover).toBeVisible();
    for (const part of [MESSAGE, 'Read the rule']) await expect(hover).toContainText(part);
    const said = await hover.innerText();
    expect(said.indexOf(MESSAGE)).toBeLessThan(said.indexOf(RULE));
    expect(said.indexOf(RULE)).toBeLessThan(said.indexOf('Read the rule'));
    await hover.getByText('Read the rule').click();
    await expect(pageAbout(page).getByRole('article', { name: RULE })).toBeFocused();
    await expect(pageAbout(page).getByRole('article', { name: RULE })).toBeInViewport();
    await expect(page).toHaveURL(/[?&]rule=service\.nodePort\.range/);
    await page.keyboard.press('Escape');
    await expect(pageAbout(page)).toBeHidden();
    await expect(page).not.toHaveURL(/rule=/);
  });

  test('are one click away from each problem', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await playground.paste(manifest);
    const why = playground.manifests.getByRole('button', { name: 'Why?' });
    await expect(why).toHaveAccessibleDescription(/Invalid value: 80: provided port/);
    await why.click();
    await expect(pageAbout(page).getByRole('article', { name: RULE })).toBeInViewport();
    await pageAbout(page).getByRole('button', { name: 'Close' }).click();
    await expect(why).toBeFocused();
  });

  test('stand on a page that opens by a link and from the top of the page, and names whose work it uses', async ({
    page,
  }) => {
    await page.goto('./?rule=decode.unknownField');
    const about = pageAbout(page);
    await expect(about.getByRole('article', { name: 'A field that this kind does not have' })).toBeFocused();
    await about.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'About' }).click();
    await expect(about).toContainText('Kubernetes v1.36');
    await about.getByRole('link', { name: 'Credits and licences' }).click();
    await expect(about.getByText('The Kubernetes Authors')).toBeInViewport();
    await expect(about.getByText('Apache-2.0')).toBeInViewport();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ko');
    await page.getByRole('button', { name: '안내' }).click();
    await expect(page.getByRole('dialog', { name: 'Kubehops 안내' })).toContainText('이 종류에 없는 필드');
  });
});
