/** Opens the rule that a problem is about. */
import { memo, type ReactNode } from 'react';
import type { RuleId } from '../../simulation/advice/rule-id.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { ruleOpened } from '../store/about-store.ts';
import styles from './why.module.css';

/** A small button below the problem's line; `problemId` is the element that says the problem. */
export const WhyButton = memo(function WhyButton({
  rule,
  problemId,
}: {
  readonly rule: RuleId;
  readonly problemId: string;
}): ReactNode {
  const { app } = useMessages();
  return (
    <button type="button" className={styles.why} aria-describedby={problemId} onClick={() => ruleOpened(rule)}>
      {app.why}
    </button>
  );
});
