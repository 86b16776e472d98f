/** Runs and extensions as the page asks for them; the worker behind may die and be started again. */
import type { SimTime } from '../../base/sim-time.ts';
import type { Session } from '../../simulation/session.ts';
import type { TextVerdict, Trace } from '../../simulation/trace.ts';
import type { FromWorker, TraceAtHand } from '../../worker/protocol.ts';
import type { OpenWorker, WorkerPort } from './open-simulation-worker.ts';
import { createWatchdog } from './watchdog.ts';

/** So often is a worker started again for one and the same run; then the run has failed. */
export const RESTARTS_PER_RUN = 2;

/** What the client tells. */
export interface ClientListener {
  /** The newest run is done; the same number again when it had to be computed anew. */
  ran(run: number, trace: Trace): void;
  /** The newest run is done, and is the run `of` up to `at`; `rest` is what comes after. */
  forked(run: number, of: number, at: SimTime, rest: Trace): void;
  /** More of a run: only what is new. */
  extended(run: number, extension: Trace): void;
  /** The answer to the newest check. */
  checked(verdict: TextVerdict): void;
  /** The worker died or hung and was started again. */
  restarted(): void;
  /** The newest run cannot be had. Nothing is tried until the next one. */
  failed(run: number, error: string): void;
}

/** The page's way to the simulation. */
export interface SimulationClient {
  /** Asks for a run after `delayMs` without another one; returns its number. `atHand` is the trace that the page has. */
  run(session: Session, until: SimTime, delayMs: number, atHand?: TraceAtHand): number;
  /** Asks for more of a run that has been answered; what has been asked for already is not asked again. */
  extend(run: number, until: SimTime): void;
  /** Asks what applying the text at that moment of a run would come to; where that cannot be told, there is no answer. */
  check(run: number, manifests: string, at: SimTime): void;
  /** Ends the worker. */
  close(): void;
}

interface Request {
  readonly run: number;
  readonly session: Session;
  readonly until: SimTime;
  readonly atHand?: TraceAtHand;
}

/** A client with no worker yet; the first run starts one. */
export function createSimulationClient(openWorker: OpenWorker, listener: ClientListener): SimulationClient {
  let port: WorkerPort | undefined;
  let runs = 0;
  let checks = 0;
  let newest: Request | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restarts = 0;
  let isRunPending = false;
  /** How far the worker has been asked for each run that it may still have. */
  const asked = new Map<number, SimTime>();
  const pendingExtends = new Set<number>();
  const watchdog = createWatchdog({
    ping: (number) => port?.send({ type: 'ping', ping: number }),
    lost: () => restart('The simulation stopped answering.'),
  });

  function connect(): WorkerPort {
    watchdog.replaced();
    const opened = openWorker({
      // A closed worker's last words are not heard.
      received: (message) => opened === port && receive(message),
      broke: (error) => opened === port && restart(error),
    });
    return opened;
  }

  function post(request: Request): void {
    isRunPending = true;
    asked.set(request.run, request.until);
    port ??= connect();
    port.send({ type: 'run', ...request });
    watchdog.watch();
  }

  function disconnect(): void {
    watchdog.rest();
    port?.close();
    port = undefined;
    pendingExtends.clear();
    isRunPending = false;
  }

  function restart(error: string): void {
    disconnect();
    if (newest === undefined) return;
    // The new worker has no run yet: the newest is asked for as far as it was wanted, older ones are gone.
    newest = { ...newest, until: asked.get(newest.run) ?? newest.until };
    asked.clear();
    if (restarts >= RESTARTS_PER_RUN) {
      listener.failed(newest.run, error);
      return;
    }
    restarts += 1;
    listener.restarted();
    // A run that still waits for its delay is posted when that is over.
    if (timer === undefined) post(newest);
  }

  function settle(): void {
    if (!isRunPending && pendingExtends.size === 0) watchdog.rest();
  }

  function receive(message: FromWorker): void {
    watchdog.heard();
    switch (message.type) {
      case 'ready':
      case 'pong':
        return;
      case 'ran':
      case 'forked':
        if (message.run !== newest?.run) return;
        isRunPending = false;
        // Those of runs that are gone by now would be waited for in vain.
        pendingExtends.clear();
        asked.set(message.run, message.trace.until); // less than asked for when there was much to tell
        settle();
        if (message.type === 'ran') listener.ran(message.run, message.trace);
        else listener.forked(message.run, message.of, message.at, message.trace);
        return;
      case 'extended':
        pendingExtends.delete(message.run);
        asked.set(message.run, message.trace.until);
        settle();
        listener.extended(message.run, message.trace);
        return;
      case 'checked':
        if (message.check === checks) listener.checked(message.verdict);
        return;
      case 'failed':
        pendingExtends.delete(message.run);
        asked.delete(message.run);
        if (message.run === newest?.run) isRunPending = false;
        settle();
        if (message.run === newest?.run) listener.failed(message.run, message.error);
        return;
    }
  }

  return {
    run(session, until, delayMs, atHand) {
      runs += 1;
      newest = { run: runs, session, until, ...(atHand === undefined ? {} : { atHand }) };
      restarts = 0;
      clearTimeout(timer);
      const request = newest;
      function start(): void {
        timer = undefined;
        post(request);
      }
      if (delayMs > 0) {
        timer = setTimeout(start, delayMs);
      } else {
        start();
      }
      return runs;
    },
    extend(run, until) {
      const already = asked.get(run);
      if (port === undefined || already === undefined || already >= until) return;
      asked.set(run, until);
      pendingExtends.add(run);
      port.send({ type: 'extend', run, until });
      watchdog.watch();
    },
    check(run, manifests, at) {
      checks += 1;
      port?.send({ type: 'check', check: checks, manifests, run, at });
    },
    close: disconnect,
  };
}
