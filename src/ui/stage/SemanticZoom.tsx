/** The smaller the picture, the larger and fewer its words; and a map of the whole, once a part of it fills the frame. */
import { MiniMap, useStore, useStoreApi } from '@xyflow/react';
import { memo, useEffect, type ReactElement } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import type { Layer } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import styles from './stage.module.css';
import type { FlowNode } from './to-flow.ts';

/** Below this zoom addresses could not be read anyway; below the other they are set larger than they are close by. */
const FAR = 0.55;
const NEAR = 0.8;

const HUES: Readonly<Record<Layer, string>> = {
  client: 'var(--layer-client)',
  dns: 'var(--layer-dns)',
  loadBalancer: 'var(--layer-load-balancer)',
  ingress: 'var(--layer-ingress)',
  nodePort: 'var(--layer-node-port-soft)',
  clusterIP: 'var(--layer-cluster-ip)',
  pod: 'var(--layer-pod)',
  external: 'var(--layer-external)',
};

/** From where the picture is looked at; undefined from near. */
function selectDistance({
  transform: [, , zoom],
}: {
  transform: [number, number, number];
}): 'far' | 'middle' | undefined {
  if (zoom < FAR) return 'far';
  return zoom < NEAR ? 'middle' : undefined;
}

/** Marks from where the picture is looked at; shows the map while `isMoved` and the picture is larger than the frame. */
export const SemanticZoom = memo(function SemanticZoom(props: {
  readonly diagram: Diagram;
  readonly isMoved: boolean;
}): ReactElement | undefined {
  const { diagram, isMoved } = props;
  const { app } = useMessages();
  const store = useStoreApi();
  const distance = useStore(selectDistance);
  const isCropped = useStore(
    ({ transform: [, , zoom], width, height }) => diagram.width * zoom > width || diagram.height * zoom > height,
  );
  useEffect(() => {
    const { domNode } = store.getState();
    if (distance === undefined) domNode?.removeAttribute('data-distance');
    else domNode?.setAttribute('data-distance', distance);
  }, [store, distance]);
  if (!isMoved || !isCropped) return undefined;
  return (
    <MiniMap<FlowNode>
      className={styles.miniMap ?? ''}
      ariaLabel={app.miniMap}
      pannable
      zoomable
      nodeColor={({ data }) => HUES[data.box.layer]}
      nodeStrokeWidth={0}
    />
  );
});
