/** Field paths as Kubernetes writes them: `spec.ports[0].nodePort`, `metadata.labels[app.kubernetes.io/name]`. */

/** The path of the field `key` (or of the item `key`) below `parent`; the root's path is empty. */
export function childPath(parent: string, key: string | number): string {
  if (typeof key === 'number' || !/^[\w-]+$/.test(key)) return `${parent}[${key}]`;
  return parent === '' ? key : `${parent}.${key}`;
}
