/** The page itself: landmarks, explanations, the editor, the remembered language, and what it does with hostile text. */
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

test.describe('the page', () => {
  test('opens on a running cluster and explains a request hop by hop', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await expect(page.getByRole('heading', { level: 1, name: 'Kubehops' })).toBeVisible();
    for (const region of [playground.manifests, playground.cluster, playground.timeline, playground.requests]) {
      await expect(region).toBeVisible();
    }
    await playground.speed('10');
    await playground.inspect('alice', 'Answered');
    await expect(playground.inspector).toBeVisible();
    for (const part of ['CoreDNS', 'web.default.svc.cluster.local', 'KUBE-SVC-', 'DNAT --to-destination', '10.96.']) {
      await expect(playground.inspector).toContainText(part);
    }
  });

  test('a broken manifest leaves the last good cluster, marks the line and lists the problem', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await expect(playground.cluster).toContainText('10.96.');
    await playground.edit('cluster-ip', ['matchLabels:', 'matchLabels']);
    await expect(playground.manifests).toContainText('mapping values are not allowed in this context');
    await playground.manifests.getByRole('button', { name: /mapping values are not allowed/ }).click();
    await expect(playground.manifests.locator('.squiggly-error')).not.toHaveCount(0);
    await expect(playground.cluster).toContainText('web-');
    await expect(page.getByText('Showing the last cluster that could be applied')).toBeVisible();
    await playground.edit('cluster-ip');
    await expect(playground.manifests).toContainText('No problems');
  });

  test('completes and explains fields from Kubernetes’ own schema', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    await playground.paste('apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: ');
    await page.keyboard.press('Control+Space');
    const suggestions = page.locator('.suggest-widget');
    for (const type of ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']) {
      await expect(suggestions).toContainText(type);
    }
    await page.keyboard.press('Escape');
    await playground.manifests
      .locator('.view-line', { hasText: 'type' })
      .locator('span', { hasText: 'type' })
      .last()
      .hover();
    await expect(
      page.locator('.monaco-hover').filter({ hasText: 'type determines how the Service is exposed' }),
    ).toBeVisible();
  });

  test('takes several lines in one piece as they are, and Enter as a new line', async ({ page }) => {
    const playground = new Playground(page);
    await playground.open();
    const editor = playground.manifests.getByRole('textbox', { name: 'Manifests in YAML' });
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(Playground.edited('headless'));
    await expect(playground.manifests).toContainText('No problems');
    await expect(playground.cluster).toContainText('cache');
    await page.keyboard.press('ControlOrMeta+A');
    const typed =
      'apiVersion: v1\nkind: Service\nmetadata: {name: typed}\nspec: {type: ExternalName, externalName: a.example.com}';
    await page.keyboard.type(typed, { delay: 30 });
    await expect(playground.cluster).toContainText('typed');
  });

  test('speaks Korean when asked and remembers it', async ({ page }) => {
    await page.goto('./?lang=ko&theme=dark');
    await expect(page.getByRole('region', { name: '매니페스트' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('button', { name: '공유' })).toBeVisible();
    await page.goto('./');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  });

  const web = Playground.edited('cluster-ip');
  const hostile: readonly (readonly [string, string, RegExp])[] = [
    ['replicas: 100000', web.replace('replicas: 3', 'replicas: 100000'), /1,?000/],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 12 }, (_, i) => `${'bcdefghijklm'[i]}: &${'bcdefghijklm'[i]} [${Array.from({ length: 9 }, () => `*${'abcdefghijkl'[i]}`).join(',')}]`).join('\n')}\n`,
      /problem/,
    ],
    ['the name __proto__', web.replaceAll('name: web', 'name: __proto__'), /__proto__/],
    ['tabs', web.replace('  replicas', '\treplicas'), /cannot start any token/],
    ['Windows line ends', web.replaceAll('\n', '\r\n'), /No problems/],
    ['emoji', web.replace('name: nginx', 'name: 🦊'), /🦊/],
    ['a megabyte of documents', `${web}---\n${'# padding\n'.repeat(100_000)}`, /No problems/],
  ];
  for (const [what, text, words] of hostile) {
    test(`takes ${what} without freezing`, async ({ page }) => {
      const playground = new Playground(page);
      await playground.open();
      await playground.paste(text);
      await expect(playground.manifests).toContainText(words, { timeout: 20_000 });
      await playground.pause();
      await expect(playground.timeline.getByRole('button', { name: 'Pause' })).toHaveAttribute('aria-pressed', 'true');
    });
  }
});
