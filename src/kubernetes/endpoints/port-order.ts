/** The order of an Endpoints object's ports: that of their hashes, arbitrary but always the same. */
import type { EndpointsPort } from './endpoints.ts';

const OFFSET_BASIS = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;

/** The ports in the order of their hashes. Upstream: pkg/api/v1/endpoints portsByHash (v1.36). */
export function orderPorts(ports: readonly EndpointsPort[]): readonly EndpointsPort[] {
  if (ports.length < 2) return ports;
  const hashed = ports.map((port) => ({ port, hash: fnv128a(dump(port)) }));
  return hashed.toSorted((left, right) => (left.hash < right.hash ? -1 : 1)).map(({ port }) => port);
}

/** The 128-bit FNV-1a hash of the text's UTF-8 bytes. */
export function fnv128a(text: string): bigint {
  let hash = OFFSET_BASIS;
  for (const byte of utf8(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME);
  return hash;
}

/** The port as Go's dumps of values have it, which is what is hashed. Upstream: apimachinery/pkg/util/dump ForHash (v1.36). */
function dump({ name = '', port, protocol, appProtocol }: EndpointsPort): string {
  return `(v1.EndpointPort){Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`;
}

function utf8(text: string): readonly number[] {
  const escaped = encodeURIComponent(text).replaceAll(/%([0-9A-F]{2})/g, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Array.from(escaped, (letter) => letter.charCodeAt(0));
}
