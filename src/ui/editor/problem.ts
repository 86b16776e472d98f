/** A diagnostic in the visitor's language. */
import type { TextEdit, TextRange } from '../../kubernetes/api/document.ts';
import type { RuleId } from '../../simulation/advice/rule-id.ts';
import type { Diagnostic } from '../../simulation/trace.ts';
import { renderMessage, type SimulationCatalogue } from '../i18n/render-message.ts';

/** A diagnostic with its words. */
export interface Problem {
  readonly severity: Diagnostic['severity'];
  readonly source: Diagnostic['source'];
  readonly text: string;
  readonly range: TextRange;
  /** What it is about, where that is known. */
  readonly rule?: RuleId;
  /** The one obvious mend, with its words. */
  readonly fix?: { readonly title: string; readonly edit: TextEdit };
}

/** `diagnostic` with its words: Kubernetes' own as they are, ours from the catalogue. */
export function toProblem(diagnostic: Diagnostic, catalogue: SimulationCatalogue): Problem {
  const { severity, source, message, range, rule, fix } = diagnostic;
  return {
    severity,
    source,
    range,
    text: typeof message === 'string' ? message : renderMessage(message, catalogue),
    ...(rule === undefined ? {} : { rule }),
    ...(fix === undefined ? {} : { fix: { title: renderMessage(fix.title, catalogue), edit: fix.edit } }),
  };
}
