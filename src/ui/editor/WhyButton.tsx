/** Opens the rule that a problem is about. */
import { memo, type ReactNode } from 'react';
import type { RuleId } from '../../simulation/advice/rule-id.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { ruleOpened } from '../store/about-store.ts';
import styles from './why.module.css';

/** A small button at the end of the problem's line; `problem` is the problem's own words, for who does not see the line. */
export const WhyButton = memo(function WhyButton({
  rule,
  problem,
}: {
  readonly rule: RuleId;
  readonly problem: string;
}): ReactNode {
  const { app } = useMessages();
  return (
    <button type="button" className={styles.why} aria-label={app.whyOf(problem)} onClick={() => ruleOpened(rule)}>
      {app.why}
    </button>
  );
});
