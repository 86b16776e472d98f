/** The words for acting and for details by language. Heavy: only chunks that arrive after the first view import this. */
import { useView, type Language } from '../store/view-store.ts';
import { acting as en, type ActingMessages } from './en/acting.ts';
import { acting as ko } from './ko/acting.ts';

/** The catalogues by language. */
export const actingCatalogues: Readonly<Record<Language, ActingMessages>> = { en, ko };

const selectLanguage = (state: { language: Language }): Language => state.language;

/** The words of the language that is picked now; the component renders again when another one is. */
export function useActing(): ActingMessages {
  return actingCatalogues[useView(selectLanguage)];
}
