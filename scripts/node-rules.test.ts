// The rules that the page shows are made from the trace; the simulation has its own. Both are the same text.
import { describe, expect, it } from 'vitest';
import { micros, seconds } from '../src/base/sim-time.ts';
import { nodeRulesAt } from '../src/diagram/node-rules.ts';
import { explain, printRules } from '../src/kubernetes/proxy/modes.ts';
import { nodePort } from '../src/scenarios/node-port.ts';
import { testCluster } from '../src/testing/test-cluster.ts';

const { trace } = testCluster(nodePort.manifests)
  .scale('web', 5, '8s')
  .powerOff('node-2', '12s')
  .powerOn('node-2', '15s')
  .run('20s');

describe('the rules of a node, from the trace', () => {
  it('hold the very rule that decided about each packet, at the moment at which it did', () => {
    let compared = 0;
    for (const request of trace.requests) {
      for (const hop of request.hops) {
        if (hop.place.type !== 'node' || !hop.rule.startsWith('-A')) continue;
        const inForce = nodeRulesAt(trace, hop.place.name, hop.at);
        const text = inForce === undefined ? '' : printRules(inForce.rules);
        for (const line of hop.rule.split('\n')) expect(text).toContain(line);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });

  it('explain a packet line by line', () => {
    const request = trace.requests.find(
      ({ outcome, hops }) => outcome === 'answered' && hops.some(({ rule }) => rule.startsWith('-A')),
    );
    const hop = request?.hops.find(({ place, rule }) => place.type === 'node' && rule.startsWith('-A'));
    const inForce = hop?.place.type === 'node' ? nodeRulesAt(trace, hop.place.name, hop.at) : undefined;
    const [source = '', sourcePort = ''] = hop?.before.source.split(':') ?? [];
    const [destination = '', port = ''] = hop?.before.destination.split(':') ?? [];
    const packet = {
      protocol: 'TCP' as const,
      sourceAddress: source,
      sourcePort: Number(sourcePort),
      destinationAddress: destination,
      destinationPort: Number(port),
      isFromNode: false,
    };
    const lines = inForce === undefined ? [] : explain(inForce.rules, packet, hop?.after.destination);
    expect(lines.length).toBeGreaterThan(2);
    const text = inForce === undefined ? [] : printRules(inForce.rules).split('\n');
    for (const line of lines) expect(text).toContain(line);
    expect(hop?.rule.split('\n').every((line) => lines.includes(line))).toBe(true);
  });

  it('are none before the first sync, and none on a machine that has just come back', () => {
    expect(nodeRulesAt(trace, 'node-1', micros(0))).toBeUndefined();
    expect(nodeRulesAt(trace, 'node-2', seconds(13))).toBeUndefined();
    expect(nodeRulesAt(trace, 'node-2', seconds(19))?.known).toBeGreaterThan(seconds(14));
  });
});
