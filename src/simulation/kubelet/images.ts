/** Images are behaviours: what the programs in well-known images listen on. */

/** Ports by repository, without registry and tag. Nothing: a program that serves nobody. */
const CATALOGUE: Readonly<Record<string, readonly number[]>> = {
  alpine: [],
  bash: [],
  busybox: [],
  caddy: [80, 443],
  centos: [],
  debian: [],
  'e2e-test-images/agnhost': [8080],
  'ealen/echo-server': [80],
  echoserver: [8080],
  elasticsearch: [9200, 9300],
  'google-samples/gb-frontend': [80],
  'google-samples/hello-app': [8080],
  'grafana/grafana': [3000],
  'hashicorp/http-echo': [5678],
  'hello-world': [],
  httpd: [80],
  'jmalloc/echo-server': [8080],
  'kennethreitz/httpbin': [80],
  mariadb: [3306],
  memcached: [11211],
  mongo: [27017],
  mysql: [3306],
  nginx: [80],
  'nginxdemos/hello': [80],
  'nginxinc/nginx-unprivileged': [8080],
  postgres: [5432],
  'prom/prometheus': [9090],
  rabbitmq: [5672, 15672],
  redis: [6379],
  tomcat: [8080],
  traefik: [80],
  'traefik/whoami': [80],
  ubuntu: [],
  whoami: [80],
  wordpress: [80],
};

/** The size of every image. Simplified: [SIM-60] sizes are not known here. */
export const IMAGE_BYTES = 50_000_000;

/** Images of shells and bare systems: without a command their program has nothing to do and ends. */
const ONE_SHOT: ReadonlySet<string> = new Set([
  'alpine',
  'bash',
  'busybox',
  'centos',
  'debian',
  'hello-world',
  'ubuntu',
]);

const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const DIGEST = 'sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}';
const REMAINDER = new RegExp(`^(${COMPONENT}(?:/${COMPONENT})*)(?::\\w[\\w.-]{0,127})?(?:@(?:${DIGEST}))?$`);
const LABEL = '[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*';
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
/** An image's id, which is no name. */
const IDENTIFIER = /^[a-f0-9]{64}$/;
const MAX_REPOSITORY = 255;

/**
 * The repository in an image reference, without registry, `library/`, tag and digest; undefined when the reference cannot be read.
 * Upstream: github.com/distribution/reference ParseNormalizedNamed, as kubelet uses it (v1.36).
 */
export function imageRepository(image: string): string | undefined {
  const first = image.slice(0, Math.max(0, image.indexOf('/')));
  // A first part without dot, port, `localhost` or upper case is no registry but the start of the path.
  const hasRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (IDENTIFIER.test(image) || (hasRegistry && !REGISTRY.test(first))) return undefined;
  const path = REMAINDER.exec(hasRegistry ? image.slice(first.length + 1) : image)?.[1];
  return path === undefined || path.length > MAX_REPOSITORY ? undefined : path.replace(/^library\//, '');
}

/** The ports that the program in this image is known to listen on, or undefined for an image that nobody here knows. */
export function knownPorts(image: string): readonly number[] | undefined {
  const repository = imageRepository(image);
  return repository !== undefined && Object.hasOwn(CATALOGUE, repository) ? CATALOGUE[repository] : undefined;
}

/** Whether the image's program ends by itself when it is given no command. */
export function isOneShot(image: string): boolean {
  return ONE_SHOT.has(imageRepository(image) ?? '');
}

/** The reference with its registry and tag, as the container runtime names it: `docker.io/library/nginx:latest`. */
export function fullReference(image: string): string {
  const first = image.slice(0, Math.max(0, image.indexOf('/')));
  const hasRegistry = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const path = hasRegistry || image.includes('/') ? image : `library/${image}`;
  const named = hasRegistry ? path : `docker.io/${path}`;
  return /[:@]/.test(named.slice(named.lastIndexOf('/'))) ? named : `${named}:latest`;
}
