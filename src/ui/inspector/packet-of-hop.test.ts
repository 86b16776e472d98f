import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { sampleHop } from '../../testing/sample-trace.ts';
import { conntrackEntry, packetOf, protocolOf } from './packet-of-hop.ts';

const hop = {
  ...sampleHop(seconds(1), { type: 'node', name: 'node-1' }, 'clusterIP'),
  before: { source: '10.244.1.9:40000', destination: '10.96.0.20:80' },
  after: { source: '10.244.1.9:40000', destination: '10.244.2.3:8080' },
};

describe('a hop', () => {
  it('is a packet with addresses and ports apart', () => {
    expect(packetOf(hop, 'TCP', false)).toEqual({
      protocol: 'TCP',
      sourceAddress: '10.244.1.9',
      sourcePort: 40_000,
      destinationAddress: '10.96.0.20',
      destinationPort: 80,
      isFromNode: false,
    });
  });

  it('leaves an entry with both directions where it was rewritten', () => {
    expect(conntrackEntry(hop, 'TCP')).toBe(
      'tcp 6 src=10.244.1.9 dst=10.96.0.20 sport=40000 dport=80 src=10.244.2.3 dst=10.244.1.9 sport=8080 dport=40000',
    );
    expect(conntrackEntry({ ...hop, after: hop.before }, 'TCP')).toBeUndefined();
  });

  it('leaves one of an echo request by type, code and identifier, and without ports', () => {
    const echo = {
      ...hop,
      before: { source: '10.244.1.9', destination: '198.51.100.54' },
      after: { source: '192.168.0.11', destination: '198.51.100.54' },
    };
    expect(conntrackEntry(echo, 'ICMP')).toBe(
      'icmp 1 src=10.244.1.9 dst=198.51.100.54 type=8 code=0 id=1 src=198.51.100.54 dst=192.168.0.11 type=0 code=0 id=1',
    );
    expect(packetOf(echo, 'ICMP', false)).toMatchObject({ protocol: 'ICMP', sourcePort: 0, destinationPort: 0 });
  });

  it('travels by what the URL says', () => {
    const urls = ['http://web', 'udp://web:53', 'ping://web'];
    expect(urls.map((url) => protocolOf({ url }))).toEqual(['TCP', 'UDP', 'ICMP']);
  });
});
