import { describe, expect, it } from 'vitest';
import { assertDefined } from '../base/assert.ts';
import { testCluster, type TestCluster } from '../testing/test-cluster.ts';
import { SCENARIOS } from './index.ts';

/** The scenario's cluster, with the text edited as the steps say: each edit has to change something. */
function scenario(id: string, ...edits: readonly (readonly [string, string])[]): TestCluster {
  const { manifests, seed } = assertDefined(
    SCENARIOS.find((each) => each.id === id),
    `no scenario ${id}`,
  );
  const edited = edits.reduce((text, [from, to]) => {
    expect(text, `scenario ${id} holds ${from}`).toContain(from);
    return text.replace(from, to);
  }, manifests);
  return testCluster(edited, seed);
}

function errors(cluster: TestCluster): readonly unknown[] {
  return cluster.trace.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
}

describe('scenarios', () => {
  it('have distinct ids and words in both languages', () => {
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
    for (const { title, story, steps } of SCENARIOS) {
      for (const { en, ko } of [title, story, ...(steps ?? [])]) {
        expect(en).not.toBe('');
        expect(ko).toMatch(/[가-힣]/);
      }
    }
  });
});

describe('cluster-ip', () => {
  it('answers every request, from all three pods', () => {
    const cluster = scenario('cluster-ip').run('40s').expectAll('alice', 'answered');
    expect(cluster.answeredBy('alice')).toHaveLength(3);
  });

  it('refuses when the selector selects nothing', () => {
    scenario('cluster-ip', ['selector:\n    app: web', 'selector:\n    app: wbe']).expectAll('alice', 'refused');
  });

  it('is refused by the pod when nothing listens on targetPort', () => {
    const cluster = scenario('cluster-ip', ['targetPort: 80', 'targetPort: 8080']).expectAll('alice', 'refused');
    expect(cluster.requests('alice')[0]?.hops.at(-1)?.place.type).toBe('pod');
  });
});

describe('headless', () => {
  it('leads from the name to the pods without any rewriting', () => {
    const cluster = scenario('headless').run('40s').expectAll('alice', 'answered');
    expect(cluster.answeredBy('alice')).toHaveLength(3);
    for (const { before, after } of cluster.requests('alice').flatMap(({ hops }) => hops))
      expect(after).toEqual(before);
  });

  it('has no name without a ready pod', () => {
    scenario('headless', ['replicas: 3', 'replicas: 0']).expectAll('alice', 'nameNotFound');
  });

  it('maps no ports', () => {
    scenario('headless', ['cache:6379', 'cache:8080']).expectAll('alice', 'refused');
  });
});

describe('node-port', () => {
  it('answers at every node and shows the pod the node as the source', () => {
    const cluster = scenario('node-port').expectAll('alice', 'answered').expectAll('bob', 'answered');
    expect(new Set(cluster.requests('bob').map(({ sourceSeenByPod }) => sourceSeenByPod))).toEqual(
      new Set(['192.168.0.13']),
    );
  });

  it('drops at nodes without a pod and keeps the client address under externalTrafficPolicy Local', () => {
    const cluster = scenario(
      'node-port',
      ['type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local'],
      ['replicas: 2', 'replicas: 1'],
    );
    cluster.expectAll('alice', 'answered').expectAll('bob', 'timedOut');
    expect(cluster.requests('alice')[0]?.sourceSeenByPod).toBe('203.0.113.7');
  });

  it('refuses at the node on a port that is no node port', () => {
    scenario('node-port', ['node-3:30080', 'node-3:30081']).expectAll('bob', 'refused');
  });

  it('is out of reach behind a closed firewall', () => {
    const cluster = scenario('node-port').setFirewall(false, '0s').expectAll('alice', 'timedOut');
    expect(cluster.requests('alice')[0]?.cause.id).toBe('cause.firewall');
  });
});

