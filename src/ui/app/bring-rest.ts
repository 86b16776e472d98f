/** Brings the page's other files without running them, so that all of it opens without a network too. */

/** The build names the files in a meta element of this name. */
const NAMES = 'kubehops-rest';

/** Asks the browser to fetch what nobody has opened yet; what is there is left alone. Nothing to do while developing. */
export function bringRest(): Promise<void> {
  const names = document.querySelector<HTMLMetaElement>(`meta[name="${NAMES}"]`)?.content.split(' ') ?? [];
  for (const name of names) {
    const link = document.createElement('link');
    link.rel = relationOf(name);
    link.href = name;
    link.crossOrigin = ''; // as the bundler's own links are: then both are the same file to the browser
    const known = document.querySelector(`link[rel="${link.rel}"][href$="${name.slice(1)}"]`);
    if (known === null) document.head.append(link);
  }
  return Promise.resolve();
}

/** A module is compiled and kept, a style sheet is kept as it is; all else waits in the browser's cache. */
function relationOf(name: string): string {
  if (name.endsWith('.css')) return 'stylesheet';
  return name.endsWith('.js') && !name.includes('.worker') ? 'modulepreload' : 'prefetch';
}
