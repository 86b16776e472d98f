/** An offer that was picked: it is done, or what is to become of it is asked for. */
import { acted, dialogOpened } from '../store/command-store.ts';
import type { Offer } from './offers.ts';

/** Carries `offer` out; one with an obstacle does nothing. */
export function carryOut({ id, does, obstacle }: Offer): void {
  if (obstacle !== undefined) return;
  if (does.type === 'act') acted(does.action);
  else if (id === 'scale' || id === 'label') dialogOpened({ type: id, object: does.object });
}
