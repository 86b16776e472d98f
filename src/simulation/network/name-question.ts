/** What a client asks DNS for the sake of a URL. */
import { candidatesOf, resolverOf } from '../../kubernetes/dns/resolver.ts';
import { isIPv4 } from '../../kubernetes/net/address.ts';
import type { RequestOrigin } from './request-origin.ts';
import type { RequestUrl } from './url.ts';

/** Names that are tried one after another, each with questions of these types at the same time. */
export interface NameQuestion {
  readonly names: readonly string[];
  readonly types: readonly string[];
  /** The same for equal questions. */
  readonly key: string;
}

/** As getaddrinfo asks. */
export const ADDRESS_TYPES: readonly string[] = ['A', 'AAAA'];

/** Addresses of the URL's host by the client's search list, unless a `dns://` URL is about something else. */
export function questionOf({ from, target }: RequestOrigin): NameQuestion {
  const types = typesOf(target);
  const { host } = target;
  if (types[0] === 'PTR' && isIPv4(host)) {
    const name = `${host.split('.').toReversed().join('.')}.in-addr.arpa.`;
    return { names: [name], types, key: `${name} PTR` };
  }
  if (from.type !== 'pod')
    return { names: [host.endsWith('.') ? host : `${host}.`], types, key: `${host} ${types.join()}` };
  const key = `${from.namespace} ${host} ${types.length > 1 ? '' : (types[0] ?? '')}`;
  return { names: candidatesOf(resolverOf(from.namespace), host), types, key };
}

/**
 * What a `dns://` URL asks for: the type in its query, as in RFC 4501 (`dns://web?type=SRV`); else SRV of a name that begins
 * with an underscore, PTR of an address, and addresses of every other name.
 */
function typesOf({ scheme, host, query }: RequestUrl): readonly string[] {
  if (scheme !== 'dns') return ADDRESS_TYPES;
  const wanted = /^(?:.*[&;])?type=([a-z0-9]+)/i.exec(query)?.[1];
  if (wanted !== undefined) return [wanted.toUpperCase()];
  if (host.startsWith('_')) return ['SRV'];
  return isIPv4(host) || /\.arpa\.?$/.test(host) ? ['PTR'] : ADDRESS_TYPES;
}
