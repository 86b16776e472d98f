/** Session -> simulation, and a whole run in one go for whoever has no page to keep alive. */
import type { SimTime } from '../base/sim-time.ts';
import { ManifestMemory, parseManifest } from '../manifest/parse-manifest.ts';
import type { Session } from '../simulation/session.ts';
import { ApplyMemory } from '../simulation/apiserver/apply-memory.ts';
import { createSimulation, type Simulation } from '../simulation/simulation.ts';
import type { Trace } from '../simulation/trace.ts';
import { POD_LIMIT } from './limits.ts';

/** What whoever opens one session after another hands over, so that only what was edited is read and judged again. */
export class SessionMemory {
  readonly manifest = new ManifestMemory();
  readonly apply = new ApplyMemory();
}

/** The simulation of `session` at its start. With or without a memory it is the same. */
export function openSession({ manifests, seed, commands }: Session, memory = new SessionMemory()): Simulation {
  const documents = parseManifest(manifests, memory.manifest);
  return createSimulation({ documents, seed, commands, podLimit: POD_LIMIT, memory: memory.apply });
}

/** The trace of `session` when its clients stop at `until`; requests under way then come to their end. */
export function runSession(session: Session, until: SimTime): Trace {
  const simulation = openSession(session);
  simulation.advance(until);
  simulation.drain();
  return simulation.takeTrace();
}
