import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import { clusterIP } from '../scenarios/cluster-ip.ts';
import { Checkpoints } from './checkpoints.ts';
import { openSession } from './run-session.ts';

/** Checkpoints along a run of `end` seconds. */
function along(end: number, limit?: number): Checkpoints {
  const simulation = openSession({ manifests: clusterIP.manifests, seed: 1, commands: [] });
  const checkpoints = new Checkpoints(limit);
  for (let second = 0; second <= end; second++) {
    simulation.advance(seconds(second));
    if (checkpoints.isDue(simulation.now)) checkpoints.add(simulation);
  }
  return checkpoints;
}

describe('checkpoints', () => {
  it('stand ten seconds apart', () => {
    const checkpoints = along(60);
    expect(checkpoints.count).toBe(7);
    expect(checkpoints.lastBefore(seconds(39), seconds(60))?.at).toBe(seconds(30));
    expect(checkpoints.lastBefore(Infinity, seconds(25))?.at).toBe(seconds(20));
  });

  it('hold strictly before the moment of a difference', () => {
    const checkpoints = along(60);
    expect(checkpoints.lastBefore(seconds(30), seconds(60))?.at).toBe(seconds(20));
    expect(checkpoints.lastBefore(0, seconds(60))).toBeUndefined();
  });

  it('stand farther apart when they hold too much together', () => {
    const checkpoints = along(200, 3_000);
    const objects = checkpoints.lastBefore(Infinity, Infinity)?.objects ?? 0;
    expect(checkpoints.count * objects).toBeLessThan(4_000);
    expect(checkpoints.count).toBeGreaterThan(2);
    expect(checkpoints.lastBefore(0.5, Infinity)?.at).toBe(0);
  });

  it('leave the run that they are taken of alone, and each other', () => {
    const checkpoints = along(40);
    const { simulation } = checkpoints.lastBefore(Infinity, seconds(40)) ?? {};
    const { copy } = simulation?.copy() ?? {};
    copy?.advance(seconds(80));
    expect(simulation?.now).toBe(seconds(40));
    expect(simulation?.takeTrace().revisions).toEqual([]);
  });
});
