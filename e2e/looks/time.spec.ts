/** Time: played, paused, stepped, scrubbed over marks; what playing looks out for; a loop; acting in the past. */
import { micros } from '../../src/base/sim-time.ts';
import { Playground } from '../playground.ts';
import { expect, test } from '../fixtures.ts';
import { ANY, like } from '../words.ts';
import { flaws, visibleFlaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';
import { clientText } from './texts.ts';

/** Requests are rare: one is answered, one fails; node-2 loses its power at 20 s. */
const RARE = `${Playground.edited('cluster-ip', ['every: 1s', 'every: 40s'])}---
${clientText('bob', 'http://nowhere', '40s')}`;
const OFF = [{ type: 'powerOff', at: micros(20_000_000), node: 'node-2' }] as const;

/** Opens what playing looks out for, presses these, and closes it. */
async function watch({ page, timeline, words }: Playground, ...names: readonly string[]): Promise<void> {
  await timeline.getByLabel(words.playback.watch, { exact: true }).first().click();
  for (const name of names) await timeline.getByRole('checkbox', { name }).click();
  await page.keyboard.press('Escape');
}

/** Waits until playing has stopped by itself. */
async function stopped(playground: Playground): Promise<void> {
  await expect(playground.control('pause')).toHaveAttribute('aria-pressed', 'true', { timeout: 20_000 });
}

test.describe('time', () => {
  inEveryLook('is played, paused and stepped, by buttons, by keys and by a clicker', async (playground) => {
    const { page, timeline, words } = playground;
    await playground.openAt('cluster-ip', 10);
    await playground.control('stepForward').click();
    const forward = await playground.now();
    await playground.control('stepForward').click();
    expect(await playground.now()).toBeGreaterThan(forward);
    await playground.control('stepBack').click();
    expect(await playground.now()).toBeCloseTo(forward, 6);
    for (const [ahead, back] of [
      ['.', ','],
      ['ArrowRight', 'ArrowLeft'],
      ['PageDown', 'PageUp'],
    ] as const) {
      // The scrubber has keys of its own.
      await playground.unfocus();
      await page.keyboard.press(ahead);
      const before = await playground.now();
      await page.keyboard.press(ahead);
      expect(await playground.now(), ahead).toBeGreaterThan(before);
      await page.keyboard.press(back);
      expect(await playground.now(), back).toBeLessThan(before + 0.5);
    }
    await page.keyboard.press('l');
    const next = await playground.inspector.innerText();
    await page.keyboard.press('j');
    await expect(playground.inspector).not.toHaveText(next);
    const speed = timeline.getByRole('combobox', { name: words.playback.speed });
    await expect(speed.getByRole('option')).toHaveText(
      [0.1, 0.25, 0.5, 1, 2, 10, 60].map((each) =>
        each < 0.25 ? words.playback.slowMotion(String(each)) : words.playback.speedOf(String(each)),
      ),
    );
    await speed.selectOption('60');
    await playground.unfocus();
    const before = await playground.now();
    await page.keyboard.press('k');
    await expect(playground.control('play')).toHaveAttribute('aria-pressed', 'true');
    await expect.poll(() => playground.now()).toBeGreaterThan(before + 5);
    await page.keyboard.press('k');
    await stopped(playground);
    expect(await flaws(playground)).toEqual([]);
  });

  inEveryLook(
    'skips what is idle, stops at failures and lost nodes, loops, and forks in the past',
    async (playground) => {
      const { page, timeline, cluster, words } = playground;
      const { playback } = words;
      await playground.openText(RARE, 0, OFF);
      await playground.speed('2');
      await watch(playground, playback.watches.stopsOnFailure);
      await playground.control('play').click();
      await stopped(playground);
      await expect(playground.rows('bob', playback.outcomes.nameNotFound)).toHaveCount(1);

      // At real speed the node would be lost half a minute from here.
      await watch(
        playground,
        playback.watches.stopsOnFailure,
        playback.watches.skipsIdle,
        playback.watches.stopsOnNotReady,
      );
      await playground.seek(25);
      await playground.speed('1');
      await playground.control('play').click();
      await stopped(playground);
      expect(await playground.now()).toBeGreaterThan(45);
      await expect(cluster).toContainText('NotReady');

      await playground.seek(12);
      await expect(timeline.getByRole('status').last()).toHaveText(playback.laterCommands(1));
      await playground.control('nextEvent').click();
      const event = await playground.now();
      expect(event).toBeGreaterThan(12);
      await playground.control('nextEvent').click();
      await playground.control('previousEvent').click();
      expect(await playground.now()).toBeCloseTo(event, 6);
      const slider = timeline.getByRole('slider', { name: playback.playhead });
      const { width } = (await slider.boundingBox()) ?? { width: 0 };
      const until = Number(await slider.getAttribute('max'));
      await slider.hover({ position: { x: 6 + (20 / until) * (width - 12), y: 10 } });
      await expect(slider).toHaveAttribute('title', like(`${playback.marks.command}: ${ANY}`));

      await watch(playground, playback.watches.skipsIdle, playback.watches.stopsOnNotReady);
      await playground.seek(10);
      await playground.unfocus();
      await page.keyboard.press('[');
      await playground.seek(12);
      await timeline.getByLabel(playback.watch, { exact: true }).first().click();
      await timeline.getByRole('button', { name: playback.loopTo, exact: true }).click();
      await expect(timeline.getByText(like(playback.looping('10', '12')))).toBeVisible();
      expect(await visibleFlaws(playground)).toEqual([]);
      await page.keyboard.press('Escape');
      await playground.speed('10');
      await playground.control('play').click();
      const seen: number[] = [];
      for (let look = 0; look < 12; look++) {
        seen.push(await playground.now());
        await page.waitForTimeout(90);
      }
      expect(Math.min(...seen)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...seen)).toBeLessThanOrEqual(12.2);
      expect(seen.some((time, place) => place > 0 && time < (seen[place - 1] ?? 0))).toBe(true);

      await playground.pause();
      await cluster.getByRole('button', { name: words.app.pullPlugOf('node-3') }).click();
      await expect(timeline.getByRole('status').last()).toHaveText(like(playback.forked(playback.seconds('11.0'), 1)));
      expect(await visibleFlaws(playground)).toEqual([]);
    },
  );
});
