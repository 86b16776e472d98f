/** The words of the page by language, out of its own catalogues: no test writes them down again. */
import { acting as enActing, type ActingMessages } from '../src/ui/i18n/en/acting.ts';
import { charts as enCharts, type ChartMessages } from '../src/ui/i18n/en/charts.ts';
import { acting as koActing } from '../src/ui/i18n/ko/acting.ts';
import { charts as koCharts } from '../src/ui/i18n/ko/charts.ts';
import { catalogues, type Messages } from '../src/ui/i18n/messages.ts';
import type { Language } from '../src/ui/store/view-store.ts';

/** Every word of a language that journeys look for. */
export interface Words extends Messages {
  readonly acting: ActingMessages;
  readonly charts: ChartMessages;
}

/** The words by language. */
export const WORDS: Readonly<Record<Language, Words>> = {
  en: { ...catalogues.en, acting: enActing, charts: enCharts },
  ko: { ...catalogues.ko, acting: koActing, charts: koCharts },
};

/** Stands for any text where a message is asked for what `like` makes of it. */
export const ANY = '§';

/** What a message looks like: a number in it stands for any number, `ANY` for any text. */
export function like(text: string): RegExp {
  return new RegExp(
    escaped(text)
      .replaceAll(ANY, '.+')
      .replaceAll(/\d+/g, String.raw`[\d.,]+`),
  );
}

/** A name that begins so. */
export function beginning(text: string): RegExp {
  return new RegExp(`^${escaped(text)}`);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