describe('load-balancer', () => {
  it('passes load balancer, node port and pod', () => {
    const cluster = scenario('load-balancer').expectAll('alice', 'answered').expectAll('carol', 'answered');
    const layers = cluster.requests('alice')[0]?.hops.map(({ layer }) => layer);
    expect(layers).toEqual(['dns', 'client', 'loadBalancer', 'nodePort', 'pod']);
  });

  it('keeps the client address under externalTrafficPolicy Local', () => {
    const cluster = scenario('load-balancer', [
      'type: LoadBalancer',
      'type: LoadBalancer\n  externalTrafficPolicy: Local',
    ]);
    cluster.run('60s').expectAll('alice', 'answered');
    expect(cluster.requests('alice')[0]?.sourceSeenByPod).toBe('203.0.113.7');
  });

  it('drops clients outside loadBalancerSourceRanges', () => {
    scenario('load-balancer', [
      'type: LoadBalancer',
      'type: LoadBalancer\n  loadBalancerSourceRanges: [198.51.100.0/24]',
    ])
      .expectAll('alice', 'timedOut')
      .expectAll('carol', 'answered');
  });
});

describe('external-name', () => {
  it('resolves an alias, and never resolves an address', () => {
    scenario('external-name').expectAll('alice', 'answered').expectAll('bob', 'nameNotFound');
  });

  it('brings the client to a host that may refuse', () => {
    scenario('external-name', ['externalName: 10.132.253.7', 'externalName: db.example.com']).expectAll(
      'bob',
      'refused',
    );
  });
});

describe('labels-and-selectors', () => {
  it('is answered by the blue pods, and by the green ones after one word', () => {
    for (const pod of scenario('labels-and-selectors').answeredBy('alice')) expect(pod).toMatch(/^default\/shop-blue-/);
    const green = scenario('labels-and-selectors', ['version: blue', 'version: green']).expectAll('alice', 'answered');
    for (const pod of green.answeredBy('alice')) expect(pod).toMatch(/^default\/shop-green-/);
  });

  it('reaches the wrong app when the selector is too broad', () => {
    const cluster = scenario('labels-and-selectors', ['    app: shop\n    version: blue', '    tier: frontend']).run(
      '40s',
    );
    expect(cluster.outcomes('alice')).toEqual(['answered', 'wrongApp']);
    for (const request of cluster.requests('alice')) {
      expect(request.outcome === 'wrongApp').toBe(request.answeredBy?.startsWith('default/admin-'));
    }
  });
});

describe('session-affinity', () => {
  it('keeps each client at one pod, and clients behind one NAT address at the same', () => {
    const cluster = scenario('session-affinity').run('60s');
    for (const client of ['alice', 'bob', 'dan', 'erin']) expect(cluster.answeredBy(client)).toHaveLength(1);
    expect(cluster.answeredBy('dan')).toEqual(cluster.answeredBy('erin'));
  });

  it('chooses anew for each connection without affinity', () => {
    const cluster = scenario('session-affinity', ['sessionAffinity: ClientIP', 'sessionAffinity: None']).run('60s');
    expect(cluster.answeredBy('alice')).toHaveLength(3);
  });

  it('rejects the value Node in the words of the API server', () => {
    const cluster = scenario('session-affinity', ['sessionAffinity: ClientIP', 'sessionAffinity: Node']);
    expect(cluster.trace.apply.stderr).toContain(
      'spec.sessionAffinity: Unsupported value: "Node": supported values: "ClientIP", "None"',
    );
  });
});

