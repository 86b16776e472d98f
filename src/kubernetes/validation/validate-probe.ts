/** Whether a container's probe is valid. Upstream: pkg/apis/core/validation/validation.go validateProbe (v1.36). */
import type { JsonObject } from '../../base/json.ts';
import { has, readList, readNumber, readObject, readObjects, readText } from '../decode/read.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../field/field-error.ts';
import { portNumberProblems, regexMessage } from './names.ts';
import { validatePortNumberOrName } from './validate-service.ts';

const HEADER_MESSAGE = regexMessage(
  "a valid HTTP header must consist of alphanumeric characters or '-'",
  '[-A-Za-z0-9]+',
  'X-Header-Name',
);

/** The container's probe of that name, if it has one. */
export function validateProbe(
  container: JsonObject,
  name: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  containerPath: string,
): readonly FieldError[] {
  if (!has(container, name)) return [];
  const probe = readObject(container, name);
  const path = `${containerPath}.${name}`;
  const errors: FieldError[] = [...validateHandler(probe, path)];
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    const value = readNumber(probe, field);
    if (value < 0) errors.push(invalid(`${path}.${field}`, value, 'must be greater than or equal to 0'));
  }
  if (has(probe, 'terminationGracePeriodSeconds')) {
    const grace = readNumber(probe, 'terminationGracePeriodSeconds');
    if (grace <= 0) errors.push(invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
    if (name === 'readinessProbe') {
      errors.push(invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
    }
  }
  const successes = readNumber(probe, 'successThreshold');
  if (name !== 'readinessProbe' && successes !== 1) {
    errors.push(invalid(`${path}.successThreshold`, successes, 'must be 1'));
  }
  return errors;
}

/** Upstream: validateLifecycle. */
export function validateLifecycle(container: JsonObject, containerPath: string): readonly FieldError[] {
  const lifecycle = readObject(container, 'lifecycle');
  return ['postStart', 'preStop'].flatMap((hook) =>
    has(lifecycle, hook) ? validateHandler(readObject(lifecycle, hook), `${containerPath}.lifecycle.${hook}`) : [],
  );
}

/** Upstream: validateHandler: just one way to ask. */
function validateHandler(probe: JsonObject, path: string): readonly FieldError[] {
  const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'].filter((handler) => has(probe, handler));
  if (handlers.length === 0) return [required(path, 'must specify a handler type')];
  return handlers.flatMap((handler, index) => {
    const at = `${path}.${handler}`;
    if (index > 0) return [forbidden(at, 'may not specify more than 1 handler type')];
    const action = readObject(probe, handler);
    switch (handler) {
      case 'exec':
        return readList(action, 'command').length === 0 ? [required(`${at}.command`)] : [];
      case 'httpGet':
        return validateHttpGet(action, at);
      case 'tcpSocket':
        return validatePortNumberOrName(action, 'port', at);
      case 'sleep':
        return [];
      default: {
        const port = readNumber(action, 'port');
        return portNumberProblems(port).map((problem) => invalid(`${at}.port`, port, problem));
      }
    }
  });
}

function validateHttpGet(action: JsonObject, path: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (readText(action, 'path') === '') errors.push(required(`${path}.path`));
  errors.push(...validatePortNumberOrName(action, 'port', path));
  const scheme = readText(action, 'scheme');
  if (scheme !== 'HTTP' && scheme !== 'HTTPS') {
    errors.push(notSupported(`${path}.scheme`, scheme, ['HTTP', 'HTTPS']));
  }
  for (const header of readObjects(action, 'httpHeaders')) {
    const name = readText(header, 'name');
    if (!/^[-A-Za-z0-9]+$/.test(name)) errors.push(invalid(`${path}.httpHeaders`, name, HEADER_MESSAGE));
  }
  return errors;
}
