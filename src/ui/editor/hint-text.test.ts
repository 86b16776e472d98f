/** Which words stand behind a line with little room. */
import { describe, expect, it } from 'vitest';
import type { SelectionPlace } from '../../simulation/selections.ts';
import { catalogues } from '../i18n/messages.ts';
import type { Language } from '../store/view-store.ts';
import { hintText } from './hint-text.ts';
import { toSelectionHint } from './selection-words.ts';

const LABELS: SelectionPlace = {
  type: 'podLabels',
  namespace: 'default',
  name: 'web',
  labels: { app: 'web' },
  range: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 },
};

function said(services: readonly string[], room: number, language: Language): string {
  const hint = toSelectionHint(LABELS, { type: 'services', services }, catalogues[language].selection);
  return hintText(hint, room, (text) => 10 * text.length).trim();
}

describe('the words behind a line', () => {
  it.each<readonly [readonly string[], number, Language, string]>([
    [['good', 'web'], 400, 'en', 'selected by good, web'],
    [['good', 'web'], 200, 'en', '2 Services'],
    [['good'], 160, 'en', '1 Service'],
    [[], 200, 'en', 'no Service'],
    [['good', 'web'], 400, 'ko', '선택한 서비스: good, web'],
    [['good', 'web'], 200, 'ko', '서비스 2개'],
    [[], 100, 'ko', '서비스 없음'],
  ])('are of %j, with %i pixels in %s: %s', (services, room, language, text) => {
    expect(said(services, room, language)).toBe(text);
  });

  it('say a warning in full, for it is short', () => {
    const selected = { type: 'pods', pods: [], ready: 0 } as const;
    const place: SelectionPlace = { ...LABELS, type: 'selector', selector: { app: 'web' } };
    const hint = toSelectionHint(place, selected, catalogues.en.selection);
    expect(hintText(hint, 0, (text) => text.length)).toMatch(/^\u00A0+⚠\uFE0E no pod$/);
  });
});
