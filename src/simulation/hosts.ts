/** The machines behind the Nodes: which have power, and which of those are on the network. */

/** Every machine is on and connected until somebody switches it off or pulls its cable. */
export class Hosts {
  private readonly off = new Set<string>();
  private readonly cut = new Set<string>();
  private readonly boots = new Map<string, number>();

  /** Whether the node's machine runs. */
  isOn(node: string): boolean {
    return !this.off.has(node);
  }

  /** Whether the machine's cable is in. */
  isConnected(node: string): boolean {
    return !this.cut.has(node);
  }

  /** Whether packets can reach the machine, and leave it: it runs and its cable is in. */
  isReachable(node: string): boolean {
    return !this.off.has(node) && !this.cut.has(node);
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

  /** Pulls the machine's cable or puts it in again; returns whether that changed anything. */
  connect(node: string, isConnected: boolean): boolean {
    if (this.cut.has(node) !== isConnected) return false;
    if (isConnected) this.cut.delete(node);
    else this.cut.add(node);
    return true;
  }
}
