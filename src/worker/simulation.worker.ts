/** The worker's entry: mail to the runner, and its work in slices between which mail is read. */
import type { FromWorker, ToWorker } from './protocol.ts';
import { createSessionRunner } from './session-runner.ts';

/** So long is worked at a stretch before pings and newer runs are looked for. */
const STRETCH_MS = 50;
let isWorking = false;

const runner = createSessionRunner(post);
addEventListener('message', (event: MessageEvent<ToWorker>) => {
  runner.receive(event.data);
  if (!isWorking) work();
});
post({ type: 'ready' });

function work(): void {
  const deadline = performance.now() + STRETCH_MS;
  do isWorking = runner.work();
  while (isWorking && performance.now() < deadline);
  if (isWorking) setTimeout(work);
}

function post(message: FromWorker): void {
  postMessage(message);
}
