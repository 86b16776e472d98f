/** What happened to the cluster, as marks for the timeline and as places to skip to. */
import { millis, type SimTime } from '../../base/sim-time.ts';
import { isNodeReady } from '../../kubernetes/api/node.ts';
import type { Command } from '../../simulation/session.ts';
import type { Trace } from '../../simulation/trace.ts';

/** What a mark stands for: someone acted, a node was lost or came back, an object changed. */
export type MarkType = 'command' | 'notReady' | 'ready' | 'change';

/** One moment of one sort; `what` names the nodes or objects of that moment, `commands` what was done. */
export interface Mark {
  readonly at: SimTime;
  readonly type: MarkType;
  readonly what: readonly string[];
  readonly commands?: readonly Command[];
}

/** Kinds whose every version would be noise: heartbeats, and notes about what other marks show. */
const QUIET_KINDS: readonly string[] = ['Lease', 'Event'];

/** Marks closer than this belong to one burst. */
const BURST = millis(200);

const known = new WeakMap<Trace, readonly Mark[]>();

/** The marks of a trace in order of time; made once for each trace. */
export function marksOf(trace: Trace): readonly Mark[] {
  let marks = known.get(trace);
  if (marks === undefined) {
    marks = collectMarks(trace);
    known.set(trace, marks);
  }
  return marks;
}

function collectMarks(trace: Trace): readonly Mark[] {
  const found = new Map<string, { at: SimTime; type: MarkType; what: string[]; commands?: Command[] }>();
  const markAt = (at: SimTime, type: MarkType): { what: string[]; commands?: Command[] } => {
    const id = `${String(at)} ${type}`;
    const mark = found.get(id) ?? { at, type, what: [] };
    found.set(id, mark);
    return mark;
  };
  const add = (at: SimTime, type: MarkType, what: string): void => {
    const mark = markAt(at, type);
    if (!mark.what.includes(what)) mark.what.push(what);
  };
  for (const event of trace.events) {
    if (event.type === 'command') (markAt(event.at, 'command').commands ??= []).push(event.command);
  }
  const readiness = new Map<string, boolean>();
  for (const { at, kind, key, object } of trace.revisions) {
    if (QUIET_KINDS.includes(kind)) continue;
    if (kind !== 'Node') {
      add(at, 'change', `${kind} ${key}`);
    } else if (object?.kind === 'Node') {
      const isReady = isNodeReady(object);
      const wasReady = readiness.get(key);
      if (wasReady !== undefined && wasReady !== isReady) add(at, isReady ? 'ready' : 'notReady', key);
      readiness.set(key, isReady);
    }
  }
  return Array.from(found.values()).toSorted((a, b) => a.at - b.at);
}

/** Of the marks within `reach` (microseconds) of `time` the weightiest, or undefined when there is none. */
export function markNear(marks: readonly Mark[], time: number, reach: number): Mark | undefined {
  const near = marks.filter((mark) => Math.abs(mark.at - time) <= reach);
  return near.find((mark) => mark.type !== 'change') ?? near[0];
}

/** The start of the next burst of marks after `now`. */
export function nextEvent(marks: readonly Mark[], now: SimTime): Mark | undefined {
  return marks.find((mark, place) => mark.at > now && startsBurst(marks, place));
}

/** The start of the last burst of marks before `now`. */
export function previousEvent(marks: readonly Mark[], now: SimTime): Mark | undefined {
  return marks.findLast((mark, place) => mark.at < now && startsBurst(marks, place));
}

/** A cause and its effects follow each other within milliseconds: they are one place to skip to. */
function startsBurst(marks: readonly Mark[], place: number): boolean {
  const mark = marks[place];
  const before = marks[place - 1];
  return mark !== undefined && (before === undefined || mark.type === 'command' || mark.at - before.at > BURST);
}
