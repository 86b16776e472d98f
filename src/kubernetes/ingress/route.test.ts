import { describe, expect, it } from 'vitest';
import type { Ingress, IngressPath } from '../api/ingress.ts';
import { byAge, findRoute, hasCertificate, isOwnIngress } from './route.ts';

type Path = readonly [IngressPath['pathType'], string, string];

function anIngress(
  name: string,
  rules: Readonly<Record<string, readonly Path[]>>,
  spec: Partial<Ingress['spec']> = {},
): Ingress {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default' },
    spec: {
      rules: Object.entries(rules).map(([host, paths]) => ({
        ...(host === '*' ? {} : { host }),
        http: {
          paths: paths.map(([pathType, path, service]) => ({
            pathType,
            path,
            backend: { service: { name: service } },
          })),
        },
      })),
      ...spec,
    },
  };
}

const SHOP = anIngress('shop', {
  'shop.example.com': [
    ['Prefix', '/', 'front'],
    ['Prefix', '/api', 'api'],
    ['Exact', '/api', 'docs'],
    ['Prefix', '/api/v2', 'next'],
  ],
  '*.example.com': [['Prefix', '/', 'wild']],
  '*': [['Prefix', '/health', 'health']],
});
const BARE = anIngress(
  'bare',
  { 'bare.example.com': [['Prefix', '/a', 'a']] },
  { defaultBackend: { service: { name: 'rest' } } },
);
const LATER = anIngress('z-later', { 'shop.example.com': [['Prefix', '/api', 'thief']] });

describe('the route of a request', () => {
  it.each([
    ['shop.example.com', '/', 'front'],
    ['shop.example.com', '/cart', 'front'],
    ['shop.example.com', '/api', 'docs'],
    ['shop.example.com', '/api/users', 'api'],
    ['shop.example.com', '/api/v2/users', 'next'],
    ['other.example.com', '/api', 'wild'],
    ['other.example.org', '/health', 'health'],
    ['other.example.org', '/', undefined],
    ['bare.example.com', '/a/b', 'a'],
    ['bare.example.com', '/b', 'rest'],
    ['192.0.2.2', '/health', 'health'],
  ])('ING3: for %s%s leads to %s', (host, path, service) => {
    expect(findRoute([BARE, SHOP, LATER].toSorted(byAge), host, path)?.backend.service?.name).toBe(service);
  });

  it('ING4: leads to a default backend for everything, where an Ingress has no rules', () => {
    const all = anIngress('all', {}, { defaultBackend: { service: { name: 'all' } } });
    expect(findRoute([all], 'any.example.org', '/x')?.backend.service?.name).toBe('all');
  });

  it('ING5: is only for Ingresses of the controller’s class, or of none', () => {
    expect(isOwnIngress(SHOP)).toBe(true);
    expect(isOwnIngress(anIngress('a', {}, { ingressClassName: 'nginx' }))).toBe(true);
    expect(isOwnIngress(anIngress('a', {}, { ingressClassName: 'traefik' }))).toBe(false);
  });

  it('ING6: has a certificate where an Ingress names the host under tls', () => {
    const secure = anIngress('a', {}, { tls: [{ hosts: ['shop.example.com'] }] });
    expect(hasCertificate([secure], 'shop.example.com')).toBe(true);
    expect(hasCertificate([secure], 'other.example.com')).toBe(false);
  });
});
