/** The world outside the cluster: a few hosts with names, addresses and open ports. */

/** A host on the internet. */
export interface OutsideHost {
  readonly name: string;
  readonly address: string;
  readonly ports: readonly number[];
}

/** Whom everybody outside the cluster asks for names. */
export const PUBLIC_RESOLVER = { name: 'resolver.example.net', address: '198.51.100.53' };

/** The hosts that exist; every other outside name and address does not. */
export const OUTSIDE_HOSTS: readonly OutsideHost[] = [
  { name: 'api.example.com', address: '198.51.100.80', ports: [80, 443] },
  { name: 'db.example.com', address: '198.51.100.54', ports: [3306, 5432] },
];

/** Simplified: [SIM-87] the API server has a machine of its own beside the nodes, which never fails. */
export const API_SERVER: OutsideHost = { name: 'kube-apiserver', address: '192.168.0.10', ports: [6443] };

/** Those that serve web sites, each under its own name alone. */
export const WEB_HOSTS: ReadonlySet<string> = new Set(['api.example.com']);
