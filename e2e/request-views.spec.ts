/** The requests as list, charts, transcript and files; the rules of a node, and the questions to the DNS. */
import { readFile } from 'node:fs/promises';
import type { Download } from '@playwright/test';
import { violations } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

interface SavedRequest {
  readonly id: string;
  readonly client: string;
  readonly outcome: string;
  readonly hops: readonly { readonly rule: string }[];
}

async function openAt(playground: Playground, query: string, seconds: number): Promise<void> {
  await playground.open(query);
  await playground.pause();
  await playground.seek(seconds);
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

test.describe('the requests', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`as charts: shares that add up, latency and outcomes, ${theme}`, async ({ page }) => {
      const playground = new Playground(page);
      await openAt(playground, `?theme=${theme}`, 60);
      await playground.lookAtRequests('Charts');
      const { requests } = playground;
      await expect(requests).toContainText('Who answered for default/web');
      const answered = await requests.locator('tbody tr td:nth-of-type(2)').allInnerTexts();
      expect(answered).toHaveLength(3);
      const total = answered.reduce((sum, text) => sum + Number(text), 0);
      await expect(requests.getByRole('button', { name: /^Answered/ })).toContainText(String(total));
      await expect(requests.getByRole('img', { name: /Median .* ms, Slowest/ })).toBeVisible();
      await expect(requests.getByRole('img', { name: /: Answered \d+/ })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await requests.getByRole('button', { name: /^web-/ }).first().click();
      await expect(playground.inspector).toContainText('Pod IP');
    });

    test(`as a transcript that is read out while one steps, ${theme}`, async ({ page }) => {
      const playground = new Playground(page);
      await openAt(playground, `?theme=${theme}`, 12);
      await playground.lookAtRequests('Transcript');
      const log = playground.requests.getByRole('log', { name: 'Transcript' });
      await expect(log).toHaveAttribute('aria-live', 'polite');
      await expect(log).toContainText('Answered.');
      const before = await log.getByRole('listitem').count();
      await playground.timeline.getByRole('button', { name: 'Step forward' }).click();
      await playground.timeline.getByRole('button', { name: 'Step forward' }).click();
      await expect(log).toContainText('alice');
      await playground.inspector.getByRole('button', { name: 'Close' }).click();
      await expect.poll(() => log.getByRole('listitem').count()).toBeGreaterThanOrEqual(before);
      expect(await violations(page)).toEqual([]);
      await playground.timeline.getByRole('button', { name: 'Play' }).click();
      await expect(log).toHaveAttribute('aria-live', 'off');
    });
  }

  test('are saved as they are listed, as CSV and as JSON', async ({ page }) => {
    const playground = new Playground(page);
    await openAt(playground, '?scenario=node-port', 20);
    await playground.filter('client:bob');
    const { requests } = playground;
    const save = async (form: string): Promise<string> => {
      const download = page.waitForEvent('download');
      await requests.getByRole('button', { name: `Save the listed requests as ${form}` }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe(`kubehops-requests.${form.toLowerCase()}`);
      return textOf(file);
    };
    const [head, ...rows] = (await save('CSV')).trimEnd().split('\r\n');
    expect(head).toBe('id,startedAt,finishedAt,client,url,service,outcome,cause,answeredBy,sourceSeenByPod');
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every((row) => row.split(',')[3] === 'bob')).toBe(true);
    // What was saved is the page's own.
    const saved = JSON.parse(await save('JSON')) as readonly SavedRequest[];
    expect(saved.map(({ id }) => id)).toEqual(rows.map((row) => row.split(',')[0]));
    expect(saved.every(({ client }) => client === 'bob')).toBe(true);
    expect(saved.flatMap(({ hops }) => hops).some(({ rule }) => rule.includes('KUBE-'))).toBe(true);
  });

  test('are filtered by column and by outcome', async ({ page }) => {
    const playground = new Playground(page);
    await openAt(playground, '?scenario=external-name', 30);
    await playground.filter('client:bob');
    await expect(playground.rows('bob', 'Name not found').first()).toBeVisible();
    await expect(playground.rows('alice', 'Answered')).toHaveCount(0);
    await playground.requests.getByRole('button', { name: 'Clear filter' }).click();
    await playground.requests.getByRole('button', { name: /^Answered/ }).click();
    await expect(playground.rows('alice', 'Answered').first()).toBeVisible();
    await expect(playground.rows('bob', 'Name not found')).toHaveCount(0);
    await playground.filter('nobody-is-called-so');
    await expect(playground.requests).toContainText('No request matches the filter.');
  });
});

test.describe('behind a hop', () => {
  test('stand all rules of the node, those that the packet matched lit', async ({ page }) => {
    const playground = new Playground(page);
    await openAt(playground, '?scenario=node-port', 30);
    await playground.inspect('bob', 'Answered');
    const { inspector } = playground;
    await inspector
      .getByText(/^All rules on node-\d at that moment$/)
      .first()
      .click();
    const list = page.getByRole('list', { name: /^All rules on node-/ });
    await expect(list.locator('[data-matched="true"]').filter({ hasText: 'KUBE-NODEPORTS' })).not.toHaveCount(0);
    const matched = await list.getByRole('listitem').count();
    await page.getByRole('checkbox', { name: 'Only the matched lines' }).uncheck();
    expect(await list.getByRole('listitem').count()).toBeGreaterThan(matched);
    await expect(list.locator('[data-matched="false"]').filter({ hasText: '*nat' })).not.toHaveCount(0);
    expect(await violations(page)).toEqual([]);
  });

  test('stand the questions to the DNS, each with its answer', async ({ page }) => {
    const playground = new Playground(page);
    await openAt(playground, '?scenario=external-name', 30);
    await playground.inspect('bob', 'Name not found');
    const questions = playground.inspector.getByRole('table', { name: /questions?$/ }).first();
    await expect(questions).toContainText('NXDOMAIN');
    await expect(questions.getByRole('row').nth(1)).toContainText(/svc\.cluster\.local\. A/);
    await playground.inspect('alice', 'Answered');
    await expect(playground.inspector.getByRole('table', { name: /questions?$/ }).first()).toContainText('NOERROR');
  });
});
