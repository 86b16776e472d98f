/** Source ports of whoever opens a connection. */

const FIRST = 32_768;
const COUNT = 28_232;

/** Hands out the ports of Linux' ephemeral range in turn. Simplified: [SIM-70] one row for the whole cluster; a kernel picks at random from its own. */
export class EphemeralPorts {
  private used = 0;

  /** The next port. */
  next(): number {
    return FIRST + (this.used++ % COUNT);
  }
}
