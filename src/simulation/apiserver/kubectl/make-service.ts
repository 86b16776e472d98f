/** `kubectl expose` and `kubectl create service`: Services without a manifest. */
import type { JsonObject, JsonValue } from '../../../base/json.ts';
import { has, readMap, readNumber, readObject, readObjects, readText } from '../../../kubernetes/decode/read.ts';
import { type ApiResource, findResource, keyFor } from '../../../kubernetes/decode/resources.ts';
import type { ApiServer } from '../api-server.ts';
import { type Arguments, type CommandResult, failed, finish } from './request.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  ['clusterip', 'ClusterIP'],
  ['nodeport', 'NodePort'],
  ['loadbalancer', 'LoadBalancer'],
  ['externalname', 'ExternalName'],
]);

/** A number, or the name of a port. */
function portOf(text: string): JsonValue {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Upstream: kubectl/pkg/cmd/create create_service.go (v1.36). */
export function createService(server: ApiServer, given: Arguments, namespace: string): CommandResult | undefined {
  const [, word = '', name = ''] = given.words;
  const type = TYPES.get(word);
  if (type === undefined) return undefined;
  const nodePort = Number(given.flags.get('node-port') ?? 0);
  const ports = (given.flags.get('tcp') ?? '').split(',').flatMap((entry): JsonValue[] => {
    if (entry === '') return [];
    const [port = '', target = port] = entry.split(':');
    return [
      {
        name: entry.replace(':', '-'),
        protocol: 'TCP',
        port: Number(port),
        targetPort: portOf(target),
        ...(nodePort === 0 ? {} : { nodePort }),
      },
    ];
  });
  const clusterIP = given.flags.get('clusterip');
  const externalName = given.flags.get('external-name');
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { app: name } },
    spec: {
      type,
      ports,
      selector: { app: name },
      ...(clusterIP === undefined ? {} : { clusterIP }),
      ...(externalName === undefined ? {} : { externalName }),
    },
  };
  return create(server, body, namespace, 'created', (message) => `failed to create ${type} service: ${message}`);
}

/** Upstream: kubectl/pkg/cmd/expose expose.go (v1.36). */
export function expose(
  server: ApiServer,
  given: Arguments,
  namespace: string,
  object: JsonObject,
  resource: ApiResource,
): CommandResult {
  const spec = readObject(object, 'spec');
  const labels = readMap(readObject(object, 'metadata'), 'labels');
  const selector =
    resource.kind === 'Pod'
      ? labels
      : has(readObject(spec, 'selector'), 'matchLabels')
        ? readMap(readObject(spec, 'selector'), 'matchLabels')
        : readMap(spec, 'selector');
  const podSpec = resource.kind === 'Pod' ? spec : readObject(readObject(spec, 'template'), 'spec');
  const given_ = given.flags.get('port');
  const numbers =
    given_ === undefined
      ? readObjects(podSpec, 'containers').flatMap((container) =>
          readObjects(container, 'ports').map((port) => readNumber(port, 'containerPort')),
        )
      : given_.split(',').map(Number);
  if (numbers.length === 0) return failed("couldn't find port via --port flag or introspection");
  const target = given.flags.get('target-port');
  const protocol = given.flags.get('protocol');
  const ports = numbers.map((port, index) => ({
    ...(numbers.length > 1 ? { name: `port-${index + 1}` } : {}),
    port,
    protocol: protocol ?? 'TCP',
    targetPort: target === undefined ? port : portOf(target),
  }));
  const type = given.flags.get('type');
  const name = given.flags.get('name') ?? readText(readObject(object, 'metadata'), 'name');
  const clusterIP = given.flags.get('cluster-ip');
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, ...(Object.keys(labels).length === 0 ? {} : { labels }) },
    spec: {
      ports,
      selector,
      ...(type === undefined ? {} : { type }),
      ...(clusterIP === undefined ? {} : { clusterIP }),
    },
  };
  return create(server, body, namespace, 'exposed', undefined);
}

function create(
  server: ApiServer,
  body: JsonObject,
  namespace: string,
  done: string,
  reword: ((message: string) => string) | undefined,
): CommandResult {
  const resource = findResource('v1', 'Service');
  if (resource === undefined) return failed('no Service');
  const name = readText(readObject(body, 'metadata'), 'name');
  const response = server.create(resource, body, namespace);
  const request = { resource, name, key: keyFor(resource, namespace, name) };
  if (response.type === 'ok') {
    return finish(`service/${name} ${done}\n`, [], [{ ...request, verdict: 'created' }], response.warnings);
  }
  const { status } = response;
  const requests = [{ ...request, verdict: 'rejected', status } as const];
  if (reword !== undefined) {
    return finish('', [{ type: 'plain', message: reword(status.message) }], requests, response.warnings);
  }
  return finish('', [{ type: 'status', status, message: status.message }], requests, response.warnings);
}
