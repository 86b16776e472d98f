// One page, two ways of showing requests: ?way=canvas (the stage's own layer) or ?way=edges (React Flow's documented way:
// an edge with a circle and animateMotion for each dot). Both show ?dots=N in flight.
import { ReactFlow, useStoreApi, type Edge, type EdgeProps, type Node } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useRef, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { startMotion } from '../../src/ui/stage/motion-layer.ts';
import { toSvgPath } from '../../src/ui/stage/to-svg-path.ts';
import { playhead } from '../../src/ui/timeline/playhead.ts';
import { makeDiagram, makeTrace } from './scene.ts';

const query = new URLSearchParams(location.search);
const dots = Number(query.get('dots') ?? 1000);
const wall = Number(query.get('seconds') ?? 8);
const isCanvas = query.get('way') !== 'edges';

const diagram = makeDiagram();
type PathEdge = Edge<{ readonly path: string; readonly dots: number }, 'plain' | 'moving'>;

const nodes: Node[] = diagram.boxes.map(({ id, x, y, width, height }) => ({
  id,
  position: { x, y },
  width,
  height,
  data: { label: id },
}));
const edges: PathEdge[] = diagram.edges.map(({ id, from, to, points }, index) => ({
  id,
  source: from,
  target: to,
  type: isCanvas ? 'plain' : 'moving',
  data: {
    path: toSvgPath(points),
    dots: Math.floor(dots / diagram.edges.length) + (index < dots % diagram.edges.length ? 1 : 0),
  },
}));

function PlainEdge({ data }: EdgeProps<PathEdge>): ReactElement {
  return <path d={data?.path} fill="none" stroke="#999" />;
}

function MovingEdge({ data }: EdgeProps<PathEdge>): ReactElement {
  return (
    <>
      <path d={data?.path} fill="none" stroke="#999" />
      {Array.from({ length: data?.dots ?? 0 }, (_, dot) => (
        <circle key={dot} r="6" fill="#0b6e51">
          <animateMotion dur="1s" begin={`${-dot / (data?.dots ?? 1)}s`} repeatCount="indefinite" path={data?.path} />
        </circle>
      ))}
    </>
  );
}

const edgeTypes = { plain: PlainEdge, moving: MovingEdge };

function Motion(): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();
  useEffect(() => {
    if (host.current === null) return undefined;
    const layer = startMotion(host.current, flow);
    const trace = makeTrace(dots, wall);
    layer.show({ trace, diagram, chosen: undefined });
    playhead.limitTo(trace.until);
    playhead.run(1);
    return () => layer.stop();
  }, [flow]);
  return <div ref={host} style={{ position: 'absolute', inset: 0, zIndex: 4, pointerEvents: 'none' }} />;
}

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <ReactFlow nodes={nodes} edges={edges} edgeTypes={edgeTypes} nodesDraggable={false} fitView>
      {isCanvas && <Motion />}
    </ReactFlow>,
  );
}
