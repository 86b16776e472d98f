/** The words of charts by language, for chunks that arrive after the first view. */
import { charts as en, type ChartMessages } from '../../i18n/en/charts.ts';
import { charts as ko } from '../../i18n/ko/charts.ts';
import { useView, type Language } from '../../store/view-store.ts';

const catalogues: Readonly<Record<Language, ChartMessages>> = { en, ko };
const selectLanguage = (state: { language: Language }): Language => state.language;

/** The words of the language that is picked now. */
export function useChartWords(): ChartMessages {
  return catalogues[useView(selectLanguage)];
}
