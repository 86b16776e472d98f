/** The two families, served with the page. Korean comes when it is spoken: its index alone is as big as a framework. */
import '@fontsource-variable/source-code-pro/wght.css';
import '@fontsource-variable/source-sans-3/wght.css';

/** Brings the Korean family; the browser then asks for the files of the characters it meets. */
export function loadKoreanFont(): void {
  // Without it the machine's own Korean font is used, so a failure is nobody's loss.
  void import('@fontsource-variable/noto-sans-kr/wght.css').catch(() => undefined);
}
