/** One rule in kube-proxy's own text, in stretches that a line may break between: options of iptables, elements of an nftables map. */
import { Fragment, type ReactElement } from 'react';
import styles from './Inspector.module.css';

/** The blanks before options (an exclamation mark belongs to the option that it negates), between elements, and before a verdict. */
const BREAKS = /(?<!!) (?=(?:! )?--?[a-z])|(?<=[,{]) | (?=\{|: goto)/i;

/** The rule; its text is what was given, blank by blank. */
export function RuleLine({ line }: { readonly line: string }): ReactElement {
  return (
    <code>
      {line.split(BREAKS).map((part, place) =>
        // What the line begins with may be longer than the line itself.
        place === 0 ? (
          part
        ) : (
          <Fragment key={`${String(place)} ${part}`}>
            {' '}
            <span className={styles.option}>{part}</span>
          </Fragment>
        ),
      )}
    </code>
  );
}