describe('node-shutdown', () => {
  const cluster = scenario('node-shutdown').powerOff('node-2', '20s').run('400s');

  it('answers everybody before', () => {
    cluster.expectAll('alice', 'answered', '5s', '19s').expectAll('bob', 'answered', '5s', '19s');
  });

  it('loses the client that is pinned to the node for good', () => {
    cluster.expectAll('alice', 'timedOut', '20s', '400s');
  });

  it('loses some requests behind the load balancer until the endpoint is withdrawn, then none', () => {
    expect(cluster.outcomes('bob', '20s', '60s')).toEqual(['answered', 'timedOut']);
    cluster.expectAll('bob', 'answered', '72s', '400s');
  });

  it('says NotReady 50 to 60 s after the last heartbeat and replaces the pod 300 s later', () => {
    const notReady = cluster.trace.revisions.find(
      ({ kind, object }) =>
        kind === 'Node' &&
        object?.kind === 'Node' &&
        object.status.conditions?.some(({ status }) => status === 'Unknown'),
    );
    const lastBeat = cluster.trace.revisions.findLast(({ kind, key }) => kind === 'Lease' && key.endsWith('node-2'));
    const silence = ((notReady?.at ?? 0) - (lastBeat?.at ?? 0)) / 1e6;
    expect(silence).toBeGreaterThan(50);
    expect(silence).toBeLessThanOrEqual(55);
    const replacement = cluster.trace.revisions.find(
      ({ kind, at, object }) =>
        kind === 'Pod' &&
        at > (notReady?.at ?? 0) &&
        object?.metadata.creationTimestamp !== undefined &&
        at - (notReady?.at ?? 0) > 299e6,
    );
    expect(((replacement?.at ?? 0) - (notReady?.at ?? 0)) / 1e6).toBeCloseTo(300.5, 0);
  });

  it('serves the pinned client again when the node comes back', () => {
    scenario('node-shutdown')
      .powerOff('node-2', '20s')
      .powerOn('node-2', '40s')
      .run('70s')
      .expectAll('alice', 'timedOut', '20s', '35s')
      .expectAll('alice', 'answered', '45s', '70s');
  });
});

describe('node-port-conflict', () => {
  it('rejects the second Service and lets the first have the port', () => {
    const cluster = scenario('node-port-conflict').expectAll('alice', 'answered').expectAll('bob', 'refused');
    expect(cluster.trace.apply.stderr).toContain('The Service "web" is invalid: spec.ports[0].nodePort: Invalid value');
    expect(errors(cluster)).toEqual([
      'spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ]);
    for (const pod of cluster.answeredBy('alice')) expect(pod).toMatch(/^staging\//);
  });

  it('accepts both when production takes another port', () => {
    const cluster = scenario('node-port-conflict', [
      'namespace: production\nspec:\n  type: NodePort\n  selector:\n    app: web\n  ports:\n  - port: 80\n    nodePort: 30080',
      'namespace: production\nspec:\n  type: NodePort\n  selector:\n    app: web\n  ports:\n  - port: 80\n    nodePort: 30081',
    ]);
    expect(errors(cluster)).toEqual([]);
    cluster.expectAll('alice', 'answered').expectAll('bob', 'answered');
  });
});

describe('deployment-with-typos', () => {
  const colon = ['matchLabels\n', 'matchLabels:\n'] as const;
  const image = ['nginx: latest', 'nginx:latest'] as const;
  const version = ['apiVersion: v1\nkind: Deployment', 'apiVersion: apps/v1\nkind: Deployment'] as const;
  const labels = ['label:\n', 'labels:\n'] as const;

  it.each([
    [
      'the missing colon',
      [],
      'error: error parsing manifest.yaml: error converting YAML to JSON: yaml: line 9: mapping values are not allowed in this context',
    ],
    [
      'the space in the image',
      [colon],
      'error: error parsing manifest.yaml: error converting YAML to JSON: yaml: line 17: mapping values are not allowed in this context',
    ],
    ['the API version', [colon, image], 'no matches for kind "Deployment" in version "v1"'],
    [
      'the misspelt field',
      [colon, image, version],
      'strict decoding error: unknown field "spec.template.metadata.label"',
    ],
  ] as const)('reports %s as kubectl does', (_fault, edits, words) => {
    const cluster = scenario('deployment-with-typos', ...edits).expectAll('alice', 'refused');
    expect(cluster.trace.apply.stderr).toContain(words);
    expect(errors(cluster)).toHaveLength(1);
  });

  it('works when all four are mended', () => {
    const cluster = scenario('deployment-with-typos', colon, image, version, labels).expectAll('alice', 'answered');
    expect(errors(cluster)).toEqual([]);
  });
});
