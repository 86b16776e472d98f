/** Who answered for a Service, or for the Services that a pod stands behind. Arrives when such a thing is first looked at. */
import { memo, useMemo, type ReactNode } from 'react';
import { seconds, toSeconds, type SimTime } from '../../base/sim-time.ts';
import { podShares } from '../../diagram/pod-shares.ts';
import type { Trace } from '../../simulation/trace.ts';
import { useChartWords } from '../requests/charts/chart-words.ts';
import { withRequestsOver } from '../requests/charts/requests-over.ts';
import { ShareChart } from '../requests/charts/ShareChart.tsx';
import styles from './details.module.css';

interface SharesProps {
  readonly trace: Trace;
  readonly time: SimTime;
  readonly kind: 'Pod' | 'Service';
  readonly objectKey: string;
}

/** The charts; none before anybody has answered. */
export const Shares = memo(function Shares({ trace, time, kind, objectKey }: SharesProps): ReactNode {
  const words = useChartWords();
  // In whole seconds: nobody reads faster, and every request up to then is counted.
  const until = seconds(Math.floor(toSeconds(time)));
  const shares = useMemo(() => podShares(withRequestsOver(trace, until), until), [trace, until]);
  return shares
    .filter(({ service, pods }) =>
      kind === 'Service' ? service === objectKey : pods.some(({ pod }) => pod === objectKey),
    )
    .map((each) => (
      <div key={each.service} className={styles.shares}>
        <ShareChart shares={each} words={words} />
      </div>
    ));
});
