/** Facts as a list of terms; a value that is an object leads there. */
import { memo, type ReactElement } from 'react';
import type { FactName } from '../i18n/en/playback.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { selected } from '../store/view-store.ts';
import styles from './Inspector.module.css';
import type { Fact, FactValue } from './fact.ts';

/** Facts whose values may be long: then they stand below their name. */
const WIDE: readonly FactName[] = ['ports', 'endpoints', 'routes', 'pods', 'labels', 'image', 'owner', 'owned'];

/** So many letters fit beside a name in the narrowest inspector. */
const BESIDE = 22;

function isWide({ name, values }: Fact): boolean {
  return WIDE.includes(name) && values.some(({ text, note = '' }) => text.length + note.length > BESIDE);
}

interface FactListProps {
  readonly facts: readonly Fact[];
}

/** The list. */
export const FactList = memo(function FactList({ facts }: FactListProps): ReactElement {
  const { playback: words } = useMessages();
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <div key={fact.name} className={styles.fact} data-wide={isWide(fact)}>
          <dt>{words.facts[fact.name]}</dt>
          {fact.values.length === 0 && <dd className={styles.muted}>{words.none}</dd>}
          {fact.values.map((value) => (
            <dd key={value.text}>
              <Value value={value} />
              {value.note !== undefined && (
                <span className={value.isBad === true ? styles.bad : styles.muted}> {value.note}</span>
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
});

function Value({ value }: { readonly value: FactValue }): ReactElement {
  const { text, isMono, object, isBad, note } = value;
  const shown = isMono ? <code>{text}</code> : text;
  if (object !== undefined) {
    return (
      <button type="button" className={styles.link} onClick={() => selected({ type: 'object', ...object })}>
        {shown}
      </button>
    );
  }
  return <span className={isBad === true && note === undefined ? styles.bad : undefined}>{shown}</span>;
}
