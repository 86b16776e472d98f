/** Addresses of pods, given node by node. */
import { assert } from '../../base/assert.ts';

/** The lowest and highest host part that a node's /24 gives to pods; .1 is the bridge. */
const FIRST = 2;
const LAST = 254;

/** Hands out addresses of one node's pod range, each to one pod at a time, going round before any is used again. */
export class PodAddresses {
  private readonly prefix: string;
  private readonly taken = new Set<number>();
  private last = FIRST - 1;

  /** `podCIDR` is the node's /24, such as `10.244.1.0/24`. */
  constructor(podCIDR: string) {
    assert(podCIDR.endsWith('.0/24'), `pod range ${podCIDR} is no /24`);
    this.prefix = podCIDR.slice(0, -'0/24'.length);
  }

  /** A free address, or undefined when the range is used up. */
  allocate(): string | undefined {
    for (let tries = FIRST; tries <= LAST; tries++) {
      this.last = this.last >= LAST ? FIRST : this.last + 1;
      if (this.taken.has(this.last)) continue;
      this.taken.add(this.last);
      return this.prefix + String(this.last);
    }
    return undefined;
  }

  /** Gives an address back. */
  release(address: string): void {
    this.taken.delete(Number(address.slice(this.prefix.length)));
  }
}
