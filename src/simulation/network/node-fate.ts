/** What a node's rules do with a packet, by chance and by the node's memory. */
import type { Random } from '../../base/random.ts';
import { decide } from '../../kubernetes/proxy/decision-tree.ts';
import { Lookup } from '../../kubernetes/proxy/modes.ts';
import type { NodeRules } from '../../kubernetes/proxy/node-rules.ts';
import type { Packet, PacketContext, PacketFate } from '../../kubernetes/proxy/packet.ts';
import type { World } from './world.ts';

/** The chance and the memory of one node. */
class NodeChance implements PacketContext {
  private readonly world: World;
  private readonly node: string;
  private readonly chance: Random;

  constructor(world: World, node: string) {
    this.world = world;
    this.node = node;
    this.chance = world.machine.random('kube-proxy');
  }

  random(): number {
    return this.chance.next();
  }

  recentlySeen(list: string, source: string, within: number): boolean {
    const { affinity, machine } = this.world;
    return affinity.isRecent(this.node, list, source, within, machine.now);
  }

  rotate(virtualServer: string, servers: readonly string[]): number {
    return this.world.proxy.rotation.next(this.node, virtualServer, servers);
  }

  /** The node remembers where the packet went, where there is session affinity. */
  remember(
    { sourceAddress }: Packet,
    affinity: NonNullable<PacketFate['affinity']>,
    servicePort: PacketFate['servicePort'],
  ): void {
    const service = `${servicePort?.namespace ?? ''}/${servicePort?.name ?? ''}`;
    const { machine } = this.world;
    for (const list of affinity.set) this.world.affinity.mark(this.node, list, sourceAddress, machine.now, service);
  }
}

/** A packet before a node's rules: it can be asked again and again what they do with one like it. */
export class Inquiry {
  private readonly chance: NodeChance;
  private readonly lookup: Lookup;

  constructor(world: World, node: string, rules: NodeRules, packet: Packet) {
    this.chance = new NodeChance(world, node);
    this.lookup = new Lookup(rules, packet, this.chance);
  }

  /** What the rules say now. */
  answer(): PacketFate {
    const { lookup } = this;
    const fate = decide(lookup);
    if (fate.affinity !== undefined) this.chance.remember(lookup.packet, fate.affinity, fate.servicePort);
    return fate;
  }
}
