/** The stage: the cluster of the moment with its requests, or a plain word why there is none. */
import '@xyflow/react/dist/base.css';
import { lazy, memo, Suspense, useEffect, useState, type ReactElement, type ReactNode } from 'react';
import type { Diagram, DiagramView } from '../../diagram/diagram.ts';
import { CommandNotice } from '../commands/CommandNotice.tsx';
import { useMessages } from '../i18n/use-messages.ts';
import { onNextFrame } from '../present/frame-scheduler.ts';
import { usePlayback } from '../store/playback-store.ts';
import { useCompare, type Pinned } from '../store/compare-store.ts';
import { useRun } from '../store/run-store.ts';
import { galleryToggled, useView } from '../store/view-store.ts';
import { Caption } from './Caption.tsx';
import { currentDiagram } from './current-diagram.ts';
import styles from './stage.module.css';

type RunState = ReturnType<typeof useRun.getState>;
const selectTrace = (state: RunState): RunState['trace'] => state.trace;
const selectIsStale = (state: RunState): boolean => state.isStale;
const selectHasFailed = (state: RunState): boolean => state.status === 'failed';

const selectView = (state: { diagramView: DiagramView }): DiagramView => state.diagramView;

const selectPinned = (state: { pinned: Pinned | undefined }): Pinned | undefined => state.pinned;
const Comparison = lazy(async () => ({ default: (await import('./compare/Comparison.tsx')).Comparison }));

// React Flow is a quarter of the page's code. It arrives while the simulation works on its first answer.
const loadPicture = (): Promise<typeof import('./Picture.tsx')> => import('./Picture.tsx');

/** What could not be had is asked for again. */
const RETRY_MS = 2_000;

/** The region Cluster. */
export const Stage = memo(function Stage(): ReactElement {
  const { app } = useMessages();
  const trace = useRun(selectTrace);
  const isStale = useRun(selectIsStale);
  const hasFailed = useRun(selectHasFailed);
  const view = useView(selectView);
  const pinned = useCompare(selectPinned);
  const diagram = usePlayback((state): Diagram | undefined => trace && currentDiagram(trace, state.time, view));
  const part = usePicture(trace !== undefined);
  const isEmpty = diagram !== undefined && !diagram.boxes.some(({ kind }) => kind === 'service');
  return (
    <section className={styles.stage} aria-label={app.cluster} aria-busy={part === undefined && !hasFailed}>
      {isStale && (
        <Banner tone="warning" role="status">
          {app.stale}
        </Banner>
      )}
      {hasFailed && trace !== undefined && (
        <Banner tone="danger" role="alert">
          <strong>{app.failed}.</strong> {app.failedHint}
        </Banner>
      )}
      {isEmpty && (
        <Banner tone="plain" role="status">
          <strong>{app.empty}.</strong> {app.emptyHint}
          <OpenScenarios />
        </Banner>
      )}
      {trace !== undefined && diagram !== undefined ? (
        <>
          {pinned === undefined ? (
            <div className={styles.picture} data-stale={isStale}>
              {part !== undefined && <part.Picture trace={trace} diagram={diagram} />}
            </div>
          ) : (
            <Suspense fallback={<div className={styles.picture} />}>
              <Comparison trace={trace} diagram={diagram} pinned={pinned} />
            </Suspense>
          )}
          <CommandNotice>
            <Caption trace={trace} />
          </CommandNotice>
        </>
      ) : (
        <div className={styles.vacant} role={hasFailed ? 'alert' : 'status'}>
          <h2>{hasFailed ? app.failed : app.loading}</h2>
          <p>{hasFailed ? app.failedHint : app.loadingHint}</p>
          {hasFailed && <OpenScenarios />}
        </div>
      )}
    </section>
  );
});

/** What draws the cluster, once there is something to draw: a piece of work of its own, after the words have changed. */
function usePicture(isWanted: boolean): typeof import('./Picture.tsx') | undefined {
  const [part, setPart] = useState<typeof import('./Picture.tsx')>();
  const [isTurn, setTurn] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    function load(): void {
      loadPicture().then(setPart, () => (timer = setTimeout(load, RETRY_MS)));
    }
    // The page's frame is seen first: what is loaded before that puts it off.
    const cancel = onNextFrame('report', () => (timer = setTimeout(load)));
    return () => {
      cancel();
      clearTimeout(timer);
    };
  }, []);
  const isReady = isWanted && part !== undefined;
  useEffect(() => {
    const timer = setTimeout(() => setTurn(isReady));
    return () => clearTimeout(timer);
  }, [isReady]);
  return isTurn ? part : undefined;
}

interface BannerProps {
  readonly tone: 'plain' | 'warning' | 'danger';
  readonly role: 'status' | 'alert';
  readonly children: ReactNode;
}

function Banner({ tone, role, children }: BannerProps): ReactElement {
  return (
    <div className={styles.banner} data-tone={tone} role={role}>
      {children}
    </div>
  );
}

function OpenScenarios(): ReactElement {
  const { app } = useMessages();
  return (
    <button type="button" onClick={() => galleryToggled(true)}>
      {app.openScenarios}
    </button>
  );
}
