/** The requests so far as pictures: who answered, how long it took, how it ended. Arrives after the first view. */
import { memo, useMemo, type ReactElement } from 'react';
import { seconds, toSeconds, type SimTime } from '../../../base/sim-time.ts';
import { podShares } from '../../../diagram/pod-shares.ts';
import type { Trace } from '../../../simulation/trace.ts';
import { charts as enCharts, type ChartMessages } from '../../i18n/en/charts.ts';
import { charts as koCharts } from '../../i18n/ko/charts.ts';
import { usePlayback } from '../../store/playback-store.ts';
import { useView, type Language } from '../../store/view-store.ts';
import { presentedEnd } from '../../timeline/presented.ts';
import { binWidth, latencyBins } from '../latency.ts';
import styles from './charts.module.css';
import { LatencyChart } from './LatencyChart.tsx';
import { OutcomeChart } from './OutcomeChart.tsx';
import { ShareChart } from './ShareChart.tsx';

const catalogues: Readonly<Record<Language, ChartMessages>> = { en: enCharts, ko: koCharts };
const selectLanguage = (state: { language: Language }): Language => state.language;
/** While time runs the charts follow in whole seconds: nobody reads faster. */
const selectSecond = (state: { time: SimTime; isPlaying: boolean }): SimTime =>
  state.isPlaying ? seconds(Math.floor(toSeconds(state.time))) : state.time;
const STRETCHES = 48;

/** All charts up to the playhead. */
export const Charts = memo(function Charts({ trace }: { readonly trace: Trace }): ReactElement {
  const words = catalogues[useView(selectLanguage)];
  const until = usePlayback(selectSecond);
  // A request counts from the moment at which it is seen to end, as in the list.
  const over = useMemo(() => trace.requests.filter((request) => presentedEnd(request) <= until), [trace, until]);
  const shares = useMemo(() => podShares({ ...trace, requests: over }, until), [trace, over, until]);
  const width = binWidth(until, STRETCHES);
  const bins = useMemo(() => latencyBins(over, until, width), [over, until, width]);
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
