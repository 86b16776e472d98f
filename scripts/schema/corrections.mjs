// What the declarations leave out: numeric ranges and values that Kubernetes gives in prose only.

const port = { type: 'integer', minimum: 1, maximum: 65535 };
const portOrName = { oneOf: [port, { type: 'string' }] };

/**
 * Definition, property, and the schema that takes the place of the generated one (the description stays).
 * @type {[string, string, object][]}
 */
const corrections = [
  ['CoreV1ServicePort', 'port', port],
  ['CoreV1ServicePort', 'targetPort', portOrName],
  ['CoreV1ServicePort', 'nodePort', { type: 'integer', minimum: 30000, maximum: 32767 }],
  ['CoreV1ServiceSpec', 'healthCheckNodePort', { type: 'integer', minimum: 30000, maximum: 32767 }],
  ['CoreV1ServiceSpec', 'trafficDistribution', { enum: ['PreferClose', 'PreferSameZone', 'PreferSameNode'] }],
  ['CoreV1ClientIPConfig', 'timeoutSeconds', { type: 'integer', minimum: 1, maximum: 86400 }],
  ['CoreV1ContainerPort', 'containerPort', port],
  ['CoreV1ContainerPort', 'hostPort', port],
  ['CoreV1HTTPGetAction', 'port', portOrName],
  ['CoreV1TCPSocketAction', 'port', portOrName],
  ['DiscoveryV1EndpointPort', 'port', port],
  ['NetworkingV1ServiceBackendPort', 'number', port],
  ['AppsV1DeploymentSpec', 'replicas', { type: 'integer', minimum: 0 }],
  ['AppsV1ReplicaSetSpec', 'replicas', { type: 'integer', minimum: 0 }],
  ['AppsV1StatefulSetSpec', 'replicas', { type: 'integer', minimum: 0 }],
];

/** Applies them in place; a correction that finds nothing to correct is an error. */
export function correct(definitions) {
  for (const [definition, property, schema] of corrections) {
    const properties = definitions[definition]?.properties;
    if (properties?.[property] === undefined) throw new Error(`nothing to correct at ${definition}.${property}`);
    const { description } = properties[property];
    properties[property] = description === undefined ? schema : { description, ...schema };
  }
}
