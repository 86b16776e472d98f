/** What runs in a pod: where it listens, how long it takes to start, to answer and to stop, and whether it crashes. */
import { millis, parseDuration, START, type SimTime } from '../../base/sim-time.ts';
import type { Protocol } from '../../kubernetes/api/meta.ts';
import type { Container, Pod } from '../../kubernetes/api/pod.ts';
import type { EnvVar } from '../../kubernetes/kubelet/service-env.ts';
import { imageNotFound, registryUnknown } from '../../kubernetes/kubelet/words.ts';
import { APPLICATION_LATENCY, CONTAINER_START, CONTAINER_STOP } from '../constants.ts';
import { fullReference, imageRepository, isOneShot, knownPorts } from './images.ts';

/** One listening socket of the pod. */
export interface Listener {
  readonly port: number;
  readonly protocol: Protocol;
  /** Whether it is bound to 127.0.0.1 and so deaf to the network. */
  readonly isLoopback: boolean;
  /** The place of its container among the pod's `containers`. */
  readonly container: number;
}

/** Overrides the listening sockets: `8080`, `53/UDP`, `127.0.0.1:3000`, comma separated; empty: none. */
const LISTEN_ANNOTATION = 'kubehops.dev/listen';
/** Overrides the time from binding to a running container, as a duration. */
const STARTUP_ANNOTATION = 'kubehops.dev/startup';
/** Overrides the time that an answer takes, as a duration. */
const LATENCY_ANNOTATION = 'kubehops.dev/latency';
/** How long after its start the first container's program ends with an error, as a duration; `always`: at once. */
const CRASH_ANNOTATION = 'kubehops.dev/crash';
/** How long programs run on after SIGTERM, as a duration; `never`: until SIGKILL. */
const STOP_ANNOTATION = 'kubehops.dev/stop';
/** Names an environment variable that the program reads its port from: it ends with an error where that is no number. */
const PORT_VARIABLE_ANNOTATION = 'kubehops.dev/port-variable';
/** `fail`: the registry has none of the pod's images. */
const IMAGE_PULL_ANNOTATION = 'kubehops.dev/image-pull';

/**
 * The sockets of the pod's programs: what the annotation says, else what the known image listens on, else the declared
 * containerPorts. Simplified: [SIM-13] a real containerPort opens nothing; an unknown program is taken at its word.
 */
export function listenersOf(pod: Pod): readonly Listener[] {
  const annotation = pod.metadata.annotations?.[LISTEN_ANNOTATION];
  if (annotation !== undefined) return annotation.split(',').flatMap(parseListener);
  return pod.spec.containers.flatMap(({ image = '', ports = [] }, container) => {
    const known = knownPorts(image);
    if (known !== undefined) {
      return known.map((port) => ({ port, protocol: 'TCP' as const, isLoopback: false, container }));
    }
    return ports.map(({ containerPort, protocol = 'TCP' }) => ({
      port: containerPort,
      protocol,
      isLoopback: false,
      container,
    }));
  });
}

/** Whether something in the pod accepts connections from the network on this port. */
export function listensOn(pod: Pod, port: number, protocol: Protocol): boolean {
  return listenersOf(pod).some((each) => each.port === port && each.protocol === protocol && !each.isLoopback);
}

/** How long the pod's containers take to start. */
export function startupOf(pod: Pod): SimTime {
  return durationOf(pod, STARTUP_ANNOTATION) ?? CONTAINER_START;
}

/** How long the pod takes to answer a request. */
export function latencyOf(pod: Pod): SimTime {
  return durationOf(pod, LATENCY_ANNOTATION) ?? APPLICATION_LATENCY;
}

/** How long the programs run on after SIGTERM; undefined: until they are killed. */
export function stopOf(pod: Pod): SimTime | undefined {
  if (pod.metadata.annotations?.[STOP_ANNOTATION] === 'never') return undefined;
  return durationOf(pod, STOP_ANNOTATION) ?? CONTAINER_STOP;
}

/** What becomes of a program that has just started: when it ends by itself and how, or undefined where it runs on. */
export interface OwnEnd {
  readonly after: SimTime;
  readonly exitCode: number;
}

/** When a program ends by itself, if it does. A shell's image without a command ends at once; Simplified: [SIM-64] any command runs for ever, that of an init container for a second. */
export function ownEndOf(pod: Pod, container: Container, isFirst: boolean): OwnEnd | undefined {
  const crash = isFirst ? pod.metadata.annotations?.[CRASH_ANNOTATION] : undefined;
  if (crash === 'always') return { after: START, exitCode: 1 };
  const after = crash === undefined ? undefined : parseDuration(crash);
  if (after !== undefined) return { after, exitCode: 1 };
  const hasCommand = container.command !== undefined || container.args !== undefined;
  return isOneShot(container.image ?? '') && !hasCommand ? { after: millis(10), exitCode: 0 } : undefined;
}

/** The end of a program that reads a port from a variable which holds something else, such as the URL of a Service. */
export function misreadEnd(pod: Pod, env: readonly EnvVar[]): OwnEnd | undefined {
  const variable = pod.metadata.annotations?.[PORT_VARIABLE_ANNOTATION];
  const value = variable === undefined ? undefined : env.find(({ name }) => name === variable)?.value;
  return value === undefined || /^\d+$/.test(value) ? undefined : { after: START, exitCode: 1 };
}

/** Why the container's image cannot be pulled, in the words of the runtime, or undefined where it can. */
export function pullErrorOf(pod: Pod, { image = '' }: Container): string | undefined {
  const reference = fullReference(image);
  if (pod.metadata.annotations?.[IMAGE_PULL_ANNOTATION] === 'fail') return imageNotFound(reference);
  const host = reference.slice(0, reference.indexOf('/'));
  return /\.invalid(:\d+)?$/.test(host) ? registryUnknown(reference) : undefined;
}

/** Whether the image's name can be read at all: where not, kubelet says InvalidImageName. */
export function isReadableImage({ image = '' }: Container): boolean {
  return imageRepository(image) !== undefined;
}

function durationOf(pod: Pod, annotation: string): SimTime | undefined {
  const text = pod.metadata.annotations?.[annotation];
  return text === undefined ? undefined : parseDuration(text);
}

function parseListener(text: string): Listener[] {
  const match = /^\s*(?:([\d.]+):)?(\d{1,5})(?:\/(TCP|UDP|SCTP))?\s*$/.exec(text);
  if (match === null) return [];
  const protocol = match[3] === 'UDP' || match[3] === 'SCTP' ? match[3] : 'TCP';
  return [{ port: Number(match[2]), protocol, isLoopback: match[1]?.startsWith('127.') ?? false, container: 0 }];
}
