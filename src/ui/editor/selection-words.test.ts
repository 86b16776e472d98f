import { describe, expect, it } from 'vitest';
import type { MatchedPod } from '../../diagram/selection-counts.ts';
import type { SelectionPlace } from '../../simulation/selections.ts';
import { catalogues } from '../i18n/messages.ts';
import type { Language } from '../store/view-store.ts';
import { toSelectionHint } from './selection-words.ts';

const RANGE = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 };
const SELECTOR: SelectionPlace = {
  type: 'selector',
  namespace: 'default',
  name: 'web',
  selector: { app: 'web', tier: 'front' },
  range: RANGE,
};
const LABELS: SelectionPlace = {
  type: 'podLabels',
  namespace: 'shop',
  name: 'web',
  labels: { app: 'web' },
  range: RANGE,
};

function podsOf(total: number, ready: number): readonly MatchedPod[] {
  return Array.from({ length: total }, (_, index) => ({
    name: `web-${index}`,
    state: 'Running',
    isReady: index < ready,
  }));
}

describe('the hint beside a selector', () => {
  it.each<readonly [number, number, Language, string]>([
    [3, 3, 'en', '3 pods'],
    [1, 1, 'en', '1 pod'],
    [3, 1, 'en', '3 pods, 1 ready'],
    [3, 0, 'en', '3 pods, none ready'],
    [1, 0, 'en', '1 pod, not ready'],
    [0, 0, 'en', 'no pod'],
    [3, 3, 'ko', '파드 3개'],
    [3, 1, 'ko', '파드 3개 중 1개 준비됨'],
    [3, 0, 'ko', '파드 3개, 준비된 파드 없음'],
    [0, 0, 'ko', '파드 없음'],
  ])('counts %i pods of which %i are ready, in %s', (total, ready, language, text) => {
    const selected = { type: 'pods', pods: podsOf(total, ready), ready } as const;
    const hint = toSelectionHint(SELECTOR, selected, catalogues[language].selection);
    expect(hint).toMatchObject({ text, isWarning: total === 0 });
  });

  it('names the pods with their state to whoever points at it, and not too many', () => {
    const selected = { type: 'pods', pods: podsOf(14, 1), ready: 1 } as const;
    const { hover } = toSelectionHint(SELECTOR, selected, catalogues.en.selection);
    expect(hover).toContain('- `web-0` Running, ready\n- `web-1` Running, not ready\n');
    expect(hover.endsWith('- `web-11` Running, not ready\n- and 2 more')).toBe(true);
  });

  it('says which labels no pod has', () => {
    const { hover } = toSelectionHint(SELECTOR, { type: 'pods', pods: [], ready: 0 }, catalogues.en.selection);
    expect(hover).toContain('No pod in the namespace `default` has `app=web`, `tier=front`');
  });
});

describe('the hint beside labels', () => {
  it.each<readonly [readonly string[], Language, string]>([
    [['web'], 'en', 'selected by web'],
    [['a', 'b', 'c', 'd', 'e'], 'en', 'selected by a, b, c and 2 more'],
    [[], 'en', 'selected by no Service'],
    [['a', 'b', 'c', 'd', 'e'], 'ko', '선택한 서비스: a, b, c 외 2개'],
    [[], 'ko', '선택한 서비스 없음'],
  ])('names the Services %j, in %s, and never warns', (services, language, text) => {
    const hint = toSelectionHint(LABELS, { type: 'services', services }, catalogues[language].selection);
    expect(hint).toMatchObject({ text, isWarning: false });
  });
});
