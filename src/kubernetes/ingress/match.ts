/** Whether a request's host and path are those of a rule. Upstream: networking/v1 IngressRule, HTTPIngressPath (v1.36). */
import type { IngressPath } from '../api/ingress.ts';

/** Whether the rule's host is the request's: the same, or a wildcard for exactly one label more. */
export function matchesHost(rule: string, host: string): boolean {
  if (!rule.startsWith('*.')) return rule === host;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === rule.slice(1);
}

/**
 * Whether the rule's path is the request's: Exact to the letter; Prefix element by element, so that `/foo` is no prefix of
 * `/foobar`; ImplementationSpecific is up to the controller, and ingress-nginx compares the text.
 */
export function matchesPath(type: IngressPath['pathType'], rule: string, path: string): boolean {
  switch (type) {
    case 'Exact':
      return path === rule;
    case 'ImplementationSpecific':
      return path.startsWith(rule);
    case 'Prefix': {
      const prefix = rule.replace(/\/+$/, '');
      return path === prefix || path.startsWith(`${prefix}/`) || prefix === '';
    }
  }
}
