/** Source ports of whoever opens a connection. */

const FIRST = 32_768;
const COUNT = 28_232;

/** Hands out the ports of Linux' ephemeral range in turn. Simplified: [SIM-70] one row for the whole cluster; a kernel picks at random from its own. */
export class EphemeralPorts {
  private handedOut = 0;

  /** How many have been handed out. */
  get used(): number {
    return this.handedOut;
  }

  /** The next port. */
  next(): number {
    return ephemeralPort(this.handedOut++);
  }

  /** Hands out so many at once. Returns the number of the first: `portText` tells which port that is. */
  reserve(count: number): number {
    const first = this.handedOut;
    this.handedOut += count;
    return first;
  }
}

/** The port that is handed out after so many others. */
function ephemeralPort(before: number): number {
  return FIRST + (before % COUNT);
}

/** Written once each: every connection's addresses bear one. */
const TEXTS: string[] = [];

/** The same as text. */
export function portText(before: number): string {
  const index = before % COUNT;
  while (TEXTS.length <= index) TEXTS.push(String(FIRST + TEXTS.length));
  return TEXTS[index] ?? '';
}
