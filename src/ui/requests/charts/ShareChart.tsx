/** Who answered for a Service: a bar for each pod, with the even share and the band of chance. */
import { memo, type ReactElement } from 'react';
import type { PodShare, ServiceShares } from '../../../diagram/pod-shares.ts';
import type { ChartMessages } from '../../i18n/en/charts.ts';
import { selected } from '../../store/view-store.ts';
import styles from './charts.module.css';

interface ShareChartProps {
  readonly shares: ServiceShares;
  readonly words: ChartMessages;
}

/** A table whose bars are drawn: readers hear the numbers. */
export const ShareChart = memo(function ShareChart({ shares, words }: ShareChartProps): ReactElement {
  const { pods, total, service, isByChance } = shares;
  const most = Math.max(1, ...pods.map(({ answered, high }) => Math.max(answered, high)));
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong>{words.shares(service)}</strong>
        <span className={styles.hint}>{isByChance ? words.sharesHint : words.sharesInTurn}</span>
      </figcaption>
      <table className={styles.shares}>
        <thead>
          <tr>
            <th scope="col">{words.pod}</th>
            <th scope="col">
              <span className={styles.unseen}>{isByChance ? words.band : words.share}</span>
            </th>
            <th scope="col">{words.answered}</th>
            <th scope="col">{words.share}</th>
            <th scope="col">{words.expected}</th>
          </tr>
        </thead>
        <tbody>
          {pods.map((share) => (
            <tr key={share.pod}>
              <th scope="row">
                <button
                  type="button"
                  title={share.pod}
                  onClick={() => selected({ type: 'object', kind: 'Pod', key: share.pod })}
                >
                  {share.pod.slice(share.pod.indexOf('/') + 1)}
                </button>
              </th>
              <td className={styles.barCell}>
                <Bar share={share} most={most} isByChance={isByChance} />
                {isByChance && (
                  <span className={styles.unseen}>
                    {words.bandOf(share.low.toFixed(1), share.high.toFixed(1))}
                    {isOutside(share) && ` ${words.outside}`}
                  </span>
                )}
              </td>
              <td>{share.answered}</td>
              <td>{percent(share.answered / Math.max(1, total))}</td>
              <td>{percent(share.expected / Math.max(1, total))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
});

interface BarProps {
  readonly share: PodShare;
  readonly most: number;
  readonly isByChance: boolean;
}

function Bar({ share, most, isByChance }: BarProps): ReactElement {
  const at = (value: number): number => (value / most) * 100;
  return (
    <svg className={styles.bar} viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
      {isByChance && (
        <rect className={styles.band} x={at(share.low)} y={0} width={at(share.high - share.low)} height={16} />
      )}
      <rect
        className={styles.answeredBar}
        data-outside={isByChance && isOutside(share)}
        x={0}
        y={4}
        width={at(share.answered)}
        height={8}
      />
      {share.expected > 0 && (
        <rect className={styles.tick} x={at(share.expected) - 0.2} y={0} width={0.4} height={16} />
      )}
    </svg>
  );
}

function isOutside({ answered, low, high }: PodShare): boolean {
  return answered < low || answered > high;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
