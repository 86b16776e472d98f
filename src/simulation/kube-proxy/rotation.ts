/** Whose turn it is at each virtual server of each node. */

/** State of the kernel's round-robin scheduler (ip_vs_rr), per node and virtual server: who had the last connection. */
export class Rotation {
  private readonly nodes = new Map<string, Map<string, string>>();

  /**
   * The index of the server that comes after the last one, in the order of their names, which are sorted.
   * Simplified: [SIM-77] real servers take turns in the order of their addresses, not of their coming.
   */
  next(node: string, virtualServer: string, servers: readonly string[]): number {
    const turns = this.nodes.get(node) ?? new Map<string, string>();
    this.nodes.set(node, turns);
    const last = turns.get(virtualServer);
    const following = last === undefined ? 0 : servers.findIndex((server) => server > last);
    const index = Math.max(0, following);
    turns.set(virtualServer, servers[index] ?? '');
    return index;
  }

  /** A machine that lost power begins anew. */
  forget(node: string): void {
    this.nodes.delete(node);
  }
}
