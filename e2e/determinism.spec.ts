/** The same session gives the same trace, byte for byte, in the browser's worker and in Node. */
import { readdirSync } from 'node:fs';
import { seconds } from '../src/base/sim-time.ts';
import { SCENARIOS } from '../src/scenarios/index.ts';
import { openSession } from '../src/worker/run-session.ts';
import type { FromWorker } from '../src/worker/protocol.ts';
import { expect, test } from './fixtures.ts';

const UNTIL = seconds(70);

test('the worker’s traces are the ones that Node makes', async ({ page }) => {
  await page.goto('./');
  const worker = readdirSync('dist/assets').find((file) => file.startsWith('simulation.worker'));
  for (const { id, manifests, seed } of SCENARIOS) {
    const commands = id === 'node-shutdown' ? [{ type: 'powerOff' as const, at: seconds(20), node: 'node-2' }] : [];
    const session = { manifests, seed, commands };
    const inWorker = await page.evaluate(
      ({ url, message }) =>
        new Promise<string>((resolve) => {
          const simulation = new Worker(url, { type: 'module' });
          simulation.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
            if (data.type !== 'ran' && data.type !== 'failed') return;
            simulation.terminate();
            resolve(JSON.stringify(data.type === 'ran' ? data.trace : data));
          });
          simulation.postMessage(message);
        }),
      { url: `./assets/${worker ?? ''}`, message: { type: 'run', run: 1, session, until: UNTIL } },
    );
    const simulation = openSession(session);
    simulation.advance(UNTIL);
    expect(inWorker === JSON.stringify(simulation.takeTrace()), `scenario ${id}`).toBe(true);
  }
});
