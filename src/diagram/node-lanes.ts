/** Which machines share a lane: each has its own, until they are so many that those in a row are drawn as one. */
import { isNodeReady, type Node } from '../kubernetes/api/node.ts';
import { nodeBoxId, nodePortBoxId } from './box-id.ts';
import { isCordoned } from './box-status.ts';
import type { Snapshot } from './snapshot.ts';

/** The machines of one lane: one, or several that are alike. */
export interface NodeLane {
  /** The node's name, or the first's and the last's. */
  readonly name: string;
  /** The box of the lane. */
  readonly id: string;
  readonly nodes: readonly [Node, ...Node[]];
}

/** With more nodes than this, they share lanes. */
const MOST_ALONE = 16;
/** So many lanes of several nodes there are then. */
const LANES = 8;
/** And so many more, at most, for nodes that something is the matter with. */
const MOST_SPECIAL = 6;

/** The lanes, in the nodes' order. What something is the matter with stands alone. */
export function nodeLanes(nodes: readonly Node[], snapshot: Snapshot): readonly NodeLane[] {
  if (nodes.length <= MOST_ALONE) return nodes.map((node) => laneOf([node]));
  const special = new Set(nodes.filter((node) => isSpecial(node, snapshot)).slice(0, MOST_SPECIAL));
  const each = Math.ceil(nodes.length / LANES);
  const lanes: NodeLane[] = [];
  for (let from = 0; from < nodes.length; from += each) {
    const part = nodes.slice(from, from + each);
    const [first, ...others] = part.filter((node) => !special.has(node));
    if (first !== undefined) lanes.push(laneOf([first, ...others]));
    for (const node of part) if (special.has(node)) lanes.push(laneOf([node]));
  }
  return lanes;
}

/** The boxes that stand for machines and doors within lanes of several. */
export function laneStandIns(lanes: readonly NodeLane[], services: readonly string[]): ReadonlyMap<string, string> {
  const standIns = new Map<string, string>();
  for (const { id, name, nodes } of lanes) {
    if (nodes.length === 1) continue;
    for (const { metadata } of nodes) {
      standIns.set(nodeBoxId(metadata.name), id);
      for (const key of services) standIns.set(nodePortBoxId(metadata.name, key), nodePortBoxId(name, key));
    }
  }
  return standIns;
}

function laneOf(nodes: readonly [Node, ...Node[]]): NodeLane {
  const [first, ...others] = nodes;
  const last = others.at(-1);
  const name = last === undefined ? first.metadata.name : `${first.metadata.name} – ${last.metadata.name}`;
  return { name, id: nodeBoxId(name), nodes };
}

function isSpecial(node: Node, { nodesOff, nodesCut }: Snapshot): boolean {
  const { name } = node.metadata;
  return nodesOff.has(name) || nodesCut.has(name) || isCordoned(node) || !isNodeReady(node);
}
