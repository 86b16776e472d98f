/** The page's one animation loop. It runs only while somebody wants frames; paused and idle it costs nothing. */

/** The order of work within a frame: the playhead moves first, then the pictures are drawn, then the words follow. */
export type FramePhase = 'advance' | 'draw' | 'report';

/** Called once a frame with the frame's wall time in milliseconds (as `requestAnimationFrame` gives it). */
export type FrameCallback = (wallMs: number) => void;

const PHASES: readonly FramePhase[] = ['advance', 'draw', 'report'];

const callbacks: Readonly<Record<FramePhase, Set<FrameCallback>>> = {
  advance: new Set(),
  draw: new Set(),
  report: new Set(),
};
let pending: number | undefined;

/** Calls `callback` in every frame from the next one on, in its phase, until the returned function is called. */
export function onFrame(phase: FramePhase, callback: FrameCallback): () => void {
  callbacks[phase].add(callback);
  wake();
  return () => {
    callbacks[phase].delete(callback);
    if (pending !== undefined && isIdle()) {
      cancelAnimationFrame(pending);
      pending = undefined;
    }
  };
}

/** Calls `callback` in the next frame only. Returns how to call it off. */
export function onNextFrame(phase: FramePhase, callback: FrameCallback): () => void {
  const dispose = onFrame(phase, once);
  function once(wallMs: number): void {
    dispose();
    callback(wallMs);
  }
  return dispose;
}

function isIdle(): boolean {
  return PHASES.every((phase) => callbacks[phase].size === 0);
}

function wake(): void {
  pending ??= requestAnimationFrame(run);
}

function run(wallMs: number): void {
  pending = undefined;
  for (const phase of PHASES) {
    // A copy: a callback may remove itself, or add one that waits for the next frame.
    for (const callback of Array.from(callbacks[phase])) callback(wallMs);
  }
  if (!isIdle()) wake();
}
