/** A Monaco editor for the one manifest, behind the few words that the page needs. */
import type { TextEdit, TextRange } from '../../kubernetes/api/document.ts';
import { defineThemes, THEME_OF } from './editor-theme.ts';
import { MANIFEST_URI, monaco } from './monaco.ts';
import type { Problem } from './problem.ts';
import { registerRuleHover } from './rule-hover.ts';
import { createSelectionHints } from './selection-hints.ts';
import type { SelectionHint } from './selection-words.ts';

/** The editor as the page uses it. */
export interface ManifestEditor {
  /** Puts a text from elsewhere (a scenario, a link) in place; undo brings the former one back. */
  replaceText(text: string): void;
  markProblems(problems: readonly Problem[]): void;
  /** Shows these words behind their lines and no others. */
  showSelections(hints: readonly SelectionHint[]): void;
  setLabel(label: string): void;
  setTheme(theme: 'light' | 'dark'): void;
  /** Selects the range, scrolls there and takes the focus. */
  reveal(range: TextRange): void;
  /** Carries the edit out; undo takes it back. */
  apply(edit: TextEdit): void;
  /** Takes the focus, with the selection between two offsets of the text. */
  focusAt(start: number, end: number): void;
  dispose(): void;
}

const MARKER_OWNER = 'kubehops';

/** Makes an editor in `host`; `onEdit` is told of every change that the visitor makes. The text outlives the editor. */
export function createManifestEditor(host: HTMLElement, onEdit: (text: string) => void): ManifestEditor {
  defineThemes();
  const model = monaco.editor.getModel(MANIFEST_URI) ?? monaco.editor.createModel('', 'yaml', MANIFEST_URI);
  const editor = monaco.editor.create(host, { ...OPTIONS, model, fontFamily: fontOf(host) });
  const selectionHints = createSelectionHints(editor);
  let isReplacing = false;
  const listening = model.onDidChangeContent(() => {
    if (!isReplacing) onEdit(model.getValue());
  });
  // Monaco types into a plain element, which the page's shortcuts do not know for a text field: keys end here.
  host.addEventListener('keydown', keepKey);
  // Several lines that come in one piece (dictation, a phone's keyboard, a tool) go in as they are: as if typed key by
  // key, each of them would be indented once more.
  const typing = monaco.editor.registerCommand('type', (_services, typed: { readonly text: string }) => {
    const isWhole = typed.text.length > 1 && typed.text.includes('\n');
    editor.trigger(isWhole ? 'input' : 'keyboard', 'type', typed);
  });
  let fixable: readonly Problem[] = [];
  const fixing = monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions: (_model, range) => ({ actions: fixesAt(fixable, range), dispose: () => undefined }),
  });
  const explaining = registerRuleHover(() => fixable);
  let isDisposed = false;
  // Widths are measured again when the page's own font has arrived.
  void document.fonts.ready.then(() => {
    if (!isDisposed) monaco.editor.remeasureFonts();
  });

  return {
    replaceText(text) {
      // Monaco keeps one kind of line end; what differs in nothing else is the same text.
      if (withPlainLineEnds(model.getValue()) === withPlainLineEnds(text)) return;
      isReplacing = true;
      model.pushStackElement();
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      model.pushStackElement();
      isReplacing = false;
      editor.setScrollTop(0);
      editor.setPosition({ lineNumber: 1, column: 1 });
    },
    markProblems(problems) {
      fixable = problems;
      monaco.editor.setModelMarkers(
        model,
        MARKER_OWNER,
        problems.map((problem) => toMarker(problem, model)),
      );
    },
    showSelections: (hints) => selectionHints.show(hints),
    setLabel: (ariaLabel) => editor.updateOptions({ ariaLabel }),
    setTheme: (theme) => monaco.editor.setTheme(THEME_OF[theme]),
    reveal(range) {
      const target = toRange(range);
      editor.setSelection(target);
      editor.revealRangeInCenterIfOutsideViewport(target);
      editor.focus();
    },
    apply({ range, text }) {
      editor.pushUndoStop();
      editor.executeEdits('fix', [{ range: toRange(range), text, forceMoveMarkers: true }]);
      editor.pushUndoStop();
      editor.focus();
    },
    focusAt(start, end) {
      editor.setSelection(monaco.Selection.fromPositions(model.getPositionAt(start), model.getPositionAt(end)));
      editor.focus();
    },
    dispose() {
      isDisposed = true;
      host.removeEventListener('keydown', keepKey);
      typing.dispose();
      fixing.dispose();
      explaining.dispose();
      listening.dispose();
      selectionHints.dispose();
      editor.dispose();
    },
  };
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  detectIndentation: false,
  fixedOverflowWidgets: true,
  folding: true,
  fontSize: 13,
  lineHeight: 20,
  // The Enter handler of the YAML service: it indents below the key of a list item, not below the dash.
  formatOnType: true,
  glyphMargin: false,
  hideCursorInOverviewRuler: true,
  insertSpaces: true,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerBorder: false,
  overviewRulerLanes: 0,
  padding: { top: 8, bottom: 8 },
  quickSuggestions: { other: true, comments: false, strings: true },
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  // Enter is a new line unless a suggestion was picked with the arrow keys.
  suggest: { selectionMode: 'never' },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
  tabSize: 2,
  wordBasedSuggestions: 'off',
};

function keepKey(event: KeyboardEvent): void {
  event.stopPropagation();
}

function fontOf(host: HTMLElement): string {
  return getComputedStyle(host).getPropertyValue('--font-mono') || 'monospace';
}

function withPlainLineEnds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

function toRange(range: TextRange): monaco.IRange {
  return {
    startLineNumber: range.startLine,
    startColumn: range.startColumn,
    endLineNumber: range.endLine,
    endColumn: range.endColumn,
  };
}

/** The fixes of the problems that the range touches, for the light bulb and Ctrl+. */
function fixesAt(problems: readonly Problem[], range: monaco.IRange): monaco.languages.CodeAction[] {
  return problems.flatMap(({ fix, range: place }) => {
    if (fix === undefined || !monaco.Range.areIntersectingOrTouching(toRange(place), range)) return [];
    const textEdit = { range: toRange(fix.edit.range), text: fix.edit.text };
    const edits = [{ resource: MANIFEST_URI, textEdit, versionId: undefined }];
    return [{ title: fix.title, kind: 'quickfix', isPreferred: true, edit: { edits } }];
  });
}

function toMarker(problem: Problem, model: monaco.editor.ITextModel): monaco.editor.IMarkerData {
  const { startLineNumber, startColumn, endLineNumber, endColumn } = model.validateRange(toRange(problem.range));
  return {
    severity: toSeverity(problem.severity),
    source: problem.source,
    message: problem.text,
    startLineNumber,
    startColumn,
    endLineNumber,
    endColumn,
  };
}

function toSeverity(severity: Problem['severity']): monaco.MarkerSeverity {
  switch (severity) {
    case 'error':
      return monaco.MarkerSeverity.Error;
    case 'warning':
      return monaco.MarkerSeverity.Warning;
    case 'info':
      return monaco.MarkerSeverity.Info;
  }
}
