/** The conditions of an object: what holds, since when, and why. */
import { Fragment, memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Condition } from '../../kubernetes/api/meta.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { ageOf } from '../present/age.ts';
import styles from './details.module.css';
import { isConditionBad } from './is-condition-bad.ts';

interface ConditionsTableProps {
  readonly conditions: readonly Condition[];
  readonly time: SimTime;
}

/** The table; reason and message stand below their condition, for they may be long. */
export const ConditionsTable = memo(function ConditionsTable(props: ConditionsTableProps): ReactElement {
  const { conditions, time } = props;
  const words = useActing();
  return (
    <table className={styles.conditions}>
      <caption>{words.conditions}</caption>
      <thead>
        <tr>
          <th scope="col">{words.condition}</th>
          <th scope="col">{words.conditionStatus}</th>
          <th scope="col">{words.since}</th>
        </tr>
      </thead>
      <tbody>
        {conditions.map((condition) => {
          const { type, status, reason = '', message = '', lastTransitionTime } = condition;
          return (
            <Fragment key={type}>
              <tr>
                <th scope="row">{type}</th>
                <td className={isConditionBad(condition) ? styles.bad : undefined}>{status}</td>
                <td>{ageOf(lastTransitionTime, time)}</td>
              </tr>
              {(reason !== '' || message !== '') && (
                <tr className={styles.why}>
                  <td colSpan={3} lang="en">
                    {reason !== '' && <code>{reason}</code>} {message}
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
});
