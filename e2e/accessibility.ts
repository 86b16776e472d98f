/** What axe-core finds on the page as it is. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** The violations, one line each, outside of Monaco's own inside. */
export async function violations(page: Page): Promise<readonly string[]> {
  // The page's policy lets no foreign script in by a tag; evaluating one is the test's own affair.
  await page.evaluate(await readFile(axe, 'utf8'));
  const result = await page.evaluate(async () => {
    // axe-core has just put itself there.
    const { axe: engine } = globalThis as unknown as {
      axe: { run(context: object, options: object): Promise<AxeResult> };
    };
    return engine.run(
      { exclude: ['.monaco-editor'] },
      { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] },
    );
  });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
