/** How the kubernetes plugin reads a name below the cluster domain. */

/** The parts of `endpoint.service.namespace.svc` or `_port._protocol.service.namespace.svc`; what is not asked for is empty. */
export interface NameParts {
  readonly kind: 'svc' | 'pod';
  readonly namespace: string;
  readonly service: string;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
}

/**
 * The parts of `name` below `origin` (both in lower case, with trailing dots); `apex` for the domain itself and for its
 * `svc` and `pod` branches, which exist without records; undefined when no such name can exist.
 * Upstream: coredns plugin/kubernetes/parse.go parseRequest (1.13)
 */
export function parseClusterName(name: string, origin: string): NameParts | 'apex' | undefined {
  if (name === origin) return 'apex';
  const labels = name
    .slice(0, -origin.length - 1)
    .split('.')
    .reverse();
  const [kind, namespace = '', service = '', first = '', second = ''] = labels;
  if (kind !== 'svc' && kind !== 'pod') return undefined;
  if (labels.length === 1) return 'apex';
  if (labels.length > 5) return undefined;
  const parts = { kind, namespace, service, endpoint: '', port: '', protocol: '' } as const;
  if (labels.length === 4) return { ...parts, endpoint: first };
  // Two labels left are always a port and a protocol, with or without underscores.
  return { ...parts, protocol: first.replace(/^_/, ''), port: second.replace(/^_/, '') };
}
