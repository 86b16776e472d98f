/** One picture with its own frame: pan and zoom are each picture's own. */
import { ReactFlowProvider } from '@xyflow/react';
import type { ReactElement } from 'react';
import { Flow, type FlowProps } from './Flow.tsx';

/** Boxes, lines and requests of one moment of one run. */
export function Picture(props: FlowProps): ReactElement {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}
