/** The questions that a client asked a DNS server at one moment, each with what came back. */
import type { ReactElement } from 'react';
import type { HopQuery } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { BrokenName } from './BrokenName.tsx';
import styles from './details.module.css';

/** A table; a question without a record of its type is told from a name that does not exist. */
export function QueryTable({ queries }: { readonly queries: readonly HopQuery[] }): ReactElement {
  const { packets } = useMessages();
  return (
    <table className={styles.queries}>
      <caption>{packets.queries(queries.length)}</caption>
      <thead>
        <tr>
          <th scope="col">{packets.question}</th>
          <th scope="col">{packets.code}</th>
          <th scope="col">{packets.answers}</th>
        </tr>
      </thead>
      <tbody>
        {queries.map(({ name, type, code, answers, cached }, place) => (
          // One and the same question may be asked twice.
          <tr key={`${String(place)} ${name} ${type}`} data-failed={code !== 'NOERROR'}>
            <td>
              <code>
                <BrokenName name={name} /> {type}
              </code>
            </td>
            <td>{code}</td>
            <td>
              <code>{answers.join(', ')}</code>
              {answers.length === 0 && code === 'NOERROR' && packets.noData}
              {cached === true && ` (${packets.cached})`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
