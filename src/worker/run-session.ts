/** Session -> simulation, and a whole run in one go for whoever has no page to keep alive. */
import type { SimTime } from '../base/sim-time.ts';
import { ManifestMemory, parseManifest } from '../manifest/parse-manifest.ts';
import type { ManifestDocument } from '../kubernetes/api/document.ts';
import type { Command, ReadCommand, Session } from '../simulation/session.ts';
import { ApplyMemory } from '../simulation/apiserver/apply-memory.ts';
import { createSimulation, type Simulation } from '../simulation/simulation.ts';
import type { Trace } from '../simulation/trace.ts';
import { POD_LIMIT } from './limits.ts';

/** What whoever opens one session after another hands over, so that only what was edited is read and judged again. */
export class SessionMemory {
  readonly manifest = new ManifestMemory();
  readonly apply = new ApplyMemory();
  /** What the texts of the last session's `apply` commands held. */
  applied: ReadonlyMap<string, readonly ManifestDocument[]> = new Map();
}

/** The simulation of `session` at its start. With or without a memory it is the same. */
export function openSession({ manifests, seed, commands }: Session, memory = new SessionMemory()): Simulation {
  const documents = parseManifest(manifests, memory.manifest);
  const read = readCommands(commands, memory);
  return createSimulation({ documents, seed, commands: read, podLimit: POD_LIMIT, memory: memory.apply });
}

/** The commands with the documents of those that apply some. A text that was read for the last session is not read again. */
export function readCommands(commands: readonly Command[], memory: SessionMemory): readonly ReadCommand[] {
  const texts = new Map<string, readonly ManifestDocument[]>();
  const read = commands.map((command): ReadCommand => {
    if (command.type !== 'apply') return command;
    const { manifests } = command;
    const documents = texts.get(manifests) ?? memory.applied.get(manifests) ?? parseManifest(manifests);
    texts.set(manifests, documents);
    return { ...command, documents };
  });
  memory.applied = texts;
  return read;
}

/** The trace of `session` when its clients stop at `until`; requests under way then come to their end. */
export function runSession(session: Session, until: SimTime): Trace {
  const simulation = openSession(session);
  simulation.advance(until);
  simulation.drain();
  return simulation.takeTrace();
}
