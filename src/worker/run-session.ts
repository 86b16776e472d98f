/** Session -> simulation, and a whole run in one go for whoever has no page to keep alive. */
import type { SimTime } from '../base/sim-time.ts';
import { ManifestMemory, parseManifest } from '../manifest/parse-manifest.ts';
import type { Session } from '../simulation/session.ts';
import { createSimulation, type Simulation } from '../simulation/simulation.ts';
import type { Trace } from '../simulation/trace.ts';
import { POD_LIMIT } from './limits.ts';

/** The simulation of `session` at its start. Whoever opens one after another hands over one memory, so that only what was edited is read again. */
export function openSession({ manifests, seed, commands }: Session, memory = new ManifestMemory()): Simulation {
  return createSimulation({ documents: parseManifest(manifests, memory), seed, commands, podLimit: POD_LIMIT });
}

/** The trace of `session` when its clients stop at `until`; requests under way then come to their end. */
export function runSession(session: Session, until: SimTime): Trace {
  const simulation = openSession(session);
  simulation.advance(until);
  simulation.drain();
  return simulation.takeTrace();
}
