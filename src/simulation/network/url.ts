/** What a client asks for. */

/** A URL taken apart. `port` is filled in from the scheme where it is missing. */
export interface RequestUrl {
  readonly scheme: 'http' | 'https' | 'tcp' | 'udp' | 'ping' | 'dns';
  readonly host: string;
  readonly port: number;
  /** From its slash on, without the query; `/` where there is none. */
  readonly path: string;
  /** What follows the question mark; empty where nothing does. */
  readonly query: string;
}

const DEFAULT_PORTS: Readonly<Record<RequestUrl['scheme'], number | undefined>> = {
  http: 80,
  https: 443,
  tcp: undefined,
  udp: undefined,
  ping: 0,
  dns: 53,
};

const URL =
  /^(https?|tcp|udp|ping|dns):\/\/([A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})?)(?::(\d{1,5}))?(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/;

/** The parts of `scheme://host[:port][/path]`, or undefined when the text is no such URL (tcp and udp need a port, ping has none). */
export function parseUrl(url: string): RequestUrl | undefined {
  const match = URL.exec(url);
  const [, scheme, host, portText, path = '/', query = ''] = match ?? [];
  if (host === undefined || !isScheme(scheme)) return undefined;
  const port = portText === undefined ? DEFAULT_PORTS[scheme] : Number(portText);
  const isValid = scheme === 'ping' ? portText === undefined : port !== 0;
  if (port === undefined || port > 65_535 || !isValid) return undefined;
  return { scheme, host: host.toLowerCase(), port, path, query };
}

function isScheme(text: string | undefined): text is RequestUrl['scheme'] {
  return text !== undefined && Object.hasOwn(DEFAULT_PORTS, text);
}
