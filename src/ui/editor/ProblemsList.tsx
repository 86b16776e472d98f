/** The problems of the manifest: each at its place, which a click or Enter goes to. */
import { CircleX, Info, TriangleAlert, Wrench, type LucideIcon } from 'lucide-react';
import { memo, useId, type ReactNode } from 'react';
import type { TextEdit, TextRange } from '../../kubernetes/api/document.ts';
import { useMessages } from '../i18n/use-messages.ts';
import type { Problem } from './problem.ts';
import { WhyButton } from './WhyButton.tsx';
import styles from './editor.module.css';
import lineStyles from './why.module.css';

/** So many are listed; nobody reads more. */
const MAX_LISTED = 100;

const GLYPHS: Readonly<Record<Problem['severity'], LucideIcon>> = {
  error: CircleX,
  warning: TriangleAlert,
  info: Info,
};

interface ProblemsListProps {
  readonly problems: readonly Problem[];
  readonly onPick: (range: TextRange) => void;
  readonly onFix: (edit: TextEdit) => void;
}

/** One line for each problem, or a word that there is none. */
export const ProblemsList = memo(function ProblemsList({ problems, onPick, onFix }: ProblemsListProps): ReactNode {
  const { editor: words } = useMessages();
  const hidden = problems.length - MAX_LISTED;
  return (
    <div className={styles.problems}>
      <h3 aria-live="polite">{problems.length === 0 ? words.noProblems : words.problems(problems.length)}</h3>
      {problems.length > 0 && (
        <ul>
          {problems.slice(0, MAX_LISTED).map((problem, index) => (
            // Two problems may be alike in everything, so their place in the list tells them apart.
            <ProblemLine key={index} problem={problem} onPick={onPick} onFix={onFix} />
          ))}
        </ul>
      )}
      {hidden > 0 && <p>{words.moreProblems(hidden)}</p>}
    </div>
  );
});

interface ProblemLineProps {
  readonly problem: Problem;
  readonly onPick: (range: TextRange) => void;
  readonly onFix: (edit: TextEdit) => void;
}

const ProblemLine = memo(function ProblemLine({ problem, onPick, onFix }: ProblemLineProps): ReactNode {
  const { editor: words } = useMessages();
  const { severity, source, range, text, fix, rule } = problem;
  const Glyph = GLYPHS[severity];
  const textId = useId();
  return (
    <li className={lineStyles.line}>
      <button type="button" data-severity={severity} onClick={() => onPick(range)}>
        <Glyph size={16} role="img" aria-label={words.severity[severity]} />
        <span aria-label={words.place(range.startLine, range.startColumn)}>
          {range.startLine}:{range.startColumn}
        </span>
        {/* Kubernetes' own words are English in every language of the page. */}
        <span id={textId} lang={source === 'kubehops' ? undefined : 'en'}>
          {text}
        </span>
      </button>
      {fix !== undefined && (
        <button type="button" className={styles.fix} onClick={() => onFix(fix.edit)}>
          <Wrench size={14} aria-hidden />
          <span>{fix.title}</span>
        </button>
      )}
      {rule !== undefined && <WhyButton rule={rule} problemId={textId} />}
    </li>
  );
});
