/** Two pictures of one moment, each with its name; what differs is lit in both. */
import { memo, useMemo, useState, type ReactElement } from 'react';
import type { SimTime } from '../../../base/sim-time.ts';
import { compareRequests, differingBoxes } from '../../../diagram/differences.ts';
import type { Diagram, DiagramView } from '../../../diagram/diagram.ts';
import type { Trace } from '../../../simulation/trace.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import { createDiagramKeeper } from '../current-diagram.ts';
import { Picture } from '../Picture.tsx';
import type { Pinned } from '../../store/compare-store.ts';
import { usePlayback } from '../../store/playback-store.ts';
import { useView } from '../../store/view-store.ts';
import { countUpTo } from '../../timeline/sorted.ts';
import styles from './compare.module.css';

interface ComparisonProps {
  readonly trace: Trace;
  readonly diagram: Diagram;
  readonly pinned: Pinned;
}

const selectView = (state: { diagramView: DiagramView }): DiagramView => state.diagramView;
const selectTime = (state: { time: SimTime }): SimTime => state.time;

/** The run on the stage beside the one that was kept. */
export const Comparison = memo(function Comparison({ trace, diagram, pinned }: ComparisonProps): ReactElement {
  const { compare } = useMessages();
  const view = useView(selectView);
  const time = usePlayback(selectTime);
  const [keep] = useState(createDiagramKeeper);
  const other = keep(pinned.trace, time, view);
  const differing = useMemo(() => differingBoxes(diagram, other), [diagram, other]);
  const requests = useMemo(() => compareRequests(trace, pinned.trace), [trace, pinned.trace]);
  const [compared, different] = [countUpTo(requests.compared, time), countUpTo(requests.different, time)];
  return (
    <div className={styles.comparison}>
      <p className={styles.verdict} role="status" data-differs={different > 0}>
        {different === 0 ? compare.same(compared) : compare.different(different, compared)}
      </p>
      {[
        { name: compare.live, trace, diagram },
        { name: compare.pinned, trace: pinned.trace, diagram: other },
      ].map((run) => (
        <section key={run.name} className={styles.run} aria-label={run.name}>
          <h2>{run.name}</h2>
          <div className={styles.picture}>
            <Picture trace={run.trace} diagram={run.diagram} differing={differing} />
          </div>
        </section>
      ))}
    </div>
  );
});
