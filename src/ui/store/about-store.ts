/** Whether the page about Kubehops and its rules is open, and at which rule. */
import { create } from 'zustand';
import type { RuleId } from '../../simulation/advice/rule-id.ts';

/** What the page about Kubehops shows. */
export interface AboutState {
  readonly isOpen: boolean;
  /** The rule that it was opened at; undefined is its top. Text from the address may name no rule. */
  readonly rule: string | undefined;
}

/** The state; written by the actions below only. */
export const useAbout = create<AboutState>()(() => {
  const rule = new URLSearchParams(location.search).get('rule') ?? undefined;
  return { isOpen: rule !== undefined, rule };
});

/** Someone wants to know what Kubehops models. */
export function aboutOpened(): void {
  useAbout.setState({ isOpen: true, rule: undefined });
}

/** Someone asked why: the page opens at the rule, and the address names it. */
export function ruleOpened(rule: RuleId): void {
  useAbout.setState({ isOpen: true, rule });
  nameInAddress(rule);
}

/** The page was closed. */
export function aboutClosed(): void {
  useAbout.setState({ isOpen: false, rule: undefined });
  nameInAddress(undefined);
}

function nameInAddress(rule: string | undefined): void {
  const url = new URL(location.href);
  if (rule === undefined) url.searchParams.delete('rule');
  else url.searchParams.set('rule', rule);
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}
