/** What a node's rules do with a packet, by chance and by the node's memory. */
import { lookUp } from '../../kubernetes/proxy/modes.ts';
import type { NodeRules } from '../../kubernetes/proxy/node-rules.ts';
import type { Packet, PacketContext, PacketFate } from '../../kubernetes/proxy/packet.ts';
import type { World } from './world.ts';

/** The chance and the memory of one node. */
export class NodeChance implements PacketContext {
  private readonly world: World;
  private readonly node: string;

  constructor(world: World, node: string) {
    this.world = world;
    this.node = node;
  }

  random(): number {
    return this.world.machine.random('kube-proxy').next();
  }

  recentlySeen(list: string, source: string, within: number): boolean {
    const { affinity, machine } = this.world;
    return affinity.isRecent(this.node, list, source, within, machine.now);
  }

  rotate(virtualServer: string, servers: readonly string[]): number {
    return this.world.proxy.rotation.next(this.node, virtualServer, servers);
  }

  /** The node remembers where the packet went, where there is session affinity. */
  remember({ sourceAddress }: Packet, { affinity, servicePort }: PacketFate): void {
    if (affinity === undefined) return;
    const service = `${servicePort?.namespace ?? ''}/${servicePort?.name ?? ''}`;
    const { machine } = this.world;
    for (const list of affinity.set) this.world.affinity.mark(this.node, list, sourceAddress, machine.now, service);
  }
}

/** What the rules say of the packet now. */
export function askRules(rules: NodeRules, packet: Packet, chance: NodeChance): PacketFate {
  const fate = lookUp(rules, packet, chance);
  chance.remember(packet, fate);
  return fate;
}
