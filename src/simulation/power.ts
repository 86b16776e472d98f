/** Which machines have power. */

/** Every machine is on until somebody switches it off. */
export class Power {
  private readonly off = new Set<string>();

  /** Whether the node's machine runs. */
  isOn(node: string): boolean {
    return !this.off.has(node);
  }

  /** Switches the node's machine; returns whether that changed anything. */
  switch(node: string, isOn: boolean): boolean {
    const changed = this.isOn(node) !== isOn;
    if (isOn) this.off.delete(node);
    else this.off.add(node);
    return changed;
  }
}
