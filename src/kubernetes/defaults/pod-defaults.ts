/** What the API server fills into a Pod and a pod template. Upstream: pkg/apis/core/v1/defaults.go (v1.36). */
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { has, readFlag, readObject, readObjects, readText } from '../decode/read.ts';
import { imageTag } from './image.ts';

/** The object with `values` where it has no own. */
export function fillAbsent(object: JsonObject, values: JsonObject): JsonObject {
  const filled: Record<string, JsonValue> = { ...object };
  for (const [name, value] of Object.entries(values)) if (!has(object, name)) filled[name] = value;
  return filled;
}

/** The object with each entry of the named list mapped; unchanged when it has none. */
export function mapEach(object: JsonObject, name: string, map: (item: JsonObject) => JsonObject): JsonObject {
  return has(object, name) ? { ...object, [name]: readObjects(object, name).map((item) => map(item)) } : object;
}

/** The object with the named struct mapped; unchanged when it has none. */
export function mapField(object: JsonObject, name: string, map: (field: JsonObject) => JsonObject): JsonObject {
  return has(object, name) ? { ...object, [name]: map(readObject(object, name)) } : object;
}

/** A pod template: metadata and spec. */
export function setPodTemplateDefaults(template: JsonObject): JsonObject {
  return { ...template, spec: setPodSpecDefaults(readObject(template, 'spec')) };
}

/** Upstream: SetDefaults_PodSpec and what it leads to. */
export function setPodSpecDefaults(podSpec: JsonObject): JsonObject {
  let spec = fillAbsent(podSpec, {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    schedulerName: 'default-scheduler',
  });
  if (has(spec, 'serviceAccountName')) spec = { ...spec, serviceAccount: readText(spec, 'serviceAccountName') };
  spec = mapEach(spec, 'volumes', setVolumeDefaults);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    spec = mapEach(spec, list, setContainerDefaults);
  }
  return spec;
}

/** Upstream: SetDefaults_Pod, and the admission plugins DefaultTolerationSeconds and Priority. */
export function setPodDefaults(pod: JsonObject): JsonObject {
  let spec = setPodSpecDefaults(readObject(pod, 'spec'));
  spec = fillAbsent(spec, { enableServiceLinks: true });
  const isHostNetwork = readFlag(spec, 'hostNetwork');
  for (const list of ['initContainers', 'containers']) {
    spec = mapEach(spec, list, (container) => {
      const filled = setRequestDefaults(container);
      return isHostNetwork
        ? mapEach(filled, 'ports', (port) => fillAbsent(port, { hostPort: port['containerPort'] ?? 0 }))
        : filled;
    });
  }
  return { ...pod, spec };
}

/** What is limited and not asked for is asked for up to its limit. */
function setRequestDefaults(container: JsonObject): JsonObject {
  return mapField(container, 'resources', (resources) => {
    if (!has(resources, 'limits')) return resources;
    return { ...resources, requests: fillAbsent(readObject(resources, 'requests'), readObject(resources, 'limits')) };
  });
}

function setContainerDefaults(given: JsonObject): JsonObject {
  let container = fillAbsent(given, {
    imagePullPolicy: imageTag(readText(given, 'image')) === 'latest' ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  container = mapEach(container, 'ports', (port) => fillAbsent(port, { protocol: 'TCP' }));
  container = mapEach(container, 'env', (env) =>
    mapField(env, 'valueFrom', (source) =>
      mapField(source, 'fieldRef', (field) => fillAbsent(field, { apiVersion: 'v1' })),
    ),
  );
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    container = mapField(container, probe, setProbeDefaults);
  }
  return mapField(container, 'lifecycle', (lifecycle) =>
    mapField(
      mapField(lifecycle, 'postStart', (handler) => mapField(handler, 'httpGet', setHttpDefaults)),
      'preStop',
      (handler) => mapField(handler, 'httpGet', setHttpDefaults),
    ),
  );
}

function setProbeDefaults(given: JsonObject): JsonObject {
  const probe = fillAbsent(given, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  return mapField(mapField(probe, 'httpGet', setHttpDefaults), 'grpc', (grpc) => fillAbsent(grpc, { service: '' }));
}

function setHttpDefaults(httpGet: JsonObject): JsonObject {
  return fillAbsent(httpGet, { path: '/', scheme: 'HTTP' });
}

function setVolumeDefaults(given: JsonObject): JsonObject {
  let volume = Object.keys(given).every((key) => key === 'name') ? { ...given, emptyDir: {} } : given;
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    volume = mapField(volume, source, (fields) => fillAbsent(fields, { defaultMode: 420 }));
  }
  return mapField(volume, 'hostPath', (fields) => fillAbsent(fields, { type: '' }));
}
