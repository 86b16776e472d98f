/** The one place that makes the simulation's worker. */
import type { FromWorker, ToWorker } from '../../worker/protocol.ts';

/** The page's end of a worker. */
export interface WorkerPort {
  send(message: ToWorker): void;
  /** Ends the worker at once, whatever it is doing. */
  close(): void;
}

/** What a worker tells the page. */
export interface WorkerEvents {
  received(message: FromWorker): void;
  /** The worker could not be loaded, or died of an exception. */
  broke(error: string): void;
}

/** Starts a worker; both functions of `events` are called later, never during the call. */
export type OpenWorker = (events: WorkerEvents) => WorkerPort;

/** Starts the worker that runs the simulation. */
export function openSimulationWorker(events: WorkerEvents): WorkerPort {
  const worker = new Worker(new URL('../../worker/simulation.worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<FromWorker>) => events.received(event.data));
  worker.addEventListener('error', (event) => {
    event.preventDefault(); // it is told to the visitor in words, not to the console
    events.broke(event.message);
  });
  worker.addEventListener('messageerror', () => events.broke('A message could not be read.'));
  return {
    send: (message) => worker.postMessage(message),
    close: () => worker.terminate(),
  };
}
