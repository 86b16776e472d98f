/** The four ways to see the page, and how a journey is made in each of them. */
import { test } from '../fixtures.ts';
import { Playground, type Look } from '../playground.ts';

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'ko', theme: 'light' },
  { language: 'ko', theme: 'dark' },
];

/** Declares the journey once for each look. */
export function inEveryLook(title: string, journey: (playground: Playground) => Promise<void>): void {
  for (const look of LOOKS) {
    test(`${title}, in ${look.language} and ${look.theme}`, async ({ page }) => {
      await journey(new Playground(page, look));
    });
  }
}
