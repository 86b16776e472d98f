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
  FirewallBox,
  IngressBox,
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
  ingress: IngressBox,
  node: MachineBox,
  nodes: NodesBox,
  frame: FrameBox,
  nodePort: NodePortBox,
  service: ServiceBox,
  pod: PodBox,
  podGroup: PodGroupBox,
  firewall: FirewallBox,
  external: ExternalBox,
};
const edgeTypes: EdgeTypes = { hairline: HairlineEdge };
/** React Flow's own English how-to, for keys that are switched off here: the boxes say themselves what they do. */
const NO_INSTRUCTIONS = {
  'node.a11yDescription.default': '',
  'node.a11yDescription.keyboardDisabled': '',
  'edge.a11yDescription.default': '',
};

const NONE: ReadonlySet<string> = new Set();
const NEVER = (): void => undefined;

/** What is to be shown. */
export interface FlowProps {
  readonly trace: Trace;
  readonly diagram: Diagram;
  /** The boxes that say something else in the run beside. */
  readonly differing?: ReadonlySet<string>;
}

const selectSelection = (state: { selection: Selection | undefined }): Selection | undefined => state.selection;

/** Boxes, lines and requests of one moment. */
export const Flow = memo(function Flow({ trace, diagram, differing = NONE }: FlowProps): ReactElement {
  const selection = useView(selectSelection);
  const chosen = selection?.type === 'request' ? selection.id : undefined;
  const request = useMemo(
    () => (chosen === undefined ? undefined : trace.requests.find(({ id }) => id === chosen)),
    [trace, chosen],
  );
  const [hovered, setHovered] = useState<string>();
  const focus = useMemo(() => ({ selection, hovered }), [selection, hovered]);
  const elements = useElements(trace, diagram, focus, differing);
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
      maxZoom={3}
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

type Keeper = (trace: Trace, diagram: Diagram, focus: Focus, differing: ReadonlySet<string>) => FlowElements;

/** The elements of the picture; those that look the same as in the last one are the same objects. */
const useElements: Keeper = (trace, diagram, focus, differing) => {
  const [keep] = useState(createKeeper);
  return keep(trace, diagram, focus, differing);
};

function createKeeper(): Keeper {
  let last: { readonly inputs: readonly unknown[]; readonly elements: FlowElements } | undefined;
  return (trace, diagram, focus, differing) => {
    const inputs = [trace, diagram, focus, differing];
    if (last?.inputs.every((input, place) => input === inputs[place]) === true) return last.elements;
    const elements = toFlow(diagram, emphasisBy(trace, diagram, focus), differing, last?.elements);
    last = { inputs, elements };
    return elements;
  };
}
