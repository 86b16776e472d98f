/** What a Service is made into: names in the DNS with their answers, and addresses with what every node has for them. */
import { memo, type ReactElement } from 'react';
import { serviceDoors, serviceRecords } from '../../diagram/service-names.ts';
import type { Snapshot } from '../../diagram/snapshot.ts';
import type { Service } from '../../kubernetes/api/service.ts';
import type { ClusterNetwork } from '../../simulation/trace.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { BrokenName } from './BrokenName.tsx';
import styles from './details.module.css';

interface ServiceNamesProps {
  readonly service: Service;
  readonly snapshot: Snapshot;
  /** What the nodes' rules are made of. */
  readonly mode: ClusterNetwork['kubeProxyMode'];
}

/** Two small tables. */
export const ServiceNames = memo(function ServiceNames(props: ServiceNamesProps): ReactElement {
  const { service, snapshot, mode } = props;
  const { madeInto: words } = useActing();
  const doors = serviceDoors(service, mode);
  return (
    <section className={styles.section} aria-label={words.title}>
      <h3>{words.title}</h3>
      <table className={styles.queries}>
        <caption>{words.names}</caption>
        <tbody>
          {serviceRecords(service, snapshot).map(({ name, type, answers, code }) => (
            <tr key={`${name} ${type}`} data-failed={answers.length === 0}>
              <th scope="row">
                <code>
                  <BrokenName name={name} /> {type}
                </code>
              </th>
              <td>
                <code>{answers.length === 0 ? code : answers.join(', ')}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {doors.length > 0 && (
        <table className={styles.queries}>
          <caption>
            {words.doors[mode]}
            {doors.some(({ address }) => address.startsWith('*')) && ` (${words.everyAddress})`}
          </caption>
          <tbody>
            {doors.map(({ address, leadsTo }) => (
              <tr key={address}>
                <th scope="row" className={styles.door}>
                  <code>{address}</code>
                </th>
                {leadsTo.length > 0 && (
                  <td>
                    {leadsTo.map((chain) => (
                      <code key={chain} className={styles.chain}>
                        {chain}
                      </code>
                    ))}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
});
