import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import { storedView } from './stored-view.ts';

function marksOf(written: JsonObject, stored: JsonObject): readonly string[] {
  return storedView(written, stored).marks.map(({ path, type, written: before }) =>
    before === undefined ? `${path}: ${type}` : `${path}: ${type} from ${JSON.stringify(before)}`,
  );
}

const SERVICE = { apiVersion: 'v1', kind: 'Service' };

function service(spec: JsonObject): JsonObject {
  return { ...SERVICE, spec };
}

describe('marks of a stored object', () => {
  it.each<readonly [string, JsonObject, JsonObject, readonly string[]]>([
    ['nothing where all is as written', service({ type: 'ClusterIP' }), service({ type: 'ClusterIP' }), []],
    [
      'what was filled in, as default',
      service({ ports: [{ port: 80 }] }),
      service({ ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }], sessionAffinity: 'None' }),
      ['spec.ports[0].protocol: default', 'spec.ports[0].targetPort: default', 'spec.sessionAffinity: default'],
    ],
    [
      'a default with fields of its own, once',
      { kind: 'Deployment', spec: {} },
      { kind: 'Deployment', spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%' } } } },
      ['spec.strategy: default'],
    ],
    [
      'addresses and ports that were free, as allocated',
      service({ ports: [{ port: 80 }] }),
      service({
        ports: [{ port: 80, nodePort: 31234 }],
        clusterIP: '10.96.0.9',
        clusterIPs: ['10.96.0.9'],
        healthCheckNodePort: 30001,
      }),
      [
        'spec.ports[0].nodePort: allocated',
        'spec.clusterIP: allocated',
        'spec.clusterIPs: allocated',
        'spec.healthCheckNodePort: allocated',
      ],
    ],
    [
      'an allocation that was asked for by an empty value, as allocated',
      service({ clusterIP: '', ports: [{ nodePort: 0 }] }),
      service({ clusterIP: '10.96.0.9', ports: [{ nodePort: 30009 }] }),
      ['spec.clusterIP: allocated', 'spec.ports[0].nodePort: allocated'],
    ],
    [
      'the list of a written address, as default: nothing was allocated',
      service({ clusterIP: '10.96.0.50' }),
      service({ clusterIP: '10.96.0.50', clusterIPs: ['10.96.0.50'] }),
      ['spec.clusterIPs: default'],
    ],
    [
      'the second address of a dual-stack Service, as the allocated one',
      service({ clusterIP: '10.96.0.50' }),
      service({ clusterIP: '10.96.0.50', clusterIPs: ['10.96.0.50', 'fd00::9'] }),
      ['spec.clusterIPs[0]: default', 'spec.clusterIPs[1]: allocated'],
    ],
    [
      'a headless Service, as one without allocation',
      service({ clusterIP: 'None' }),
      service({ clusterIP: 'None', clusterIPs: ['None'] }),
      ['spec.clusterIPs: default'],
    ],
    [
      'a field named nodePort of another kind, as default',
      { kind: 'Widget', spec: {} },
      { kind: 'Widget', spec: { healthCheckNodePort: 1 } },
      ['spec.healthCheckNodePort: default'],
    ],
    [
      'bookkeeping of the server and the memory of kubectl, each by its name',
      { kind: 'Pod', metadata: { name: 'a' } },
      {
        kind: 'Pod',
        metadata: {
          name: 'a',
          namespace: 'default',
          uid: 'u',
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
        },
        status: { phase: 'Pending' },
      },
      ['metadata.namespace: default', 'metadata.uid: server', 'metadata.annotations: kubectl', 'status: server'],
    ],
    [
      'a value in another form, with what was written',
      { kind: 'Pod', spec: { cpu: '1000m', list: [1] } },
      { kind: 'Pod', spec: { cpu: '1', list: 'none' } },
      ['spec.cpu: changed from "1000m"', 'spec.list: changed from [1]'],
    ],
    [
      'what was not stored, as dropped',
      { kind: 'Pod', metadata: { labels: {} }, spec: { 'a/b': [1, 2] } },
      { kind: 'Pod', metadata: {}, spec: { 'a/b': [1] } },
      ['metadata.labels: dropped', 'spec[a/b][1]: dropped'],
    ],
    [
      'null as absent',
      { kind: 'Deployment', metadata: { creationTimestamp: null }, spec: { replicas: null } },
      { kind: 'Deployment', metadata: { creationTimestamp: 'now' }, spec: { replicas: 1 } },
      ['metadata.creationTimestamp: server', 'spec.replicas: default'],
    ],
    [
      'a zero that stays as it is, not at all',
      { kind: 'Deployment', spec: { replicas: 0 } },
      { kind: 'Deployment', spec: { replicas: 0 } },
      [],
    ],
  ])('name %s', (_, written, stored, expected) => {
    expect(marksOf(written, stored)).toEqual(expected);
  });
});

describe('the object of a stored view', () => {
  it('keeps the order of the text, then that of the server, and what was dropped', () => {
    const { object } = storedView(
      { kind: 'Pod', b: 1, gone: 2, a: { y: 1 } },
      { a: { x: 0, y: 1 }, b: 1, kind: 'Pod' },
    );
    expect(JSON.stringify(object)).toBe('{"kind":"Pod","b":1,"gone":2,"a":{"y":1,"x":0}}');
  });

  it('takes names like __proto__ as they are', () => {
    // JSON.parse gives JSON.
    const labels = JSON.parse('{"metadata":{"labels":{"__proto__":"a"}}}') as JsonObject;
    expect(JSON.stringify(storedView(labels, labels).object)).toBe(JSON.stringify(labels));
  });
});
