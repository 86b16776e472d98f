/** The picture of the moment, kept as the same object for as long as it looks the same: nothing renders for nothing. */
import type { SimTime } from '../../base/sim-time.ts';
import { DEFAULT_OPTIONS, type Diagram, type DiagramView } from '../../diagram/diagram.ts';
import { projectDiagram } from '../../diagram/project-diagram.ts';
import { snapshotAt, type Snapshot } from '../../diagram/snapshot.ts';
import type { Trace } from '../../simulation/trace.ts';

interface Last {
  readonly snapshot: Snapshot;
  readonly trace: Trace;
  readonly view: DiagramView;
  readonly diagram: Diagram;
}

/** Gives pictures of one run after another moment. */
export type DiagramKeeper = (trace: Trace, time: SimTime, view: DiagramView) => Diagram;

/** The picture of `trace` at `time`; heartbeats and other unseen changes give the very same object as before. */
export const currentDiagram: DiagramKeeper = createDiagramKeeper();

/** A keeper of its own, for a picture beside the stage's. */
export function createDiagramKeeper(): DiagramKeeper {
  let last: Last | undefined;
  return (trace, time, view) => {
    const snapshot = snapshotAt(trace, time);
    if (last !== undefined && last.snapshot === snapshot && last.trace === trace && last.view === view)
      return last.diagram;
    const fresh = projectDiagram(snapshot, trace, { ...DEFAULT_OPTIONS, view });
    const diagram = last !== undefined && looksTheSame(last.diagram, fresh) ? last.diagram : fresh;
    last = { snapshot, trace, view, diagram };
    return diagram;
  };
}

function looksTheSame(a: Diagram, b: Diagram): boolean {
  return (
    a.view === b.view &&
    a.boxes.length === b.boxes.length &&
    a.edges.length === b.edges.length &&
    a.boxOfPod.size === b.boxOfPod.size &&
    JSON.stringify(a.boxes) === JSON.stringify(b.boxes) &&
    JSON.stringify(a.edges) === JSON.stringify(b.edges) &&
    JSON.stringify(Array.from(a.boxOfPod)) === JSON.stringify(Array.from(b.boxOfPod))
  );
}
