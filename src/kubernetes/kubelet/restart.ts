/** Whether a container that has ended is started again. */
import type { Container, PodSpec } from '../api/pod.ts';

/** Whether this is an init container that goes on running beside the others. Upstream: podutil.IsRestartableInitContainer (v1.36). */
export function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

/** Upstream: pkg/api/v1/pod/util.go ContainerShouldRestart (v1.36), without restart rules. */
export function shouldRestart(spec: PodSpec, container: Container, isInit: boolean, exitCode: number): boolean {
  if (isInit && isSidecar(container)) return true;
  switch (spec.restartPolicy ?? 'Always') {
    case 'Never':
      return false;
    case 'OnFailure':
      return exitCode !== 0;
    default:
      return !isInit || exitCode !== 0;
  }
}
