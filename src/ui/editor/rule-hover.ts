/** What the hover says below Kubernetes' own message: why, in plain words, and a link to the rule. */
import type { RuleId } from '../../simulation/advice/rule-id.ts';
import { aboutCatalogues } from '../i18n/about-catalogues.ts';
import { ruleOpened } from '../store/about-store.ts';
import { useView } from '../store/view-store.ts';
import { monaco } from './monaco.ts';
import type { Problem } from './problem.ts';

const OPEN_RULE = 'kubehops.openRule';

/** Shows the why of each problem that `problems` gives, at its place, until disposed of. */
export function registerRuleHover(problems: () => readonly Problem[]): monaco.IDisposable {
  const command = monaco.editor.registerCommand(OPEN_RULE, (_services, rule: RuleId) => ruleOpened(rule));
  const hover = monaco.languages.registerHoverProvider('yaml', {
    provideHover(model, position) {
      const found = problems()
        .map(({ rule, range }) => ({ rule, place: model.validateRange(toRange(range)) }))
        .filter(({ place }) => monaco.Range.containsPosition(place, position));
      const rules = [...new Set(found.flatMap(({ rule }) => rule ?? []))];
      const [first] = found;
      if (first === undefined || rules.length === 0) return undefined;
      return { range: first.place, contents: rules.map(toMarkdown) };
    },
  });
  return {
    dispose() {
      hover.dispose();
      command.dispose();
    },
  };
}

/** The one command that the text may run is the one behind its own link. */
function toMarkdown(rule: RuleId): monaco.IMarkdownString {
  const { about, rules } = aboutCatalogues[useView.getState().language];
  const { title, why } = rules[rule];
  const link = `command:${OPEN_RULE}?${encodeURIComponent(JSON.stringify([rule]))}`;
  return {
    value: `**${title}**\n\n${why}\n\n[${about.readRule}](${link})`,
    isTrusted: { enabledCommands: [OPEN_RULE] },
  };
}

function toRange({ startLine, startColumn, endLine, endColumn }: Problem['range']): monaco.IRange {
  return { startLineNumber: startLine, startColumn, endLineNumber: endLine, endColumn };
}
