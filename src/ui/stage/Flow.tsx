/** The picture in React Flow: boxes and hairlines, and the canvas of requests over them. */
import { ReactFlow, type EdgeTypes, type NodeTypes } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { memo, useMemo, useState, type ReactElement } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import type { Trace } from '../../simulation/trace.ts';
import { useView, type Selection } from '../store/view-store.ts';
import { BoxMenu } from './BoxMenu.tsx';
import { FrameBox } from './boxes/FrameBox.tsx';
import { MachineBox } from './boxes/MachineBox.tsx';
import { ServiceBox } from './boxes/ServiceBox.tsx';
import {
  ClientBox,
  DnsBox,
  ExternalBox,
  LoadBalancerBox,
  NodePortBox,
  NodesBox,
  PodBox,
  PodGroupBox,
} from './boxes/simple-boxes.tsx';
import { Framing } from './Framing.tsx';
import { HairlineEdge } from './HairlineEdge.tsx';
import { RequestLayer } from './RequestLayer.tsx';
import styles from './stage.module.css';
import { emphasisBy, type Focus } from './emphasis.ts';
import { SemanticZoom } from './SemanticZoom.tsx';
import { toFlow, type FlowElements } from './to-flow.ts';
import { walkByKey } from './use-graph-keys.ts';
import { WayLine } from './WayLine.tsx';

const nodeTypes: NodeTypes = {
  client: ClientBox,
  dns: DnsBox,
  loadBalancer: LoadBalancerBox,
  node: MachineBox,
  nodes: NodesBox,
  frame: FrameBox,
  nodePort: NodePortBox,
  service: ServiceBox,
  pod: PodBox,
  podGroup: PodGroupBox,
  external: ExternalBox,
};
const edgeTypes: EdgeTypes = { hairline: HairlineEdge };
/** React Flow's own English how-to, for keys that are switched off here: the boxes say themselves what they do. */
const NO_INSTRUCTIONS = {
  'node.a11yDescription.default': '',
  'node.a11yDescription.keyboardDisabled': '',
  'edge.a11yDescription.default': '',
};

const NEVER = (): void => undefined;

interface FlowProps {
  readonly trace: Trace;
  readonly diagram: Diagram;
}

const selectSelection = (state: { selection: Selection | undefined }): Selection | undefined => state.selection;

/** Boxes, lines and requests of one moment. */
export const Flow = memo(function Flow({ trace, diagram }: FlowProps): ReactElement {
  const selection = useView(selectSelection);
  const chosen = selection?.type === 'request' ? selection.id : undefined;
  const request = useMemo(
    () => (chosen === undefined ? undefined : trace.requests.find(({ id }) => id === chosen)),
    [trace, chosen],
  );
  const [hovered, setHovered] = useState<string>();
  const focus = useMemo(() => ({ selection, hovered }), [selection, hovered]);
  const elements = useElements(trace, diagram, focus);
  const [isMoved, setMoved] = useState(false);
  return (
    <ReactFlow
      className={styles.flow ?? ''}
      data-calm={request !== undefined}
      nodes={elements.nodes}
      edges={elements.edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      zIndexMode="manual"
      minZoom={0.1}
      maxZoom={2.5}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      panActivationKeyCode={null}
      zoomActivationKeyCode={null}
      disableKeyboardA11y
      ariaLabelConfig={NO_INSTRUCTIONS}
      zoomOnDoubleClick={false}
      onMove={(event) => {
        if (event !== null) setMoved(true);
      }}
      onNodeMouseEnter={(_event, node) => setHovered(node.id)}
      onNodeMouseLeave={() => setHovered(undefined)}
      onFocus={(event) => setHovered(boxIdOf(event.target))}
      onBlur={() => setHovered(undefined)}
      onKeyDown={(event) => walkByKey(event, diagram)}
      onError={NEVER}
    >
      {request !== undefined && <WayLine diagram={diagram} request={request} />}
      <BoxMenu diagram={diagram} />
      <RequestLayer trace={trace} diagram={diagram} chosen={chosen} />
      <SemanticZoom diagram={diagram} isMoved={isMoved} />
      <Framing trace={trace} diagram={diagram} chosen={chosen} isMoved={isMoved} onFit={() => setMoved(false)} />
    </ReactFlow>
  );
});

/** The box that an element of the page stands in. */
function boxIdOf(element: Element): string | undefined {
  return element.closest<HTMLElement>('.react-flow__node')?.dataset['id'];
}

/** The elements of the picture; those that look the same as in the last one are the same objects. */
function useElements(trace: Trace, diagram: Diagram, focus: Focus): FlowElements {
  const [keep] = useState(createKeeper);
  return keep(trace, diagram, focus);
}

function createKeeper(): (trace: Trace, diagram: Diagram, focus: Focus) => FlowElements {
  let last: { diagram: Diagram; focus: Focus; trace: Trace; elements: FlowElements } | undefined;
  return (trace, diagram, focus) => {
    if (last?.diagram === diagram && last.focus === focus && last.trace === trace) return last.elements;
    const elements = toFlow(diagram, emphasisBy(trace, diagram, focus), last?.elements);
    last = { diagram, focus, trace, elements };
    return elements;
  };
}
