import { describe, expect, it } from 'vitest';
import { aboutCatalogues } from '../i18n/about-catalogues.ts';
import { isRuleId, RULE_GROUPS } from './rule-groups.ts';

const { en, ko } = aboutCatalogues;

describe('the rules of the page', () => {
  it('stand in one group each', () => {
    const listed = RULE_GROUPS.flatMap(({ rules }) => rules);
    expect([...listed].toSorted()).toEqual(Object.keys(en.rules).toSorted());
  });

  it('are known by their ids, and nothing else is', () => {
    expect(isRuleId('service.nodePort.taken')).toBe(true);
    for (const text of ['service', 'toString', '', undefined]) expect(isRuleId(text)).toBe(false);
  });

  it('have their words in both languages, in the same order', () => {
    expect(Object.keys(ko.rules)).toEqual(Object.keys(en.rules));
  });

  it.each([...Object.entries(en.rules), ...Object.entries(ko.rules)])(
    'say why of %s in few sentences',
    (_rule, { title, why }) => {
      expect(title).not.toMatch(/[.`]$/);
      expect(why.split(/[.:?](?:\s|$)/).length).toBeLessThan(8);
      // The hover reads them as Markdown: only backticks may mean anything there.
      expect(`${title} ${why}`.replaceAll(/`[^`]*`/g, '')).not.toMatch(/[*_<>[\]\\`]/);
    },
  );
});
