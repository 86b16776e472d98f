/** What a Service's type is made of: a frame around its doors and rules, with the type's name. */
import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import styles from '../stage.module.css';
import type { FlowNode } from '../to-flow.ts';

/** Kubernetes' own names of the types, in every language. */
const TYPE = { loadBalancer: 'LoadBalancer', nodePort: 'NodePort' } as const;

/** A frame; it is no thing of its own and cannot be pressed. */
export const FrameBox = memo(function FrameBox({ data }: Pick<NodeProps<FlowNode>, 'data'>): ReactElement {
  const { layer } = data.box;
  return (
    <div className={styles.frame} data-layer={layer}>
      {layer === 'loadBalancer' || layer === 'nodePort' ? TYPE[layer] : ''}
    </div>
  );
});
