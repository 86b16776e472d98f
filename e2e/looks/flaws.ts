/** What is wrong with how the page looks as it is: words that are cut off, faint, missing, or in another language. */
import type { Playground } from '../playground.ts';
import { violations } from '../accessibility.ts';
import { seenText, type SeenText } from './seen-text.ts';
import { isMissing, isUntranslated } from './wording.ts';

/** The flaws of all that is in sight, one line each, with what axe-core finds. */
export async function flaws(playground: Playground): Promise<readonly string[]> {
  return [...(await visibleFlaws(playground)), ...(await violations(playground.page))];
}

/** The flaws that can be seen; quicker than asking axe-core too. */
export async function visibleFlaws({ page, look }: Playground): Promise<readonly string[]> {
  const language = look?.language ?? 'en';
  const texts = await page.evaluate(seenText);
  if (texts.length < 20) return ['there is hardly any text'];
  const found = texts.flatMap((text) => [
    ...complaints(text),
    ...(isMissing(text.words) ? [`missing: ${text.words}`] : []),
    ...(isUntranslated(text, language) ? [`not ${language}: ${text.words}`] : []),
  ]);
  return [...(await wrongTheme(page, look?.theme)), ...new Set(found)];
}

function complaints({ words, cut, contrast, wanted }: SeenText): readonly string[] {
  return [
    ...(cut === undefined ? [] : [`cut off by ${cut}: ${words}`]),
    ...(contrast >= wanted ? [] : [`faint, ${contrast.toFixed(2)} to 1: ${words}`]),
  ];
}

/** Whether the page is as light or as dark as its theme says. */
async function wrongTheme(page: Playground['page'], theme: string | undefined): Promise<readonly string[]> {
  if (theme === undefined) return [];
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [red = 0, green = 0, blue = 0] = (ground.match(/[\d.]+/g) ?? []).map(Number);
  const isDark = red + green + blue < 3 * 128;
  return isDark === (theme === 'dark') ? [] : [`the page is not ${theme}: ${ground}`];
}
