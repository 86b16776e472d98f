/** The top of the page: its name, the scenarios, what is modelled, sharing, and how the page looks and speaks. */
import { BookOpen, LayoutGrid, Monitor, Moon, Presentation, Sun } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { ShareButton } from '../session/ShareButton.tsx';
import { aboutOpened } from '../store/about-store.ts';
import {
  galleryToggled,
  languagePicked,
  presentingToggled,
  themePicked,
  useView,
  type Language,
  type Theme,
} from '../store/view-store.ts';
import { KUBERNETES_VERSION } from './kubernetes-version.ts';
import styles from './app.module.css';

const selectLanguage = (state: { language: Language }): Language => state.language;
const selectTheme = (state: { theme: Theme }): Theme => state.theme;

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

/** The banner landmark. */
export const Header = memo(function Header(): ReactElement {
  const { app } = useMessages();
  return (
    <header className={styles.header}>
      <h1 className={styles.brand}>{app.title}</h1>
      <button type="button" aria-label={app.scenarios} onClick={() => galleryToggled(true)}>
        <LayoutGrid size={16} aria-hidden />
        <span className={styles.wide}>{app.scenarios}</span>
      </button>
      <span className={styles.tagline}>{app.tagline}</span>
      <span className={styles.version}>
        <span className={styles.wide}>{app.kubernetes} </span>
        {KUBERNETES_VERSION}
      </span>
      <button type="button" aria-label={app.about} onClick={aboutOpened}>
        <BookOpen size={16} aria-hidden />
        <span className={styles.wide}>{app.about}</span>
      </button>
      <button
        type="button"
        className={`${styles.square ?? ''} ${styles.wide ?? ''}`}
        aria-label={app.present}
        title={app.presentHint}
        onClick={() => presentingToggled(true)}
      >
        <Presentation size={16} aria-hidden />
      </button>
      <ShareButton />
      <LanguageSwitch />
      <ThemeSwitch />
    </header>
  );
});

function LanguageSwitch(): ReactElement {
  const { app } = useMessages();
  const language = useView(selectLanguage);
  return (
    <select
      className={styles.select}
      aria-label={app.language}
      value={language}
      onChange={(event) => languagePicked(event.target.value === 'ko' ? 'ko' : 'en')}
    >
      <option value="en" lang="en">
        English
      </option>
      <option value="ko" lang="ko">
        한국어
      </option>
    </select>
  );
}

function ThemeSwitch(): ReactElement {
  const { app } = useMessages();
  const theme = useView(selectTheme);
  const name = { system: app.themeSystem, light: app.themeLight, dark: app.themeDark }[theme];
  const Icon = { system: Monitor, light: Sun, dark: Moon }[theme];
  return (
    <button
      type="button"
      className={styles.square}
      aria-label={`${app.theme}: ${name}`}
      title={`${app.theme}: ${name}`}
      onClick={() => themePicked(NEXT[theme])}
    >
      <Icon size={16} aria-hidden />
    </button>
  );
}
