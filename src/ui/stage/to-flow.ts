/** Diagram -> React Flow's nodes and edges. What looks the same stays the same object, so only changed boxes render. */
import type { Edge, Node } from '@xyflow/react';
import type { BoxKind, Diagram, DiagramBox, DiagramEdge } from '../../diagram/diagram.ts';

/** A box with how it is lit: on the way of the selected request, or selected itself. */
export interface BoxData extends Record<string, unknown> {
  readonly box: DiagramBox;
  readonly emphasis: 'none' | 'lit' | 'selected';
  /** Whether it says something else in the run beside. */
  readonly differs: boolean;
}

/** A box in React Flow. */
export type FlowNode = Node<BoxData, BoxKind>;

/** A hairline in React Flow. */
export type FlowEdge = Edge<{ readonly edge: DiagramEdge }, 'hairline'>;

/** What the stage gives to React Flow. */
export interface FlowElements {
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
}

/** Lanes lie under the lines, strips over them, then the selected request's way, everything else on top; a strip that the way only goes behind is over it. */
const DEPTH: Readonly<Record<BoxKind, number>> = {
  node: 0,
  frame: 0,
  nodes: 4,
  service: 2,
  client: 4,
  dns: 4,
  loadBalancer: 4,
  ingress: 4,
  nodePort: 4,
  pod: 4,
  podGroup: 4,
  firewall: 4,
  external: 4,
};

const ABOVE_WAY = 4;

/** The elements of `diagram`, reusing those of `before` that are the same. */
export function toFlow(
  diagram: Diagram,
  emphasisOf: (box: DiagramBox) => BoxData['emphasis'],
  differing: ReadonlySet<string>,
  before: FlowElements | undefined,
): FlowElements {
  const oldNodes = new Map(before?.nodes.map((node) => [node.id, node]));
  const nodes = diagram.boxes.map((box) => {
    const emphasis = emphasisOf(box);
    const differs = differing.has(box.id);
    const old = oldNodes.get(box.id);
    const isSame =
      old !== undefined &&
      old.data.emphasis === emphasis &&
      old.data.differs === differs &&
      (old.data.box === box || JSON.stringify(old.data.box) === JSON.stringify(box));
    return isSame ? old : toNode(box, emphasis, differs);
  });
  const oldEdges = new Map(before?.edges.map((edge) => [edge.id, edge]));
  const edges = diagram.edges.map((edge) => {
    const old = oldEdges.get(edge.id);
    const known = old?.data?.edge;
    const isSame = known !== undefined && (known === edge || JSON.stringify(known) === JSON.stringify(edge));
    return isSame && old !== undefined ? old : toEdge(edge);
  });
  return { nodes, edges };
}

function toNode(box: DiagramBox, emphasis: BoxData['emphasis'], differs: boolean): FlowNode {
  const { width, height } = box;
  return {
    id: box.id,
    type: box.kind,
    position: { x: box.x, y: box.y },
    width,
    height,
    data: { box, emphasis, differs },
    zIndex: box.kind === 'service' && emphasis === 'none' ? ABOVE_WAY : DEPTH[box.kind],
    draggable: false,
    selectable: false,
    connectable: false,
    focusable: false,
  };
}

function toEdge(edge: DiagramEdge): FlowEdge {
  return {
    id: edge.id,
    type: 'hairline',
    source: edge.from,
    target: edge.to,
    data: { edge },
    zIndex: 1,
    // React Flow's own words for a line are English and made of ids; the arrow keys tell what leads where.
    domAttributes: { 'aria-hidden': true },
    selectable: false,
    focusable: false,
    deletable: false,
  };
}
