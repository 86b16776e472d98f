/** The requests so far as pictures: who answered, how long it took, how it ended. Arrives after the first view. */
import { memo, useMemo, type ReactElement } from 'react';
import { seconds, toSeconds, type SimTime } from '../../../base/sim-time.ts';
import { podShares } from '../../../diagram/pod-shares.ts';
import type { Trace } from '../../../simulation/trace.ts';
import { usePlayback } from '../../store/playback-store.ts';
import { binWidth, latencyBins } from '../latency.ts';
import { useChartWords } from './chart-words.ts';
import styles from './charts.module.css';
import { LatencyChart } from './LatencyChart.tsx';
import { OutcomeChart } from './OutcomeChart.tsx';
import { withRequestsOver } from './requests-over.ts';
import { ShareChart } from './ShareChart.tsx';

/** While time runs the charts follow in whole seconds: nobody reads faster. */
const selectSecond = (state: { time: SimTime; isPlaying: boolean }): SimTime =>
  state.isPlaying ? seconds(Math.floor(toSeconds(state.time))) : state.time;
const STRETCHES = 48;

/** All charts up to the playhead. */
export const Charts = memo(function Charts({ trace }: { readonly trace: Trace }): ReactElement {
  const words = useChartWords();
  const until = usePlayback(selectSecond);
  const over = useMemo(() => withRequestsOver(trace, until), [trace, until]);
  const shares = useMemo(() => podShares(over, until), [over, until]);
  const width = binWidth(until, STRETCHES);
  const bins = useMemo(() => latencyBins(over.requests, until, width), [over, until, width]);
  return (
    <div className={styles.charts}>
      {shares.length === 0 && <p className={styles.hint}>{words.noShares}</p>}
      {shares.map((each) => (
        <ShareChart key={each.service} shares={each} words={words} />
      ))}
      <LatencyChart bins={bins} width={width} words={words} />
      <OutcomeChart bins={bins} width={width} words={words} />
    </div>
  );
});
