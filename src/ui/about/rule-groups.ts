/** Which rules stand together on the page, in which order. */
import type { RuleId } from '../../simulation/advice/rule-id.ts';
import type { RuleGroup } from '../i18n/en/about.ts';
import { rules } from '../i18n/en/rules.ts';

type FamilyOf<Id extends string> = Id extends `${infer Family}.${string}` ? Family : Id;

/** The group of each family of rules: of what stands before the first dot of an id. */
const GROUP_OF: Readonly<Record<FamilyOf<RuleId>, RuleGroup>> = {
  yaml: 'reading',
  decode: 'reading',
  mapping: 'reading',
  namespace: 'naming',
  name: 'naming',
  labels: 'naming',
  service: 'services',
  deployment: 'deployments',
  container: 'pods',
  probe: 'pods',
  pod: 'pods',
  endpoints: 'others',
  ingress: 'others',
  immutable: 'general',
  unsupportedValue: 'general',
  required: 'general',
  duplicate: 'general',
  forbidden: 'general',
  deprecated: 'general',
  ignored: 'general',
  lastApplied: 'general',
  invalid: 'general',
  advice: 'advice',
  manifest: 'advice',
};

const GROUPS: readonly RuleGroup[] = [
  'reading',
  'naming',
  'services',
  'deployments',
  'pods',
  'others',
  'general',
  'advice',
];

/** Every rule, in the order of the catalogue. */
// The catalogue has each rule once, and the compiler holds it to that.
const RULE_IDS = Object.keys(rules) as readonly RuleId[];

/** The groups with their rules, as the page shows them. */
export const RULE_GROUPS: readonly { readonly group: RuleGroup; readonly rules: readonly RuleId[] }[] = GROUPS.map(
  (group) => ({ group, rules: RULE_IDS.filter((rule) => groupOf(rule) === group) }),
);

/** Whether the text, which may come from the address, is the id of a rule. */
export function isRuleId(text: string | undefined): text is RuleId {
  return text !== undefined && Object.hasOwn(rules, text);
}

function groupOf(rule: RuleId): RuleGroup {
  // What stands before the first dot is the family by its very definition.
  return GROUP_OF[rule.split('.', 1)[0] as FamilyOf<RuleId>];
}
