/** A diagnostic in the visitor's language. */
import type { TextRange } from '../../kubernetes/api/document.ts';
import type { Diagnostic } from '../../simulation/trace.ts';
import { renderMessage, type SimulationCatalogue } from '../i18n/render-message.ts';

/** A diagnostic with its words. */
export interface Problem {
  readonly severity: Diagnostic['severity'];
  readonly source: Diagnostic['source'];
  readonly text: string;
  readonly range: TextRange;
}

/** `diagnostic` with its words: Kubernetes' own as they are, ours from the catalogue. */
export function toProblem(diagnostic: Diagnostic, catalogue: SimulationCatalogue): Problem {
  const { severity, source, message, range } = diagnostic;
  return {
    severity,
    source,
    range,
    text: typeof message === 'string' ? message : renderMessage(message, catalogue),
  };
}
