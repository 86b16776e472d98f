/** The words of the picked language, for components. */
import { useView } from '../store/view-store.ts';
import { catalogues, type Messages } from './messages.ts';

const selectLanguage = (state: { language: 'en' | 'ko' }): 'en' | 'ko' => state.language;

/** The catalogue of the language that is picked now; the component renders again when another one is. */
export function useMessages(): Messages {
  return catalogues[useView(selectLanguage)];
}
