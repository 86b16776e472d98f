import { describe, expect, it } from 'vitest';
import { fullReference, imageRepository, isOneShot, knownPorts } from './images.ts';

const SHA256 = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('imageRepository', () => {
  it.each([
    ['nginx', 'nginx'],
    ['nginx:latest', 'nginx'],
    ['nginx:1.27-alpine', 'nginx'],
    [`nginx@${SHA256}`, 'nginx'],
    [`nginx:1.27@${SHA256}`, 'nginx'],
    ['library/nginx', 'nginx'],
    ['docker.io/nginx', 'nginx'],
    ['docker.io/library/nginx:1', 'nginx'],
    ['traefik/whoami', 'traefik/whoami'],
    ['a/b/c/d', 'a/b/c/d'],
    ['registry.k8s.io/echoserver:1.10', 'echoserver'],
    ['localhost/web', 'web'],
    ['localhost:5000/web:dev', 'web'],
    [`REG:5000/a/b:1@${SHA256}`, 'a/b'],
    ['REG/a', 'a'], // upper case can only be a registry
    ['[::1]/web', 'web'],
    ['[::1]:5000/web', 'web'],
    ['a_b/web', 'a_b/web'],
    ['a__b/web', 'a__b/web'],
    ['a---b/web', 'a---b/web'],
    ['web:A', 'web'],
    [`web:${'t'.repeat(128)}`, 'web'],
  ] as const)('of %s is %s', (image, expected) => {
    expect(imageRepository(image)).toBe(expected);
  });

  it.each([
    [''],
    ['nginx: latest'],
    [' nginx'],
    ['nginx '],
    ['nginx:'],
    ['nginx:-a'],
    [`nginx:${'t'.repeat(129)}`],
    ['Nginx'],
    ['reg.example.com/Nginx'],
    ['nginx@sha256'],
    [`nginx@${SHA256.slice(0, -1)}`],
    [`nginx@${SHA256.toUpperCase().replace('SHA256', 'sha256')}`],
    [`nginx@md5:${'0'.repeat(32)}`],
    ['a//b'],
    ['/nginx'],
    ['nginx/'],
    ['a___b'],
    ['a..b/nginx'],
    ['-reg.example.com/nginx'],
    ['reg.example.com:port/nginx'],
    ['https://reg.example.com/nginx'],
    ['nginx:1:2'],
    ['0123456789abcdef'.repeat(4)], // an image id, no name
    [`docker.io/${'a'.repeat(256)}`],
  ] as const)('KUBELET95: of %j cannot be read', (image) => {
    expect(imageRepository(image)).toBeUndefined();
  });
});

describe('knownPorts', () => {
  it.each([
    ['nginx:1.27', [80]],
    ['docker.io/library/redis', [6379]],
    ['registry.k8s.io/e2e-test-images/agnhost:2.39', [8080]],
    ['busybox', []],
    ['example.com/shop', undefined],
    ['bitnami/nginx', undefined], // not the nginx that everybody means
    ['nginx: latest', undefined],
    ['constructor', undefined],
  ] as const)('of %s are %j', (image, expected) => {
    expect(knownPorts(image)).toEqual(expected);
  });
});

describe('isOneShot', () => {
  it.each([
    ['busybox:1.36', true],
    ['docker.io/library/alpine', true],
    ['nginx', false],
    ['example.com/busybox', true], // a copy of it in another registry
    ['nginx: latest', false],
  ])('of %s is %j', (image, expected) => {
    expect(isOneShot(image)).toBe(expected);
  });
});

describe('fullReference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['traefik/whoami', 'docker.io/traefik/whoami:latest'],
    ['registry.example.com:5000/shop', 'registry.example.com:5000/shop:latest'],
    ['localhost/shop:dev', 'localhost/shop:dev'],
    [`nginx@${SHA256}`, `docker.io/library/nginx@${SHA256}`],
  ])('of %s is %s', (image, expected) => {
    expect(fullReference(image)).toBe(expected);
  });
});
