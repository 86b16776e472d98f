/** Whether a Pod's containers are valid. Upstream: pkg/apis/core/validation/validation.go validateContainers (v1.36). */
import type { JsonObject } from '../../base/json.ts';
import { parseQuantity } from '../decode/quantity.ts';
import { has, readFlag, readList, readMap, readNumber, readObject, readObjects, readText } from '../decode/read.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../field/field-error.ts';
import { dns1123LabelProblems, environmentNameProblems, portNameProblems, portNumberProblems } from './names.ts';
import { validateLifecycle, validateProbe } from './validate-probe.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const STANDARD_RESOURCES = new Set(['cpu', 'memory', 'ephemeral-storage', 'storage']);

/** All of a Pod's containers. `isPod` is false within a template, where less is looked at. */
export function validateContainers(spec: JsonObject, path: string, isPod: boolean): readonly FieldError[] {
  const containers = readObjects(spec, 'containers');
  const volumes = new Set(readObjects(spec, 'volumes').map((volume) => readText(volume, 'name')));
  const names = new Set<string>();
  const errors: FieldError[] = [];
  if (containers.length === 0) errors.push(required(`${path}.containers`));
  for (const [index, container] of containers.entries()) {
    const at = `${path}.containers[${index}]`;
    errors.push(...validateContainer(container, at, volumes, isPod), ...checkName(container, at, names));
    errors.push(...validateProbes(container, at));
  }
  errors.push(...validateHostPorts(containers, `${path}.containers`, readFlag(spec, 'hostNetwork')));
  const initContainers = readObjects(spec, 'initContainers');
  for (const [index, container] of initContainers.entries()) {
    const at = `${path}.initContainers[${index}]`;
    errors.push(...validateContainer(container, at, volumes, isPod), ...checkName(container, at, names));
    if (readText(container, 'restartPolicy') === 'Always') errors.push(...validateProbes(container, at));
    else errors.push(...forbidProbes(container, at));
  }
  return errors;
}

function checkName(container: JsonObject, path: string, names: Set<string>): readonly FieldError[] {
  const name = readText(container, 'name');
  const isTaken = name !== '' && names.has(name);
  names.add(name);
  return isTaken ? [duplicate(`${path}.name`, name)] : [];
}

function validateProbes(container: JsonObject, path: string): readonly FieldError[] {
  return [
    ...validateLifecycle(container, path),
    ...validateProbe(container, 'livenessProbe', path),
    ...validateProbe(container, 'readinessProbe', path),
    ...validateProbe(container, 'startupProbe', path),
  ];
}

