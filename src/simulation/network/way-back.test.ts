/** What comes back to the client, place by place: whose address it bears, and what is done to it. */
import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';
import { client, clusterText, deployment, PROXY_MODES, service } from '../../testing/traffic-text.ts';
import type { RequestTrace } from '../trace.ts';

/** One line a hop: what it is said to be, by which rule, and the addresses without ports, as it came and as it left where that differs. */
function wayBack(request: RequestTrace | undefined): readonly string[] {
  const bare = (text: string): string => text.replace(/:\d{4,}$/, ':…');
  return (request?.reply ?? []).map(({ place, reason, rule, before, after }) => {
    const came = `${bare(before.source)} > ${bare(before.destination)}`;
    const left = `${bare(after.source)} > ${bare(after.destination)}`;
    return `${place.type} ${reason.id} [${rule}] ${came === left ? came : `${came} = ${left}`}`;
  });
}

describe('the way back', () => {
  it('NET230: puts addresses back where they were rewritten, and nowhere else', () => {
    const cluster = testCluster(`${deployment('web', 'node-2')}
${service('web', '{clusterIP: 10.96.100.1, selector: {app: web}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://10.96.100.1', 'count: 1')}`).run('8s');
    expect(wayBack(cluster.requests('alice')[0])).toEqual([
      expect.stringMatching(/^pod hop\.reply \[\] /),
      expect.stringMatching(/^node hop\.reply\.putBack \[conntrack\] \S+:80 > \S+:… = 10\.96\.100\.1:80 > /),
      expect.stringMatching(/^client hop\.reply \[\] 10\.96\.100\.1:80 > /),
    ]);
  });

  it.each(PROXY_MODES)('NET231: begins at the node whose rules refuse, in its own name (%s)', (mode) => {
    const cluster = testCluster(`${clusterText(mode)}${deployment('web', 'node-2')}
${service('web', '{clusterIP: 10.96.100.1, selector: {app: nobody}, ports: [{port: 80}]}')}
${client('alice', 'pod', 'http://10.96.100.1', 'count: 1')}`).run('8s');
    const [request] = cluster.requests('alice');
    expect(request?.outcome).toBe('refused');
    // The machine has the address itself only where it is a virtual server's.
    const from = mode === 'ipvs' ? '10.96.100.1' : '192.168.0.11';
    expect(wayBack(request)).toEqual([
      `node hop.refusal [ICMP port unreachable] ${from} > 10.244.1.2`,
      `client hop.reply [] ${from} > 10.244.1.2`,
    ]);
  });

  it('NET232: bears the address that was called where a closed port refuses', () => {
    const cluster = testCluster(client('bob', 'outside', 'http://node-1:30080')).run('8s');
    const replies = wayBack(cluster.requests('bob')[0]);
    expect(replies[0]).toMatch(/^node hop\.reply \[\] 192\.168\.0\.11:… > 203\.0\.113\.7:…$/);
  });
});
