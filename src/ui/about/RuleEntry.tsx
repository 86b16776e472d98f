/** A rule on the page: its title, which is also its link, and why it is so. */
import { Link } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { RuleId } from '../../simulation/advice/rule-id.ts';
import type { RuleText } from '../i18n/en/rules.ts';
import { wholeNames } from '../present/whole-names.tsx';
import { ruleOpened } from '../store/about-store.ts';
import styles from './about.module.css';

interface RuleEntryProps {
  readonly rule: RuleId;
  readonly text: RuleText;
  readonly linkName: string;
  /** Whether the page was opened at this one. */
  readonly isPicked: boolean;
}

/** An article that can be gone to and linked to. */
export const RuleEntry = memo(function RuleEntry({ rule, text, linkName, isPicked }: RuleEntryProps): ReactNode {
  const id = ruleElementId(rule);
  return (
    <article
      id={id}
      className={styles.rule}
      tabIndex={-1}
      aria-labelledby={`${id}.title`}
      data-picked={isPicked || undefined}
    >
      <h5 id={`${id}.title`}>{wholeNames(text.title)}</h5>
      <a
        href={`?rule=${rule}`}
        aria-label={linkName}
        title={linkName}
        onClick={(event) => {
          event.preventDefault();
          ruleOpened(rule);
        }}
      >
        <Link size={14} aria-hidden />
      </a>
      <p>{withCode(text.why)}</p>
    </article>
  );
});

/** The id of the rule's element in the page. */
export function ruleElementId(rule: RuleId): string {
  return `rule.${rule}`;
}

/** What stands between backticks becomes code. */
function withCode(text: string): readonly ReactNode[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : wholeNames(part)));
}
