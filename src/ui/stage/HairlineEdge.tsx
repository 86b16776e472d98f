/** A line of the picture, drawn by the points that the picture gives. */
import type { EdgeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import styles from './stage.module.css';
import type { FlowEdge } from './to-flow.ts';
import { toSvgPath } from './to-svg-path.ts';

/** One hairline; its hue is its layer's, and its dashes say what kind it is. */
export const HairlineEdge = memo(function HairlineEdge({ data }: EdgeProps<FlowEdge>): ReactElement | undefined {
  if (data === undefined) return undefined;
  const { layer, kind, points } = data.edge;
  return <path className={styles.hairline} data-layer={layer} data-kind={kind} d={toSvgPath(points)} fill="none" />;
});
