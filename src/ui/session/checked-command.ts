/** unknown -> Command: every field of what a link or the browser's storage held, checked. */
import { micros, seconds } from '../../base/sim-time.ts';
import type { Action, Command, ObjectReference } from '../../simulation/session.ts';

/** No command is later than a day of virtual time. */
const LATEST_COMMAND = seconds(86_400);
/** The longest name that Kubernetes gives anything (a DNS subdomain). */
const MAX_NAME_LENGTH = 253;
/** A label's key has a prefix of that length, a slash and 63 characters. */
const MAX_KEY_LENGTH = MAX_NAME_LENGTH + 1 + 63;
/** More labels in one command are no person's doing. */
const MAX_LABELS = 100;
/** More replicas nobody asks for; how many pods there are is limited besides. */
const MAX_REPLICAS = 1_000_000;

type Fields = Readonly<Record<string, unknown>>;

/** The command in `value`, or undefined where any field is not as it must be. Fields that it does not have are left out. */
export function checkedCommand(value: unknown): Command | undefined {
  if (!isRecord(value)) return undefined;
  const { at } = value;
  const action = isWhole(at, LATEST_COMMAND) ? checkedAction(value) : undefined;
  return action === undefined || !isWhole(at, LATEST_COMMAND) ? undefined : { ...action, at: micros(at) };
}

/** Whether `value` is an object with fields to look at. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether `value` is a whole number from 0 to `limit`. */
export function isWhole(value: unknown, limit: number): value is number {
  return Number.isInteger(value) && typeof value === 'number' && value >= 0 && value <= limit;
}

function checkedAction(fields: Fields): Action | undefined {
  const { type, node, pod, manifests, replicas, isReady, isOn, isOpen } = fields;
  switch (type) {
    case 'apply':
      return typeof manifests === 'string' ? { type, manifests } : undefined;
    case 'delete':
    case 'rolloutRestart':
    case 'rolloutUndo': {
      const object = checkedReference(fields['object']);
      return object && { type, object };
    }
    case 'scale': {
      const object = checkedReference(fields['object']);
      return object && isWhole(replicas, MAX_REPLICAS) ? { type, object, replicas } : undefined;
    }
    case 'label': {
      const object = checkedReference(fields['object']);
      const labels = checkedLabels(fields['labels']);
      return object && labels && { type, object, labels };
    }
    case 'cordon':
    case 'uncordon':
    case 'drain':
    case 'powerOff':
    case 'powerOn':
    case 'shutDown':
    case 'cutNetwork':
    case 'restoreNetwork':
      return isName(node) ? { type, node } : undefined;
    case 'crash':
      return isPodKey(pod) ? { type, pod } : undefined;
    case 'setReady':
      return isPodKey(pod) && typeof isReady === 'boolean' ? { type, pod, isReady } : undefined;
    case 'setLoadBalancerProvider':
      return typeof isOn === 'boolean' ? { type, isOn } : undefined;
    case 'setFirewall':
      return typeof isOpen === 'boolean' ? { type, isOpen } : undefined;
    default:
      return undefined;
  }
}

function checkedReference(value: unknown): ObjectReference | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, namespace, name } = value;
  if (!isName(kind) || !isName(name)) return undefined;
  if (namespace === undefined) return { kind, name };
  return isName(namespace) ? { kind, namespace, name } : undefined;
}

function checkedLabels(value: unknown): Readonly<Record<string, string | null>> | undefined {
  if (!isRecord(value)) return undefined;
  const checked: [string, string | null][] = [];
  for (const [key, text] of Object.entries(value)) {
    if (key === '' || key.length > MAX_KEY_LENGTH) return undefined;
    if (text !== null && (typeof text !== 'string' || text.length > MAX_NAME_LENGTH)) return undefined;
    checked.push([key, text]);
  }
  return checked.length > MAX_LABELS ? undefined : Object.fromEntries(checked);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_NAME_LENGTH;
}

/** `namespace/name`. */
function isPodKey(value: unknown): value is string {
  const [namespace, name, ...rest] = typeof value === 'string' ? value.split('/') : [];
  return isName(namespace) && isName(name) && rest.length === 0;
}
