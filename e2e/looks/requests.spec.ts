/** The requests as a packet capture: filtered, followed, saved; and as charts. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';
import type { Playground } from '../playground.ts';
import { ANY, beginning, like } from '../words.ts';
import { flaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';
import { EVERY_OUTCOME, REFUSED_AND_ANSWERED } from './texts.ts';

interface SavedRequest {
  readonly id: string;
  readonly client: string;
  readonly hops: readonly { readonly rule: string }[];
}

/** The listed requests as a file of that form. */
async function saved({ page, requests, words }: Playground, form: 'CSV' | 'JSON'): Promise<string> {
  const download = page.waitForEvent('download');
  await requests.getByRole('button', { name: words.playback.exportAs(form) }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`kubehops-requests.${form.toLowerCase()}`);
  return readFile(await file.path(), 'utf8');
}

test.describe('the requests', () => {
  inEveryLook('are filtered, followed and saved as they are listed', async (playground) => {
    const { page, requests, words } = playground;
    const { playback } = words;
    const [refused, answered] = [playback.outcomes.refused, playback.outcomes.answered];
    await playground.openText(REFUSED_AND_ANSWERED, 40);
    for (const column of ['time', 'client', 'url', 'outcome', 'answeredBy', 'source'] as const) {
      await expect(requests.getByRole('columnheader', { name: playback.columns[column], exact: true })).toBeVisible();
    }
    await playground.filter('client:carol');
    await expect(playground.rows('carol', answered).first()).toBeVisible();
    await expect(playground.rows('alice', refused)).toHaveCount(0);

    const [head, ...rows] = (await saved(playground, 'CSV')).trimEnd().split('\r\n');
    expect(head).toBe('id,startedAt,finishedAt,client,url,service,outcome,cause,answeredBy,sourceSeenByPod');
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.every((row) => row.split(',')[3] === 'carol' && row.includes(',answered,'))).toBe(true);
    // What was saved is the page's own.
    const requestsSaved = JSON.parse(await saved(playground, 'JSON')) as readonly SavedRequest[];
    expect(requestsSaved.map(({ id }) => id)).toEqual(rows.map((row) => row.split(',')[0]));
    expect(requestsSaved.flatMap(({ hops }) => hops).some(({ rule }) => rule.includes('KUBE-'))).toBe(true);

    await requests.getByRole('button', { name: playback.clearFilter }).click();
    await requests.getByRole('button', { name: beginning(refused) }).click();
    await expect(playground.rows('alice', refused).first()).toBeVisible();
    await expect(playground.rows('carol', answered)).toHaveCount(0);
    expect(await flaws(playground)).toEqual([]);
    await playground.filter('nobody-is-called-so');
    await expect(requests).toContainText(playback.noneMatch);
    await requests.getByRole('button', { name: playback.clearFilter }).click();

    const follow = requests.getByRole('checkbox', { name: playback.follow });
    await expect(follow).toBeChecked();
    const last = requests.getByRole('row').last();
    const before = await last.innerText();
    await playground.speed('10');
    await playground.control('play').click();
    await expect(last).not.toHaveText(before);
    const list = await requests.boundingBox();
    await page.mouse.move((list?.x ?? 0) + 300, (list?.y ?? 0) + (list?.height ?? 0) - 40);
    await page.mouse.wheel(0, -400);
    await expect(follow).not.toBeChecked();
    await playground.still();
    const read = await requests.getByRole('row').nth(2).innerText();
    const then = await playground.now();
    await expect.poll(() => playground.now()).toBeGreaterThan(then + 3);
    expect(await requests.getByRole('row').nth(2).innerText()).toBe(read);
    await playground.pause();
  });

  inEveryLook('leave room for whole rows in a small window, whatever has come of them', async (playground) => {
    const { page, requests, words } = playground;
    await page.setViewportSize({ width: 1280, height: 720 });
    await playground.openText(EVERY_OUTCOME, 60);
    const tops = await Promise.all(
      [
        requests.getByRole('button', { name: beginning(words.playback.outcomes.wrongApp) }),
        requests.getByRole('checkbox', { name: words.playback.follow }),
      ].map(async (each) => (await each.boundingBox())?.y ?? 0),
    );
    // One line says and does all.
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(24);
    const head = await requests.getByRole('columnheader').first().boundingBox();
    const last = await requests.getByRole('row').last().boundingBox();
    const before = await requests.getByRole('row').nth(-2).boundingBox();
    const headEnd = (head?.y ?? 0) + (head?.height ?? 0);
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual(721);
    expect(before?.y ?? 0).toBeGreaterThanOrEqual(headEnd - 4);
    expect(await flaws(playground)).toEqual([]);
  });

  inEveryLook('are charts: shares that add up, latency and outcomes', async (playground) => {
    const { page, requests, inspector, words } = playground;
    const { charts, playback } = words;
    await playground.openText(REFUSED_AND_ANSWERED, 60);
    await playground.lookAtRequests('charts');
    await expect(requests).toContainText(charts.shares('default/good'));
    const rows = requests.getByRole('row').filter({ has: page.getByRole('rowheader') });
    await expect(rows).toHaveCount(3);
    const answered = await rows.locator('td:nth-of-type(2)').allInnerTexts();
    const total = answered.reduce((sum, text) => sum + Number(text), 0);
    expect(total).toBeGreaterThan(40);
    await expect(requests.getByRole('button', { name: beginning(playback.outcomes.answered) })).toContainText(
      String(total),
    );
    await expect(requests.getByRole('img', { name: like(`${charts.median} ${ANY}${charts.longest}`) })).toBeVisible();
    await expect(requests.getByRole('img', { name: like(`${playback.outcomes.answered} 10`) })).toBeVisible();
    for (const heading of [charts.latency, charts.outcomes]) await expect(requests).toContainText(heading);
    expect(await flaws(playground)).toEqual([]);
    await rows
      .getByRole('button', { name: beginning('web-') })
      .first()
      .click();
    await expect(inspector).toContainText(playback.facts.podIP);
  });
});
