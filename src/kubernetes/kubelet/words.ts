/** What a kubelet says of images, containers and probes, in its own words. */
import type { SimTime } from '../../base/sim-time.ts';
import { goDuration } from './go-duration.ts';

/** Upstream: pkg/kubelet/images/image_manager.go (v1.36). */
export function pulledMessage(image: string, duration: SimTime, bytes: number): string {
  const took = goDuration(duration);
  return `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: ${bytes} bytes.`;
}

/** Upstream: pkg/kubelet/images/image_manager.go (v1.36). */
export function presentMessage(image: string): string {
  return `Container image "${image}" already present on machine and can be accessed by the pod`;
}

/** An image name that cannot be read. Upstream: pkg/kubelet/images/image_manager.go applyDefaultImageTag (v1.36). */
export function invalidImageMessage(image: string): string {
  return `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
}

/** What containerd answers where a registry has no such image; `reference` is complete, with registry and tag. */
export function imageNotFound(reference: string): string {
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${reference}: not found`;
}

/** What containerd answers where the registry's name cannot be resolved. */
export function registryUnknown(reference: string): string {
  const [host = '', ...rest] = reference.split('/');
  const [name = '', tag = ''] = splitTag(rest.join('/'));
  const url = `https://${host}/v2/${name}/manifests/${tag}`;
  const lookup = `lookup ${host.replace(/:\d+$/, '')}: no such host`;
  return `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": failed to do request: Head "${url}": dial tcp: ${lookup}`;
}

/** Upstream: pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff (v1.36). */
export function crashLoopMessage(delay: SimTime, container: string, pod: string): string {
  return `back-off ${goDuration(delay)} restarting failed container=${container} pod=${pod}`;
}

/** What a probe heard that nobody answered. Upstream: pkg/probe/http, pkg/probe/tcp, with Go's words for the errors (v1.36). */
export function refused(address: string, url?: string): string {
  return inRequest(`dial tcp ${address}: connect: connection refused`, url);
}

/** A connection that nobody accepts. */
export function dialTimeout(address: string): string {
  return `dial tcp ${address}: i/o timeout`;
}

/** An answer that took too long. */
export function answerTimeout(url: string): string {
  return inRequest('context deadline exceeded (Client.Timeout exceeded while awaiting headers)', url);
}

/** An answer that says no. */
export function badStatus(code: number): string {
  return `HTTP probe failed with statuscode: ${code}`;
}

function inRequest(error: string, url: string | undefined): string {
  return url === undefined ? error : `Get "${url}": ${error}`;
}

function splitTag(path: string): readonly string[] {
  const at = path.indexOf('@');
  if (at >= 0) return [path.slice(0, at), path.slice(at + 1)];
  const colon = path.lastIndexOf(':');
  return [path.slice(0, colon), path.slice(colon + 1)];
}
