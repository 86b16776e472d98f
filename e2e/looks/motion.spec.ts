/** Requests as motion on the canvas: where they are, what they are, and how they ended. */
import type { Outcome } from '../../src/simulation/trace.ts';
import { expect, test } from '../fixtures.ts';
import type { Playground } from '../playground.ts';
import { ANY, like } from '../words.ts';
import { flaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';
import { painted } from './painted.ts';
import { EVERY_OUTCOME } from './texts.ts';

const CLIENTS: Readonly<Record<Outcome, readonly [client: string, token: string]>> = {
  answered: ['answered', '--outcome-answered'],
  refused: ['refused', '--outcome-refused'],
  nameNotFound: ['nameless', '--outcome-name-not-found'],
  wrongApp: ['astray', '--outcome-wrong-app'],
  timedOut: ['timed', '--outcome-timed-out'],
  reset: ['torn', '--outcome-reset'],
};
const LEGS = ['--layer-dns', '--layer-client', '--outcome-answered'] as const;

/** Goes to where the inspected request begins. */
async function goToBegin({ inspector, words }: Playground): Promise<void> {
  await inspector
    .getByTitle(like(words.playback.seekHere(ANY)))
    .first()
    .click();
}

/** How many of the signs in two outlines differ. */
function difference(a: string, b: string): number {
  return Array.from(a).filter((sign, place) => sign !== b[place]).length;
}

test.describe('requests', () => {
  inEveryLook('move while time runs and stand while it does not, on their way', async (playground) => {
    const { page, cluster, words } = playground;
    await playground.openText(EVERY_OUTCOME, 60);
    await playground.filter(`client:${CLIENTS.answered[0]}`);
    await playground.rows(CLIENTS.answered[0], words.playback.outcomes.answered).first().click();
    await goToBegin(playground);
    await playground.still();
    const legs = new Set<string>();
    const places = new Set<string>();
    // One step further would be another request's.
    const isOver = cluster.getByTestId('caption').locator('strong');
    for (let step = 0, isLast = false; step < 12 && !isLast; step++) {
      isLast = (await isOver.count()) > 0;
      const { patches } = await painted(cluster, LEGS);
      for (const [token, { pixels, x, y, contrast, fromWay }] of Object.entries(patches)) {
        if (pixels < 12) continue;
        legs.add(token);
        places.add(`${x.toFixed(0)} ${y.toFixed(0)}`);
        expect(contrast, token).toBeGreaterThan(3);
        expect(fromWay, token).toBeLessThan(16);
      }
      if (!isLast) await page.keyboard.press('.');
    }
    expect([...legs].toSorted(), 'questions, connections and replies look different').toEqual([...LEGS].toSorted());
    expect(places.size).toBeGreaterThan(3);

    await goToBegin(playground);
    await playground.speed('0.5');
    await playground.control('play').click();
    const seen = new Set<number>();
    await expect.poll(async () => seen.add((await painted(cluster)).digest).size).toBeGreaterThan(4);
    await playground.pause();
    await playground.still();
    const { digest } = await painted(cluster);
    await page.waitForTimeout(250);
    expect((await painted(cluster)).digest).toBe(digest);
    expect(await flaws(playground)).toEqual([]);
  });

  inEveryLook('end in a shape and a word for each outcome', async (playground) => {
    const { cluster, words } = playground;
    await playground.openText(EVERY_OUTCOME, 60);
    const shapes = new Map<string, string>();
    for (const outcome of ['answered', 'refused', 'nameNotFound', 'wrongApp', 'timedOut', 'reset'] as const) {
      const [client, token] = CLIENTS[outcome];
      const word = words.playback.outcomes[outcome];
      await playground.seek(60);
      await playground.filter(`client:${client}`);
      await playground.goToEnd(playground.rows(client, word).first());
      await expect(cluster.getByTestId('caption')).toContainText(word);
      await expect
        .poll(async () => (await painted(cluster, [token])).patches[token]?.pixels ?? 0, { message: word })
        .toBeGreaterThan(20);
      const patch = (await painted(cluster, [token])).patches[token];
      expect(patch?.contrast, word).toBeGreaterThan(3);
      expect(patch?.fromWay, word).toBeLessThan(16);
      for (const [other, shape] of shapes) {
        expect(difference(shape, patch?.shape ?? ''), `${word} and ${other}`).toBeGreaterThan(7);
      }
      shapes.set(word, patch?.shape ?? '');
    }
    expect(await flaws(playground)).toEqual([]);
  });
});
