/** Which Kubernetes the page models. */

/** As Kubernetes writes its versions. */
export const KUBERNETES_VERSION = 'v1.36';
