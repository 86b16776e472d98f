/** From afar only names and states are shown, and larger; and a map of the whole, once a part of it fills the frame. */
import { MiniMap, useStore, useStoreApi } from '@xyflow/react';
import { memo, useEffect, type ReactElement } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import type { Layer } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import styles from './stage.module.css';
import type { FlowNode } from './to-flow.ts';

/** Below this zoom addresses could not be read anyway. */
const FAR = 0.55;

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

const selectIsFar = (state: { transform: [number, number, number] }): boolean => state.transform[2] < FAR;

/** Marks the picture as near or far; shows the map while `isMoved` and the picture is larger than the frame. */
export const SemanticZoom = memo(function SemanticZoom(props: {
  readonly diagram: Diagram;
  readonly isMoved: boolean;
}): ReactElement | undefined {
  const { diagram, isMoved } = props;
  const { app } = useMessages();
  const store = useStoreApi();
  const isFar = useStore(selectIsFar);
  const isCropped = useStore(
    ({ transform: [, , zoom], width, height }) => diagram.width * zoom > width || diagram.height * zoom > height,
  );
  useEffect(() => {
    store.getState().domNode?.toggleAttribute('data-far', isFar);
  }, [store, isFar]);
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
