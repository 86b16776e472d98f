/** The environment of a container: variables for Services, and its own. */
import type { Container } from '../api/pod.ts';
import type { Service } from '../api/service.ts';

/** One environment variable. */
export interface EnvVar {
  readonly name: string;
  readonly value: string;
}

/** The Service that every pod hears of, wherever it runs. Upstream: pkg/kubelet/kubelet_pods.go masterServices (v1.36). */
const MASTER = 'kubernetes';

/**
 * The Services that a container in the namespace hears of: those of its own unless the pod declined them
 * (`enableServiceLinks: false`), and `default/kubernetes`; by name. `own` are the Services of the pod's namespace.
 * Upstream: pkg/kubelet/kubelet_pods.go getServiceEnvVarMap (v1.36), which walks them in no order at all.
 */
export function servicesInEnvironment(
  own: Iterable<Service>,
  master: Service | undefined,
  enableServiceLinks: boolean,
): readonly Service[] {
  const byName = new Map<string, Service>();
  for (const service of enableServiceLinks ? own : []) byName.set(service.metadata.name, service);
  if (master !== undefined && !byName.has(MASTER)) byName.set(MASTER, master);
  return [...byName.values()].toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** The variables for these Services; those without a cluster IP have none. Upstream: pkg/kubelet/envvars/envvars.go FromServices (v1.36). */
export function serviceEnvironment(services: readonly Service[]): readonly EnvVar[] {
  return services.flatMap(variablesOf);
}

function variablesOf(service: Service): readonly EnvVar[] {
  const { clusterIP, ports = [] } = service.spec;
  const [first] = ports;
  if (clusterIP === undefined || clusterIP === '' || clusterIP === 'None' || first === undefined) return [];
  const prefix = toVariableName(service.metadata.name);
  const variables: EnvVar[] = [
    { name: `${prefix}_SERVICE_HOST`, value: clusterIP },
    { name: `${prefix}_SERVICE_PORT`, value: String(first.port) },
  ];
  for (const { name, port } of ports) {
    if (name === undefined || name === '') continue;
    variables.push({ name: `${prefix}_SERVICE_PORT_${toVariableName(name)}`, value: String(port) });
  }
  variables.push({ name: `${prefix}_PORT`, value: toUrl(clusterIP, first) });
  for (const each of ports) {
    const start = `${prefix}_PORT_${each.port}_${each.protocol ?? 'TCP'}`;
    variables.push(
      { name: start, value: toUrl(clusterIP, each) },
      { name: `${start}_PROTO`, value: (each.protocol ?? 'TCP').toLowerCase() },
      { name: `${start}_PORT`, value: String(each.port) },
      { name: `${start}_ADDR`, value: clusterIP },
    );
  }
  return variables;
}

/** What the container's program finds: its own variables, which may refer to others as `$(NAME)`, before those of Services. */
export function containerEnvironment(container: Container, services: readonly EnvVar[]): readonly EnvVar[] {
  const { env = [] } = container;
  if (env.length === 0) return services;
  const known = new Map(services.map(({ name, value }) => [name, value]));
  const own = env.map(({ name, value = '' }) => {
    const expanded = { name, value: expand(value, known) };
    known.set(name, expanded.value);
    return expanded;
  });
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...services.filter(({ name }) => !names.has(name))];
}

/** Upstream: third_party/forked/golang/expansion Expand (v1.36): `$$` is a dollar, a name that nobody knows stays as it is. */
function expand(text: string, known: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\$|\$\(([^)]*)\)/g, (match: string, name?: string) => {
    if (name === undefined) return '$';
    return known.get(name) ?? match;
  });
}

function toUrl(
  clusterIP: string,
  { port, protocol = 'TCP' }: { readonly port: number; readonly protocol?: string },
): string {
  return `${protocol.toLowerCase()}://${clusterIP}:${port}`;
}

/** Upstream: pkg/kubelet/envvars/envvars.go makeEnvVariableName (v1.36). */
function toVariableName(text: string): string {
  return text.replaceAll(/[-.]/g, '_').toUpperCase();
}
