/** Whether a text is still another one, edited. */

/** So much of the lines has to be there still. */
const KEPT = 0.5;

/** Whether `text` came from `origin` by edits: at least half of its lines, wherever they stand now, are still there. */
export function comesFrom(origin: string, text: string): boolean {
  const wanted = linesOf(origin);
  const present = linesOf(text);
  let kept = 0;
  for (const line of wanted) if (present.has(line)) kept++;
  return kept >= wanted.size * KEPT && present.size <= 2 * wanted.size + 20;
}

/** The lines by their words; a line that begins or ends a document says nothing of where it came from. */
function linesOf(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').flatMap((line) => (/[\w]/.test(line) ? [line.trim()] : [])));
}
