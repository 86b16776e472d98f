/** The editor's two themes: calm, and readable (AA) on the page's own surfaces, which the style sheet puts behind them. */
import { monaco } from './monaco.ts';

/** The themes by the page's own. */
export const THEME_OF: Readonly<Record<'light' | 'dark', string>> = {
  light: 'kubehops-light',
  dark: 'kubehops-dark',
};

/** Makes the themes known to Monaco. */
export function defineThemes(): void {
  monaco.editor.defineTheme(THEME_OF.light, {
    base: 'vs',
    inherit: true,
    rules: rules({ key: '1d4f91', value: '1a2025', comment: '525d67', mark: '6b3fa0' }),
    colors: {},
  });
  monaco.editor.defineTheme(THEME_OF.dark, {
    base: 'vs-dark',
    inherit: true,
    rules: rules({ key: '9cc3ff', value: 'e7ebee', comment: 'a1adb7', mark: 'cdb4f0' }),
    colors: {},
  });
}

interface Palette {
  readonly key: string;
  readonly value: string;
  readonly comment: string;
  /** Anchors, aliases and tags: what is YAML's own. */
  readonly mark: string;
}

function rules({ key, value, comment, mark }: Palette): monaco.editor.ITokenThemeRule[] {
  // The base themes have rules of their own for `string.yaml` and the like, so the longer names are given too.
  return [
    { token: '', foreground: value },
    { token: 'type', foreground: key },
    { token: 'type.yaml', foreground: key },
    { token: 'string', foreground: value },
    { token: 'string.yaml', foreground: value },
    { token: 'number', foreground: value },
    { token: 'number.yaml', foreground: value },
    { token: 'keyword', foreground: value },
    { token: 'delimiter', foreground: comment },
    { token: 'operators', foreground: comment },
    { token: 'comment', foreground: comment, fontStyle: 'italic' },
    { token: 'tag', foreground: mark },
    { token: 'namespace', foreground: mark },
  ];
}
