/** The left pane: the manifest's editor, its problems, and what kubectl said. Light by itself; Monaco comes later. */
import { memo, useCallback, useEffect, useMemo, useRef, useState, type ComponentType, type ReactNode } from 'react';
import type { TextRange } from '../../kubernetes/api/document.ts';
import type { Command } from '../../simulation/session.ts';
import type { ApplyOutput, Diagnostic } from '../../simulation/trace.ts';
import { outcomeOf, type CommandOutcome } from '../commands/outcome-of.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { useLazy } from '../present/use-lazy.ts';
import { whenQuiet } from '../present/when-quiet.ts';
import { useRun, type RunState } from '../store/run-store.ts';
import { manifestEdited, shownText, useSession, type SessionState } from '../store/session-store.ts';
import { listenForApply } from './apply/apply-now.ts';
import { ApplyControls } from './apply/ApplyControls.tsx';
import { ApplyPanel } from './apply/ApplyPanel.tsx';
import type { EditorHandle, EditorProps } from './editor-props.ts';
import { PlainEditor } from './PlainEditor.tsx';
import { toProblem } from './problem.ts';
import { ProblemsList } from './ProblemsList.tsx';
import { TAB_FOCUS_KEYS } from './tab-focus-keys.ts';
import styles from './editor.module.css';

const NO_DIAGNOSTICS: readonly Diagnostic[] = [];

/** Whether the editor holds what the run was judged by; a text that waits is judged by itself. */
const selectIsStart = (state: SessionState): boolean => shownText(state) === state.text;
const selectApplied = (state: SessionState): Command | undefined =>
  state.applyMode === 'moment' ? state.commands.findLast((each) => each.type === 'apply') : undefined;
const selectDiagnostics = (state: RunState): readonly Diagnostic[] => state.latest?.diagnostics ?? NO_DIAGNOSTICS;
const selectWaiting = (state: RunState): RunState['waiting'] => state.waiting;
const loadDrafts = (): Promise<typeof import('./follow-draft.ts')> => import('./follow-draft.ts');
const selectTrace = (state: RunState): RunState['trace'] => state.trace;
const selectLatest = (state: RunState): RunState['latest'] => state.latest;

/** The editor and what belongs below it. A plain text field stands in until Monaco has arrived, or for good. */
export const EditorPane = memo(function EditorPane(): ReactNode {
  const { editor: words, simulation } = useMessages();
  const text = useSession(shownText);
  const isStart = useSession(selectIsStart);
  const applied = useSession(selectApplied);
  const diagnostics = useRun(selectDiagnostics);
  const waiting = useRun(selectWaiting);
  const drafts = useLazy(loadDrafts, !isStart);
  useEffect(() => drafts?.followDraft(), [drafts]);
  const said = isStart ? diagnostics : waiting?.diagnostics;
  const latest = useRun(selectLatest);
  const trace = useRun(selectTrace);
  const later = applied && outcomeOf(trace, applied, applied.at);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => (pane.current === null ? undefined : listenForApply(pane.current)), []);
  const problems = useMemo(
    () => (said ?? NO_DIAGNOSTICS).map((diagnostic) => toProblem(diagnostic, simulation)),
    [said, simulation],
  );
  const full = useFullEditor();
  const [isComposing, setIsComposing] = useState(false);
  const handle = useRef<EditorHandle>(undefined);
  const reveal = useCallback((range: TextRange) => handle.current?.reveal(range), []);
  const props: EditorProps = { text, problems, handle, onEdit: manifestEdited };

  return (
    <div ref={pane} className={styles.pane}>
      <div className={styles.editor}>
        {full.Editor === undefined || isComposing ? (
          <PlainEditor {...props} onComposing={setIsComposing} />
        ) : (
          <full.Editor {...props} />
        )}
      </div>
      <p className={styles.hint}>{full.isMissing ? words.plainEditor : words.tabHint(TAB_FOCUS_KEYS)}</p>
      {said && <ProblemsList problems={problems} onPick={reveal} onFix={(edit) => handle.current?.apply(edit)} />}
      <ApplyControls />
      <ApplyPanel latest={later === undefined ? latest : { apply: toOutput(later) }} onPick={reveal} />
    </div>
  );
});

/** What was printed then, as the panel has it. */
function toOutput({ printed, hasFailed }: CommandOutcome): ApplyOutput {
  return { exit: hasFailed ? 1 : 0, stdout: `${printed}\n`, stderr: '' };
}

interface FullEditor {
  readonly Editor: ComponentType<EditorProps> | undefined;
  /** It could not be loaded. */
  readonly isMissing: boolean;
}

function useFullEditor(): FullEditor {
  const [full, setFull] = useState<FullEditor>({ Editor: undefined, isMissing: false });
  useEffect(() => {
    let isWanted = true;
    whenQuiet(() => import('./MonacoEditor.tsx')).then(
      ({ MonacoEditor }) => isWanted && setFull({ Editor: MonacoEditor, isMissing: false }),
      () => isWanted && setFull({ Editor: undefined, isMissing: true }),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return full;
}
