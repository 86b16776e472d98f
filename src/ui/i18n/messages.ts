/** The catalogues joined: one section per part of the page, one catalogue per language. English gives the shape. */
import type { Language } from '../store/view-store.ts';
import { app as enApp } from './en/app.ts';
import { app as koApp } from './ko/app.ts';

/** Every word that the page shows, by section. */
export interface Messages {
  readonly app: typeof enApp;
}

/** The catalogues by language. */
export const catalogues: Readonly<Record<Language, Messages>> = {
  en: { app: enApp },
  ko: { app: koApp },
};
