/** What runs in a pod: where it listens, how long it takes to start and to answer. */
import { parseDuration, type SimTime } from '../../base/sim-time.ts';
import type { Protocol } from '../../kubernetes/api/meta.ts';
import type { Pod, Probe } from '../../kubernetes/api/pod.ts';
import { APPLICATION_LATENCY, CONTAINER_START } from '../constants.ts';
import { imageRepository, knownPorts } from './images.ts';

/** One listening socket of the pod. */
export interface Listener {
  readonly port: number;
  readonly protocol: Protocol;
  /** Whether it is bound to 127.0.0.1 and so deaf to the network. */
  readonly isLoopback: boolean;
}

/** Overrides the listening sockets: `8080`, `53/UDP`, `127.0.0.1:3000`, comma separated; empty: none. */
const LISTEN_ANNOTATION = 'kubehops.dev/listen';
/** Overrides the time from binding to a running container, as a duration. */
const STARTUP_ANNOTATION = 'kubehops.dev/startup';
/** Overrides the time that an answer takes, as a duration. */
const LATENCY_ANNOTATION = 'kubehops.dev/latency';

/**
 * The sockets of the pod's programs: what the annotation says, else what the known image listens on, else the declared
 * containerPorts. Simplified: [SIM-13] a real containerPort opens nothing; an unknown program is taken at its word.
 */
export function listenersOf(pod: Pod): readonly Listener[] {
  const annotation = pod.metadata.annotations?.[LISTEN_ANNOTATION];
  if (annotation !== undefined) return annotation.split(',').flatMap(parseListener);
  return pod.spec.containers.flatMap((container) => {
    const known = knownPorts(container.image ?? '');
    if (known !== undefined) return known.map((port) => ({ port, protocol: 'TCP' as const, isLoopback: false }));
    return (container.ports ?? []).map(({ containerPort, protocol }) => ({
      port: containerPort,
      protocol: protocol ?? 'TCP',
      isLoopback: false,
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

/** The first image that cannot be read as a reference, if there is one: kubelet's InvalidImageName. */
export function invalidImageOf(pod: Pod): string | undefined {
  return pod.spec.containers.find(({ image }) => imageRepository(image ?? '') === undefined)?.image;
}

/** Whether a probe of this pod succeeds now. Simplified: [SIM-14] exec and gRPC probes succeed, HTTP probes look at the port alone. */
export function probeSucceeds(pod: Pod, probe: Probe): boolean {
  const port = probe.httpGet?.port ?? probe.tcpSocket?.port;
  if (port === undefined) return true;
  const number = typeof port === 'number' ? port : namedPort(pod, port);
  return number !== undefined && listensOn(pod, number, 'TCP');
}

function namedPort(pod: Pod, name: string): number | undefined {
  const ports = pod.spec.containers.flatMap((container) => container.ports ?? []);
  return ports.find((port) => port.name === name)?.containerPort;
}

function durationOf(pod: Pod, annotation: string): SimTime | undefined {
  return parseDuration(pod.metadata.annotations?.[annotation] ?? '');
}

function parseListener(text: string): Listener[] {
  const match = /^\s*(?:([\d.]+):)?(\d{1,5})(?:\/(TCP|UDP|SCTP))?\s*$/.exec(text);
  if (match === null) return [];
  const protocol = match[3] === 'UDP' || match[3] === 'SCTP' ? match[3] : 'TCP';
  return [{ port: Number(match[2]), protocol, isLoopback: match[1]?.startsWith('127.') ?? false }];
}
