import { describe, expect, it } from 'vitest';
import { seconds } from '../base/sim-time.ts';
import { testCluster } from '../testing/test-cluster.ts';
import { replicas, service } from '../testing/traffic-text.ts';
import { serviceDoors, serviceRecords } from './service-names.ts';
import { snapshotAt, type Snapshot } from './snapshot.ts';

const TEXT = [
  replicas('web', 2),
  service(
    'named',
    '{type: NodePort, clusterIP: 10.96.100.1, selector: {app: web}, ports: [{name: http, port: 8080, targetPort: 80, nodePort: 30080}]}',
  ),
  service('bare', '{clusterIP: None, selector: {app: web}, ports: [{port: 80}]}'),
  service('alias', '{type: ExternalName, externalName: db.example.com}'),
  service(
    'near',
    '{type: LoadBalancer, externalTrafficPolicy: Local, selector: {app: web}, ports: [{port: 80, nodePort: 30081}]}',
  ),
].join('');

const snapshot: Snapshot = snapshotAt(testCluster(TEXT).trace, seconds(20));

function of(name: string): Parameters<typeof serviceDoors>[0] {
  const service = snapshot.objects.Service.get(`default/${name}`);
  if (service === undefined) throw new Error(`no Service ${name}`);
  return service;
}

describe('the names of a Service', () => {
  it('lead to its cluster IP, and its named ports to SRV records', () => {
    expect(serviceRecords(of('named'), snapshot)).toEqual([
      { name: 'named.default.svc.cluster.local.', type: 'A', answers: ['10.96.100.1'], code: 'NOERROR' },
      {
        name: '_http._tcp.named.default.svc.cluster.local.',
        type: 'SRV',
        answers: [expect.stringContaining('8080 named.default.svc.cluster.local.')],
        code: 'NOERROR',
      },
    ]);
  });

  it('lead to the pods where it is headless, and to another name where it is an alias', () => {
    expect(serviceRecords(of('bare'), snapshot)[0]?.answers).toHaveLength(2);
    expect(serviceRecords(of('alias'), snapshot)).toMatchObject([{ type: 'CNAME', answers: ['db.example.com.'] }]);
  });
});

describe('the doors of a Service', () => {
  it('are its addresses with the chains of kube-proxy', () => {
    expect(serviceDoors(of('named'), 'iptables')).toEqual([
      { address: '10.96.100.1:8080', leadsTo: [expect.stringMatching(/^KUBE-SVC-/)] },
      { address: '*:30080', leadsTo: [expect.stringMatching(/^KUBE-EXT-/), expect.stringMatching(/^KUBE-SVC-/)] },
    ]);
    expect(
      serviceDoors(of('near'), 'iptables').map(({ leadsTo }) => leadsTo.map((chain) => chain.slice(0, 8)).join(' ')),
    ).toEqual(['KUBE-SVC', 'KUBE-EXT KUBE-SVL', 'KUBE-EXT KUBE-SVL']);
  });

  it('lead to what the other modes of kube-proxy have', () => {
    expect(serviceDoors(of('near'), 'nftables').map(({ leadsTo }) => leadsTo)).toEqual([
      [expect.stringMatching(/^service-[A-Z2-7]{8}-/)],
      [expect.stringMatching(/^external-/), expect.stringMatching(/^local-/)],
      [expect.stringMatching(/^external-/), expect.stringMatching(/^local-/)],
    ]);
    expect(serviceDoors(of('named'), 'ipvs').map(({ leadsTo }) => leadsTo)).toEqual([
      ['-A -t 10.96.100.1:8080 -s rr'],
      ['-A -t *:30080 -s rr'],
    ]);
    expect(serviceDoors(of('named'), 'none').flatMap(({ leadsTo }) => leadsTo)).toEqual([]);
  });

  it('are none where it is a mere name', () => {
    expect(serviceDoors(of('bare'), 'iptables')).toEqual([]);
    expect(serviceDoors(of('alias'), 'iptables')).toEqual([]);
  });
});
