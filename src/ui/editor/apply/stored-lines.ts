/** A stored object, line by line, each with the mark of the field that it shows. */
import type { FieldMark, MarkType, StoredView } from '../../../kubernetes/readback/stored-view.ts';
import { toYamlLines } from '../../present/to-yaml.ts';

/** A line of the stored object's YAML. */
export interface StoredLine {
  readonly text: string;
  readonly mark: MarkType | undefined;
  /** Whether the marked field begins here, so that this line is to name the mark. */
  readonly isFirst: boolean;
  /** What the text says in this place, where it was changed. */
  readonly written?: string;
}

/** The view as lines of YAML, as `kubectl get -o yaml` would print it, with what was dropped among them. */
export function toStoredLines({ object, marks }: StoredView): readonly StoredLine[] {
  // Marks and lines are in the same order, so that one walk finds the mark of each line.
  let next = 0;
  let before: FieldMark | undefined;
  return toYamlLines(object).map(({ path, text }) => {
    const following = marks[next];
    if (following !== undefined && covers(following, path)) next++;
    const current = marks[next - 1];
    const mark = current !== undefined && covers(current, path) ? current : undefined;
    const isFirst = mark !== undefined && mark !== before;
    before = mark;
    const written = isFirst && mark.written !== undefined ? { written: inOneLine(mark.written) } : {};
    return { text, mark: mark?.type, isFirst, ...written };
  });
}

/** How many fields have each mark. */
export function countMarks(marks: readonly FieldMark[]): ReadonlyMap<MarkType, number> {
  const counts = new Map<MarkType, number>();
  for (const { type } of marks) counts.set(type, (counts.get(type) ?? 0) + 1);
  return counts;
}

function covers(mark: FieldMark, path: string): boolean {
  return path.startsWith(mark.path) && ['', '.', '['].includes(path.charAt(mark.path.length));
}

function inOneLine(value: FieldMark['written']): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
