/** The words about Kubehops and its rules by language. Heavy: only chunks that arrive after the first view import this. */
import type { Language } from '../store/view-store.ts';
import { about as enAbout, type AboutMessages } from './en/about.ts';
import { rules as enRules, type RuleTexts } from './en/rules.ts';
import { about as koAbout } from './ko/about.ts';
import { rules as koRules } from './ko/rules.ts';

interface AboutCatalogue {
  readonly about: AboutMessages;
  readonly rules: RuleTexts;
}

/** The catalogues by language. */
export const aboutCatalogues: Readonly<Record<Language, AboutCatalogue>> = {
  en: { about: enAbout, rules: enRules },
  ko: { about: koAbout, rules: koRules },
};
