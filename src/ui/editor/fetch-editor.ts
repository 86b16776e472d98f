/** Brings the full editor's files without running them, so that it opens without a network too. */

/** The build names the files in a meta element of this name. */
const NAMES = 'kubehops-editor';

/** Asks the browser to fetch what the editor will be made of; a second time it has it. Nothing to do while developing. */
export function fetchEditor(): Promise<void> {
  const names = document.querySelector<HTMLMetaElement>(`meta[name="${NAMES}"]`)?.content.split(' ') ?? [];
  for (const name of names) {
    const link = document.createElement('link');
    // A module is compiled and kept; all else waits in the browser's cache.
    link.rel = name.endsWith('.js') && !name.includes('.worker') ? 'modulepreload' : 'prefetch';
    link.href = name;
    document.head.append(link);
  }
  return Promise.resolve();
}
