/** The list of simplifications, read from docs/fidelity.md, which gathers it from the sources. */

/** One thing that Kubehops does more simply than Kubernetes. */
export interface Simplification {
  /** Its file within the room. */
  readonly file: string;
  /** The function or constant that does it. */
  readonly name: string;
  readonly text: string;
}

/** The simplifications of one folder of the sources. */
export interface SimplifiedRoom {
  readonly room: string;
  readonly items: readonly Simplification[];
}

/** What stands between the marks of the generated list, by folder. Empty where there is none. */
export function readSimplifications(markdown: string): readonly SimplifiedRoom[] {
  const list = /<!-- gathered .* begin -->(.*)<!-- end -->/s.exec(markdown)?.[1] ?? '';
  return list
    .split(/^### /m)
    .slice(1)
    .map((section) => ({
      room: section.slice(0, section.indexOf('\n')).trim(),
      items: [...section.matchAll(/^- \[([^\]]+)\]\([^)]*\), `([^`]+)`: (.+)$/gm)].map(
        ([, file = '', name = '', text = '']) => ({ file, name, text }),
      ),
    }));
}
