/** Language and theme: from the address, else as remembered, else as the machine has them; and onto the page. */
import { loadKoreanFont } from '../theme/fonts.ts';
import {
  languagePicked,
  presentingToggled,
  themePicked,
  useView,
  type Language,
  type Theme,
} from '../store/view-store.ts';

const LANGUAGE_KEY = 'kubehops.language';
const THEME_KEY = 'kubehops.theme';

/** Reads the preferences, then keeps page, address and storage in step with the view. Call it once, before the first render. */
export function startPreferences(): void {
  const address = new URLSearchParams(location.search);
  const language = toLanguage(address.get('lang')) ?? toLanguage(remembered(LANGUAGE_KEY)) ?? systemLanguage();
  const theme = toTheme(address.get('theme')) ?? toTheme(remembered(THEME_KEY)) ?? 'system';
  languagePicked(language);
  themePicked(theme);
  if (address.has('present')) presentingToggled(true);
  if (address.has('lang')) remember(LANGUAGE_KEY, language);
  if (address.has('theme')) remember(THEME_KEY, theme);
  show();
  useView.subscribe((view, before) => {
    if (view.language !== before.language) {
      remember(LANGUAGE_KEY, view.language);
      forgetInAddress('lang');
    }
    if (view.theme !== before.theme) {
      remember(THEME_KEY, view.theme);
      forgetInAddress('theme');
    }
    if (before.isPresenting && !view.isPresenting) forgetInAddress('present');
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
}

function show(): void {
  const { language, theme } = useView.getState();
  const root = document.documentElement;
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const resolved = theme === 'system' ? (isDark ? 'dark' : 'light') : theme;
  if (root.dataset['theme'] !== resolved) root.dataset['theme'] = resolved;
  if (root.lang !== language) root.lang = language;
  if (language === 'ko') loadKoreanFont();
}

function toLanguage(text: string | null): Language | undefined {
  return text === 'en' || text === 'ko' ? text : undefined;
}

function toTheme(text: string | null): Theme | undefined {
  return text === 'light' || text === 'dark' || text === 'system' ? text : undefined;
}

function systemLanguage(): Language {
  return navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

/** What was picked by hand is not overruled by the address on the next visit. */
function forgetInAddress(name: string): void {
  const url = new URL(location.href);
  if (!url.searchParams.has(name)) return;
  url.searchParams.delete(name);
  history.replaceState(history.state, '', url);
}

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be switched off; then nothing is remembered.
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
