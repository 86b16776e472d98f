/** Which words of a text are kept on one line. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { wholeNames } from './whole-names.tsx';

function kept(text: string): readonly string[] {
  const html = renderToStaticMarkup(wholeNames(text));
  expect(html.replaceAll(/<[^>]*>/g, '')).toBe(text);
  return Array.from(html.matchAll(/<span[^>]*>([^<]*)</g), ([, name]) => name ?? '');
}

describe('wholeNames', () => {
  it.each<[string, readonly string[]]>([
    ['no names', []],
    ['node-3 is down, says kube-proxy.', ['node-3', 'kube-proxy.']],
    ['node-1의 kube-proxy는', ['node-1의', 'kube-proxy는']],
    ['default/web-66966d6f65-68ljs answered', []],
    ['a - b, --flag', []],
  ])('keeps in “%s” the words %j whole', (text, names) => {
    expect(kept(text)).toEqual(names);
  });
});
