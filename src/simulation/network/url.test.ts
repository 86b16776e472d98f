import { describe, expect, it } from 'vitest';
import { parseUrl } from './url.ts';

describe('parseUrl', () => {
  it.each([
    ['http://shop', 'http', 'shop', 80],
    ['http://shop:8080', 'http', 'shop', 8080],
    ['https://shop.default.svc.cluster.local', 'https', 'shop.default.svc.cluster.local', 443],
    ['http://shop/cart?id=1#top', 'http', 'shop', 80],
    ['http://shop:81/cart', 'http', 'shop', 81],
    ['http://shop?id=1', 'http', 'shop', 80],
    ['http://Shop.Default', 'http', 'shop.default', 80], // names know no case
    ['http://10.96.0.7:80', 'http', '10.96.0.7', 80],
    ['http://node-1:30080', 'http', 'node-1', 30080],
    ['http://example.com.', 'http', 'example.com.', 80],
    ['http://_http._tcp.shop', 'http', '_http._tcp.shop', 80],
    ['tcp://db:3306', 'tcp', 'db', 3306],
    ['udp://dns:53', 'udp', 'dns', 53],
    ['ping://shop', 'ping', 'shop', 0],
    ['dns://shop', 'dns', 'shop', 53],
    ['http://shop:65535', 'http', 'shop', 65_535],
  ] as const)('reads %s', (url, scheme, host, port) => {
    expect(parseUrl(url)).toMatchObject({ scheme, host, port });
  });

  it('keeps the path and the query apart', () => {
    expect(parseUrl('http://shop/cart?id=1#top')).toMatchObject({ path: '/cart', query: 'id=1' });
    expect(parseUrl('dns://web?type=SRV')).toMatchObject({ path: '/', query: 'type=SRV' });
  });

  it.each([
    [''],
    ['shop'],
    ['shop:80'],
    ['http:shop'],
    ['http://'],
    ['http://:80'],
    ['ftp://shop'],
    ['tcp://db'], // no port to fall back on
    ['udp://dns'],
    ['http://shop:0'],
    ['http://shop:65536'],
    ['http://shop:'],
    ['http://shop:http'],
    ['ping://shop:80'], // ICMP has no ports
    ['http://user@shop'],
    ['http://sh op'],
    [' http://shop'],
    ['http://[::1]:80'],
    ['http://-shop'],
    ['http://쇼핑'],
    [`http://${'a'.repeat(254)}`],
    ['__proto__://shop'],
  ] as const)('does not take %j for a URL', (url) => {
    expect(parseUrl(url)).toBeUndefined();
  });
});
