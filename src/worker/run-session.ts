/** A whole session in one go, as the command line and the tests run it. */
import type { SimTime } from '../base/sim-time.ts';
import { parseManifest } from '../manifest/parse-manifest.ts';
import type { Session } from '../simulation/session.ts';
import { createSimulation } from '../simulation/simulation.ts';
import type { Trace } from '../simulation/trace.ts';

/** The trace of the session: clients send until `until`, and every request that began by then has come to its end. */
export function runSession({ manifests, seed, commands }: Session, until: SimTime): Trace {
  const simulation = createSimulation({ documents: parseManifest(manifests), seed, commands });
  simulation.advance(until);
  simulation.drain();
  return simulation.takeTrace();
}
