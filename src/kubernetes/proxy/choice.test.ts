/** Who is chosen: evenly by chance in iptables and nftables mode, in turn in ipvs mode. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import { proxyPacket, proxyService, proxySlice } from '../../testing/proxy-objects.ts';
import { toKnownPorts } from './known-port.ts';
import { lookUp } from './modes.ts';
import { createNodeSetting, type NodeRules, type ProxyMode } from './node-rules.ts';
import type { PacketContext } from './packet.ts';
import { readProxyOptions } from './proxy-input.ts';
import { FixedServiceIndex } from './service-index.ts';

const ADDRESSES = [2, 3, 4, 5, 6].map((host) => `10.244.1.${host}`);
const PACKETS = 3000;
/** The value that chi-square with four degrees of freedom exceeds once in a thousand times. */
const CHI_SQUARE_BOUND = 18.47;

function rulesOf(mode: ProxyMode): NodeRules {
  const options = readProxyOptions({
    nodeName: 'node-1',
    nodeIPs: ['192.168.0.11'],
    clusterCIDR: '10.244.0.0/16',
    services: [],
    slices: [],
  });
  return {
    setting: createNodeSetting(mode, options, ['192.168.0.11'], []),
    index: new FixedServiceIndex(toKnownPorts(proxyService('web'), [proxySlice('web', ...ADDRESSES)])),
  };
}

function chosen(mode: ProxyMode, context: PacketContext): readonly string[] {
  const rules = rulesOf(mode);
  const packet = proxyPacket('10.244.2.9', '10.96.0.10:80');
  return Array.from({ length: PACKETS }, () => lookUp(rules, packet, context).destination?.address ?? '');
}

describe.each(['iptables', 'nftables'] as const)('the choice in %s mode', (mode) => {
  it.each([1, 2, 3, 4])('PROXY95: is even among all endpoints (seed %i)', (seed) => {
    const random = createRandom(seed, 'kube-proxy');
    const choices = chosen(mode, { random: () => random.next(), recentlySeen: () => false });
    const expected = PACKETS / ADDRESSES.length;
    const chiSquare = ADDRESSES.map((address) => choices.filter((each) => each === address).length)
      .map((count) => (count - expected) ** 2 / expected)
      .reduce((sum, part) => sum + part, 0);
    expect(chiSquare).toBeLessThan(CHI_SQUARE_BOUND);
    // No endpoint follows from the one before.
    const same = choices.filter((address, i) => i > 0 && address === choices[i - 1]).length;
    expect(Math.abs(same / PACKETS - 1 / ADDRESSES.length)).toBeLessThan(0.03);
  });
});

describe('the choice in ipvs mode', () => {
  it('PROXY96: is asked for by the name of the virtual server and those of its servers', () => {
    const asked: unknown[] = [];
    const choices = chosen('ipvs', {
      random: () => 0,
      recentlySeen: () => false,
      rotate: (virtualServer, servers) => asked.push([virtualServer, servers]) % servers.length,
    });
    expect(asked[0]).toEqual(['-t 10.96.0.10:80', ADDRESSES.map((address) => `${address}:8080`)]);
    expect(choices.slice(0, 6)).toEqual([...ADDRESSES.slice(1), ...ADDRESSES.slice(0, 2)]);
  });
});
