/** The mark by which rules tell one another that a packet's source is to be replaced. */

/** Bit 14, kube-proxy's default masqueradeBit. */
export const MASQUERADE_MARK = 0x4000;

/** As rules have it: `0x00004000`. */
export function printMark(bits: number): string {
  return `0x${bits.toString(16).padStart(8, '0')}`;
}
