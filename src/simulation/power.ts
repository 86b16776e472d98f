/** Which machines have power. */

/** Every machine is on until somebody switches it off. */
export class Power {
  private readonly off = new Set<string>();
  private readonly boots = new Map<string, number>();

  /** Whether the node's machine runs. */
  isOn(node: string): boolean {
    return !this.off.has(node);
  }

  /** How often the node's machine has been switched on again: what its kernel knew before then is gone. */
  bootsOf(node: string): number {
    return this.boots.get(node) ?? 0;
  }

  /** Switches the node's machine; returns whether that changed anything. */
  switch(node: string, isOn: boolean): boolean {
    if (this.isOn(node) === isOn) return false;
    if (isOn) {
      this.off.delete(node);
      this.boots.set(node, this.bootsOf(node) + 1);
    } else this.off.add(node);
    return true;
  }
}
