import { describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import { sampleHop } from '../../testing/sample-trace.ts';
import { conntrackEntry, packetOf } from './packet-of-hop.ts';

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
});