function forbidProbes(container: JsonObject, path: string): readonly FieldError[] {
  return ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']
    .filter((field) => has(container, field))
    .map((field) => forbidden(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always'));
}

/** Upstream: validateContainerCommon. */
function validateContainer(
  container: JsonObject,
  path: string,
  volumes: ReadonlySet<string>,
  isPod: boolean,
): readonly FieldError[] {
  const errors: FieldError[] = [];
  const name = readText(container, 'name');
  if (name === '') errors.push(required(`${path}.name`));
  else errors.push(...dns1123LabelProblems(name).map((problem) => invalid(`${path}.name`, name, problem)));
  const image = readText(container, 'image');
  if (image === '') errors.push(required(`${path}.image`));
  else if (isPod && image !== image.trim()) {
    errors.push(invalid(`${path}.image`, image, 'must not have leading or trailing whitespace'));
  }
  const termination = readText(container, 'terminationMessagePolicy');
  if (termination !== 'File' && termination !== 'FallbackToLogsOnError') {
    errors.push(notSupported(`${path}.terminationMessagePolicy`, termination, ['File', 'FallbackToLogsOnError']));
  }
  errors.push(...validatePorts(container, path), ...validateEnv(container, path));
  errors.push(...validateMounts(container, path, volumes));
  const pullPolicy = readText(container, 'imagePullPolicy');
  if (!PULL_POLICIES.includes(pullPolicy)) {
    errors.push(notSupported(`${path}.imagePullPolicy`, pullPolicy, PULL_POLICIES));
  }
  return [...errors, ...validateResources(readObject(container, 'resources'), `${path}.resources`)];
}

/** Upstream: validateContainerPorts. */
function validatePorts(container: JsonObject, path: string): readonly FieldError[] {
  const names = new Set<string>();
  return readObjects(container, 'ports').flatMap((port, index) => {
    const at = `${path}.ports[${index}]`;
    const errors: FieldError[] = [];
    const name = readText(port, 'name');
    if (name !== '') {
      const problems = portNameProblems(name);
      errors.push(...problems.map((problem) => invalid(`${at}.name`, name, problem)));
      if (problems.length === 0 && names.has(name)) errors.push(duplicate(`${at}.name`, name));
      if (problems.length === 0) names.add(name);
    }
    const number = readNumber(port, 'containerPort');
    if (number === 0) errors.push(required(`${at}.containerPort`));
    else errors.push(...portNumberProblems(number).map((problem) => invalid(`${at}.containerPort`, number, problem)));
    const hostPort = readNumber(port, 'hostPort');
    if (hostPort !== 0) {
      errors.push(...portNumberProblems(hostPort).map((problem) => invalid(`${at}.hostPort`, hostPort, problem)));
    }
    const protocol = readText(port, 'protocol');
    if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${at}.protocol`, protocol, PROTOCOLS));
    return errors;
  });
}

/** Upstream: checkHostPortConflicts, validateHostNetwork. */
function validateHostPorts(
  containers: readonly JsonObject[],
  path: string,
  isHostNetwork: boolean,
): readonly FieldError[] {
  const taken = new Set<string>();
  const errors: FieldError[] = [];
  for (const [index, container] of containers.entries()) {
    for (const [portIndex, port] of readObjects(container, 'ports').entries()) {
      const hostPort = readNumber(port, 'hostPort');
      if (hostPort === 0) continue;
      const at = `${path}[${index}].ports[${portIndex}]`;
      const key = `${readText(port, 'protocol')}/${readText(port, 'hostIP')}/${hostPort}`;
      if (taken.has(key)) errors.push(duplicate(`${at}.hostPort`, key));
      taken.add(key);
      if (isHostNetwork && hostPort !== readNumber(port, 'containerPort')) {
        const detail = 'must match `hostPort` when `hostNetwork` is true';
        errors.push(invalid(`${at}.containerPort`, readNumber(port, 'containerPort'), detail));
      }
    }
  }
  return errors;
}

/** Upstream: ValidateEnv. */
function validateEnv(container: JsonObject, path: string): readonly FieldError[] {
  return readObjects(container, 'env').flatMap((env, index) => {
    const at = `${path}.env[${index}]`;
    const name = readText(env, 'name');
    if (name === '') return [required(`${at}.name`)];
    const errors: FieldError[] = environmentNameProblems(name).map((problem) => invalid(`${at}.name`, name, problem));
    if (has(env, 'valueFrom')) {
      const sources = Object.keys(readObject(env, 'valueFrom'));
      const problem =
        sources.length === 0
          ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
          : readText(env, 'value') !== ''
            ? 'may not be specified when `value` is not empty'
            : sources.length > 1
              ? 'may not have more than one field specified at a time'
              : undefined;
      if (problem !== undefined) errors.push(invalid(`${at}.valueFrom`, '', problem));
    }
    return errors;
  });
}

/** Upstream: ValidateVolumeMounts. */
function validateMounts(container: JsonObject, path: string, volumes: ReadonlySet<string>): readonly FieldError[] {
  const paths = new Set<string>();
  return readObjects(container, 'volumeMounts').flatMap((mount, index) => {
    const at = `${path}.volumeMounts[${index}]`;
    const errors: FieldError[] = [];
    const name = readText(mount, 'name');
    if (name === '') errors.push(required(`${at}.name`));
    else if (!volumes.has(name)) {
      errors.push({ type: 'FieldValueNotFound', field: `${at}.name`, value: JSON.stringify(name), detail: '' });
    }
    const mountPath = readText(mount, 'mountPath');
    if (mountPath === '') errors.push(required(`${at}.mountPath`));
    else if (paths.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    return errors;
  });
}

/** Upstream: ValidateContainerResourceRequirements. */
function validateResources(resources: JsonObject, path: string): readonly FieldError[] {
  const limits = readMap(resources, 'limits');
  const errors: FieldError[] = [];
  for (const field of ['limits', 'requests']) {
    for (const [name, text] of Object.entries(readMap(resources, field))) {
      const at = `${path}.${field}[${name}]`;
      if (!STANDARD_RESOURCES.has(name) && !name.startsWith('hugepages-') && !name.includes('/')) {
        errors.push(invalid(at, name, 'must be a standard resource type or fully qualified'));
        errors.push(invalid(at, name, 'must be a standard resource for containers'));
      }
      const quantity = parseQuantity(text);
      if (quantity !== undefined && quantity.nano < 0n) {
        errors.push(invalid(at, text, 'must be greater than or equal to 0'));
      }
      const limit = field === 'requests' ? limits[name] : undefined;
      const bound = limit === undefined ? undefined : parseQuantity(limit);
      if (quantity !== undefined && bound !== undefined && quantity.nano > bound.nano) {
        errors.push(invalid(`${path}.requests`, text, `must be less than or equal to ${name} limit of ${limit}`));
      }
    }
  }
  return errors;
}

/** What is legal in containers and yet odd. Upstream: pkg/api/pod/warnings.go (v1.36). */
export function containerWarnings(spec: JsonObject, path: string): readonly string[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    readObjects(spec, list).flatMap((container, index) => {
      const at = `${path}.${list}[${index}]`;
      return [...resourceWarnings(container, at), ...envWarnings(container, at), ...portWarnings(container, at)];
    }),
  );
}

function resourceWarnings(container: JsonObject, path: string): readonly string[] {
  const resources = readObject(container, 'resources');
  return ['limits', 'requests'].flatMap((field) =>
    ['memory', 'ephemeral-storage'].flatMap((name) => {
      const text = readMap(resources, field)[name];
      const quantity = text === undefined ? undefined : parseQuantity(text);
      if (quantity === undefined || quantity.nano % 1_000_000_000n === 0n) return [];
      return [`${path}.resources.${field}[${name}]: fractional byte value "${text}" is invalid, must be an integer`];
    }),
  );
}

function envWarnings(container: JsonObject, path: string): readonly string[] {
  const seen = new Set<string>();
  return readObjects(container, 'env').flatMap((env, index) => {
    const name = readText(env, 'name');
    const isHidden = seen.has(name) && !readText(env, 'value').includes(`$(${name})`);
    seen.add(name);
    return isHidden ? [`${path}.env[${index}]: hides previous definition of "${name}", which may be unexpected`] : [];
  });
}

function portWarnings(container: JsonObject, path: string): readonly string[] {
  const seen = new Map<string, number>();
  return readList(container, 'ports').flatMap((_, index) => {
    const port = readObjects(container, 'ports')[index];
    if (port === undefined) return [];
    const key = `${readText(port, 'protocol') || 'TCP'} ${readNumber(port, 'containerPort')} ${readNumber(port, 'hostPort')} ${readText(port, 'hostIP')}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
      return [];
    }
    return [`${path}.ports[${index}]: duplicate port definition with ${path}.ports[${first}]`];
  });
}
