import { describe, expect, it } from 'vitest';
import { aService, aServicePort } from '../../testing/builders.ts';
import { containerEnvironment, serviceEnvironment, servicesInEnvironment } from './service-env.ts';

const SHOP = aService('my-shop', {
  clusterIP: '10.96.0.20',
  ports: [aServicePort(80, { name: 'web-ui' }), aServicePort(53, { name: 'dns', protocol: 'UDP' })],
});
const MASTER = aService('kubernetes', { clusterIP: '10.96.0.1', ports: [aServicePort(443)] });

describe('serviceEnvironment', () => {
  it('KUBELET20: names a Service’s address and ports in both old ways', () => {
    expect(serviceEnvironment([SHOP]).map(({ name, value }) => `${name}=${value}`)).toEqual([
      'MY_SHOP_SERVICE_HOST=10.96.0.20',
      'MY_SHOP_SERVICE_PORT=80',
      'MY_SHOP_SERVICE_PORT_WEB_UI=80',
      'MY_SHOP_SERVICE_PORT_DNS=53',
      'MY_SHOP_PORT=tcp://10.96.0.20:80',
      'MY_SHOP_PORT_80_TCP=tcp://10.96.0.20:80',
      'MY_SHOP_PORT_80_TCP_PROTO=tcp',
      'MY_SHOP_PORT_80_TCP_PORT=80',
      'MY_SHOP_PORT_80_TCP_ADDR=10.96.0.20',
      'MY_SHOP_PORT_53_UDP=udp://10.96.0.20:53',
      'MY_SHOP_PORT_53_UDP_PROTO=udp',
      'MY_SHOP_PORT_53_UDP_PORT=53',
      'MY_SHOP_PORT_53_UDP_ADDR=10.96.0.20',
    ]);
  });

  it.each([['None'], [undefined], ['']])('KUBELET21: has nothing for a Service with the cluster IP %j', (clusterIP) => {
    expect(serviceEnvironment([aService('web', clusterIP === undefined ? {} : { clusterIP })])).toEqual([]);
  });
});

describe('servicesInEnvironment', () => {
  it.each([
    ['those of the namespace and the API server’s', true, ['kubernetes', 'my-shop']],
    ['the API server’s alone where the pod declined', false, ['kubernetes']],
  ])('KUBELET22: are %s', (_, hasLinks, expected) => {
    expect(servicesInEnvironment([SHOP], MASTER, hasLinks).map(({ metadata }) => metadata.name)).toEqual(expected);
  });

  it('KUBELET23: prefer a Service kubernetes of the pod’s own namespace', () => {
    const own = aService('kubernetes', { clusterIP: '10.96.0.77' }, { namespace: 'shop' });
    expect(servicesInEnvironment([own], MASTER, true)).toEqual([own]);
  });
});

describe('containerEnvironment', () => {
  const services = serviceEnvironment([MASTER]);

  it('is one and the same list for containers without variables of their own', () => {
    expect(containerEnvironment({ name: 'c' }, services)).toBe(services);
  });

  it.each([
    ['http://$(KUBERNETES_SERVICE_HOST):$(KUBERNETES_SERVICE_PORT)', 'http://10.96.0.1:443'],
    ['$(NOBODY)', '$(NOBODY)'],
    ['$$(KUBERNETES_SERVICE_HOST)', '$(KUBERNETES_SERVICE_HOST)'],
    ['$HOME', '$HOME'],
  ])('KUBELET24: reads %s as %s', (value, expected) => {
    expect(containerEnvironment({ name: 'c', env: [{ name: 'URL', value }] }, services)[0]).toEqual({
      name: 'URL',
      value: expected,
    });
  });

  it('KUBELET25: lets a container’s own variable stand in the place of a Service’s', () => {
    const env = containerEnvironment({ name: 'c', env: [{ name: 'KUBERNETES_PORT', value: '1' }] }, services);
    expect(env.filter(({ name }) => name === 'KUBERNETES_PORT')).toEqual([{ name: 'KUBERNETES_PORT', value: '1' }]);
  });
});
