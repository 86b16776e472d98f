/** A hop's addresses as a packet, and as the entry by which its node remembers the connection. */
import type { Packet, PacketProtocol } from '../../kubernetes/proxy/packet.ts';
import type { Hop, RequestTrace } from '../../simulation/trace.ts';

interface Socket {
  readonly address: string;
  readonly port: number;
}

function socketOf(text: string): Socket {
  const at = text.lastIndexOf(':');
  return at < 0 ? { address: text, port: 0 } : { address: text.slice(0, at), port: Number(text.slice(at + 1)) };
}

/** What the request's URL travels by. */
export function protocolOf({ url }: Pick<RequestTrace, 'url'>): PacketProtocol {
  if (url.startsWith('ping:')) return 'ICMP';
  return url.startsWith('udp:') ? 'UDP' : 'TCP';
}

/** The packet that came to the hop; `isFromNode` where the hop before was the node itself. */
export function packetOf(hop: Hop, protocol: PacketProtocol, isFromNode: boolean): Packet {
  const source = socketOf(hop.before.source);
  const destination = socketOf(hop.before.destination);
  return {
    protocol,
    sourceAddress: source.address,
    sourcePort: source.port,
    destinationAddress: destination.address,
    destinationPort: destination.port,
    isFromNode,
  };
}

/**
 * The connection as `conntrack -L` prints it: the way there, and the way back that the node waits for. Undefined where
 * the node changed nothing. Simplified: the identifier of every ping is 1; each program that pings has one of its own.
 */
export function conntrackEntry(hop: Hop, protocol: PacketProtocol): string | undefined {
  const { before, after } = hop;
  if (before.source === after.source && before.destination === after.destination) return undefined;
  if (protocol === 'ICMP') {
    const echo = (source: string, destination: string, type: number): string =>
      `src=${source} dst=${destination} type=${String(type)} code=0 id=1`;
    return `icmp 1 ${echo(before.source, before.destination, 8)} ${echo(after.destination, after.source, 0)}`;
  }
  const there = tuple(before.source, before.destination);
  const back = tuple(after.destination, after.source);
  return `${protocol.toLowerCase()} ${protocol === 'TCP' ? '6' : '17'} ${there} ${back}`;
}

function tuple(source: string, destination: string): string {
  const [from, to] = [socketOf(source), socketOf(destination)];
  return `src=${from.address} dst=${to.address} sport=${String(from.port)} dport=${String(to.port)}`;
}
