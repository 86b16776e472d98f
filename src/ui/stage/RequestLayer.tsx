/** The one canvas over the stage: every request in motion. It is painted when something moves, and never asks React. */
import { useStoreApi } from '@xyflow/react';
import { memo, useEffect, useRef, type ReactElement } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import type { Trace } from '../../simulation/trace.ts';
import { startMotion, type MotionLayer } from './motion-layer.ts';
import styles from './stage.module.css';

interface RequestLayerProps {
  readonly trace: Trace;
  readonly diagram: Diagram;
  /** The selected request's id. */
  readonly chosen: string | undefined;
}

/** Shows the requests at the playhead; a press on a dot selects its request. */
export const RequestLayer = memo(function RequestLayer({ trace, diagram, chosen }: RequestLayerProps): ReactElement {
  const hostRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<MotionLayer>(undefined);
  const flow = useStoreApi();

  useEffect(() => {
    if (hostRef.current === null) return undefined;
    const layer = startMotion(hostRef.current, flow);
    layerRef.current = layer;
    return () => {
      layerRef.current = undefined;
      layer.stop();
    };
  }, [flow]);
  useEffect(() => {
    layerRef.current?.show({ trace, diagram, chosen });
  }, [trace, diagram, chosen]);

  return <div ref={hostRef} className={styles.canvas} aria-hidden="true" />;
});
