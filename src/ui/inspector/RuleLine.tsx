/** One rule in kube-proxy's own text, in stretches that a line may break between: each option begins with a dash. */
import { Fragment, type ReactElement } from 'react';
import styles from './Inspector.module.css';

/** The blanks before options; an exclamation mark belongs to the option that it negates. */
const OPTIONS = /(?<!!) (?=(?:! )?--?[a-z])/i;

/** The rule; its text is what was given, blank by blank. */
export function RuleLine({ line }: { readonly line: string }): ReactElement {
  return (
    <code>
      {line.split(OPTIONS).map((option, place) => (
        <Fragment key={`${String(place)} ${option}`}>
          {place > 0 && ' '}
          <span className={styles.option}>{option}</span>
        </Fragment>
      ))}
    </code>
  );
}
