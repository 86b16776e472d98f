/** Names in running text: `node-3` and `kube-proxy` stay on one line, though a line may break at a hyphen. */
import type { ReactNode } from 'react';
import styles from './whole-names.module.css';

/** Longer ones may break, or they would not fit into a narrow column: the names of pods are such. */
const LONGEST = 20;

/** A word with a hyphen inside. */
const HYPHENATED = /(\S*[^\s-]-[^\s-]\S*)/;

/** The text, character by character. */
export function wholeNames(text: string): ReactNode {
  const parts = text.split(HYPHENATED);
  if (parts.length === 1) return text;
  return parts.map((part, index) =>
    index % 2 === 1 && part.length <= LONGEST ? (
      <span key={index} className={styles.whole}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}
