import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Loaded = typeof import('./when-quiet.ts') & typeof import('../store/run-store.ts');

/** Both modules as they are when a page begins. */
async function freshPage(): Promise<Loaded> {
  vi.resetModules();
  return { ...(await import('./when-quiet.ts')), ...(await import('../store/run-store.ts')) };
}

describe('work for a quiet moment', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('waits for the simulation’s first answer', async () => {
    const { whenQuiet, useRun } = await freshPage();
    const work = vi.fn<() => Promise<void>>(() => Promise.resolve());
    const done = whenQuiet(work);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(work).not.toHaveBeenCalled();
    useRun.setState({ status: 'failed' });
    await vi.runAllTimersAsync();
    await done;
    expect(work).toHaveBeenCalledOnce();
  });

  it('waits no longer for an answer that does not come', async () => {
    const { whenQuiet } = await freshPage();
    const work = vi.fn<() => Promise<void>>(() => Promise.resolve());
    void whenQuiet(work);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(work).toHaveBeenCalledOnce();
  });

  it('is done one piece after the other, and one that fails holds up none', async () => {
    const { whenQuiet } = await freshPage();
    const done: string[] = [];
    const piece = (name: string) => async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      done.push(name);
    };
    const failing = whenQuiet(() => Promise.reject(new Error('no network')));
    const caught = failing.catch((error: unknown) => done.push(String(error)));
    void whenQuiet(piece('first'));
    void whenQuiet(piece('second'));
    await vi.runAllTimersAsync();
    await caught;
    expect(done).toEqual(['Error: no network', 'first', 'second']);
  });
});
