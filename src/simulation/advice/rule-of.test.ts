import { describe, expect, it } from 'vitest';
import { testCluster } from '../../testing/test-cluster.ts';
import { message, type Message } from '../message.ts';
import type { RuleId } from './rule-id.ts';
import { ruleOf } from './rule-of.ts';

type Example = readonly [path: string, message: string | Message];

const yaml = (text: string): Example => ['', `error converting YAML to JSON: yaml: line 4: ${text}`];
const field = (path: string, text: string): Example => [path, `${path}: ${text}`];
const container = 'spec.template.spec.containers[0]';

/** What Kubernetes, or we, say of each rule. */
const EXAMPLES: Readonly<Record<RuleId, readonly Example[]>> = {
  'yaml.mappingValues': [yaml('mapping values are not allowed in this context')],
  'yaml.missingColon': [yaml("could not find expected ':'")],
  'yaml.tab': [
    yaml('found character that cannot start any token'),
    yaml('found a tab character that violates indentation'),
  ],
  'yaml.unclosedQuote': [yaml('found unexpected end of stream')],
  'yaml.unclosedBracket': [yaml("did not find expected ',' or ']'")],
  'yaml.indentation': [yaml('did not find expected key'), yaml("did not find expected '-' indicator")],
  'yaml.duplicateKey': [yaml('key "kind" already set in map')],
  'yaml.syntax': [yaml('did not find expected alphabetic or numeric character')],
  'decode.unknownField': [
    [
      'metadata.label',
      'Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "metadata.label"',
    ],
    ['spec.ports', 'strict decoding error: unknown field "spec.ports"'],
  ],
  'decode.type': [
    [
      'spec.ports[0].port',
      'json: cannot unmarshal string into Go struct field ServicePort.spec.ports.port of type int32',
    ],
    ['metadata.labels.x', 'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string'],
    ['kind', 'error validating "manifest.yaml": error validating data: kind isn\'t string type; if you choose to …'],
  ],
  'decode.quantity': [
    [`${container}.resources.limits.memory`, "quantities must match the regular expression '^([+-]?[0-9.]+)…"],
  ],
  'mapping.noKind': [
    ['kind', 'resource mapping not found for name: "web": no matches for kind "Servise" in version "v1"'],
    ['apiVersion', 'error validating data: unexpected GroupVersion string: a/b/c; if you choose to …'],
  ],
  'mapping.missingKind': [['', 'error validating "manifest.yaml": error validating data: kind not set; if you …']],
  'mapping.notAnObject': [
    ['', 'error validating "manifest.yaml": error validating data: invalid object to validate; …'],
  ],
  'namespace.notFound': [['metadata.namespace', 'namespaces "shop" not found']],
  'name.required': [
    ['metadata.name', 'from server for: "manifest.yaml": resource name may not be empty'],
    field('metadata.name', 'Required value: name or generateName is required'),
  ],
  'name.format': [
    field('metadata.name', 'Invalid value: "Web": a lowercase RFC 1123 label must consist of …'),
    field('metadata.name', 'Invalid value: "web.api": must not contain dots'),
  ],
  'name.generate': [['metadata.generateName', 'from web-: cannot use generate name with apply']],
  'name.hostname': [
    field(
      'metadata.name',
      "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: […]",
    ),
  ],
  'labels.format': [
    field('metadata.labels', 'Invalid value: "front end": a valid label must be an empty string or …'),
    field('spec.selector', 'Invalid value: "web server": a valid label must be an empty string or …'),
    field('spec.selector.matchLabels', 'Invalid value: "my app": name part must consist of …'),
    field('spec.template.labels', 'Invalid value: "hello world": a valid label must be …'),
  ],
  'service.ports.required': [field('spec.ports', 'Required value')],
  'service.port.range': [field('spec.ports[0].port', 'Invalid value: 0: must be between 1 and 65535, inclusive')],
  'service.port.name': [
    field('spec.ports[1].name', 'Required value'),
    field('spec.ports[1].name', 'Duplicate value: "http"'),
  ],
  'service.port.duplicate': [field('spec.ports[1]', 'Duplicate value: {"Name":"","Protocol":"TCP","Port":80}')],
  'service.protocol': [
    field('spec.ports[0].protocol', 'Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"'),
  ],
  'service.appProtocol': [field('spec.ports[0].appProtocol', 'Invalid value: "": name part must be non-empty')],
  'service.targetPort': [
    field('spec.ports[0].targetPort', 'Invalid value: 0: must be between 1 and 65535, inclusive'),
    field('spec.ports[0].targetPort', 'Invalid value: "HTTP": must contain at least one letter (a-z)'),
  ],
  'service.nodePort.taken': [
    field('spec.ports[0].nodePort', 'Invalid value: 30080: provided port is already allocated'),
    [
      'spec.healthCheckNodePort',
      'Internal error occurred: failed to allocate requested HealthCheck NodePort 30199: provided port is already allocated',
    ],
    ['spec.ports[0].nodePort', message('manifest.nodePortOwner', { port: 30080, owner: 'shop/web' })],
  ],
  'service.nodePort.range': [
    field('spec.ports[0].nodePort', 'Invalid value: 80: provided port is not in the valid range. The range of valid …'),
  ],
  'service.nodePort.type': [field('spec.ports[0].nodePort', "Forbidden: may not be used when `type` is 'ClusterIP'")],
  'service.healthCheckNodePort': [field('spec.healthCheckNodePort', 'Forbidden: field is immutable')],
  'service.clusterIP.taken': [
    field(
      'spec.clusterIPs',
      'Invalid value: ["10.96.7.7"]: failed to allocate IP 10.96.7.7: provided IP is already allocated',
    ),
  ],
  'service.clusterIP.range': [
    field(
      'spec.clusterIPs',
      'Invalid value: ["10.97.0.10"]: failed to allocate IP 10.97.0.10: the provided network does not match the current range',
    ),
  ],
  'service.clusterIP.format': [
    field('spec.clusterIPs[0]', 'Invalid value: "auto": must be a valid IP address, (e.g. …'),
  ],
  'service.clusterIP.immutable': [field('spec.clusterIPs[0]', 'Invalid value: ["10.96.1.1"]: may not change once set')],
  'service.clusterIP.headless': [
    field('spec.clusterIPs[0]', 'Invalid value: "None": may not be set to \'None\' for NodePort services'),
  ],
  'service.externalName': [field('spec.externalName', 'Required value')],
  'service.externalIPs': [field('spec.externalIPs[0]', 'Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)')],
  'service.sessionAffinity': [
    field('spec.sessionAffinity', 'Unsupported value: "Node": supported values: "ClientIP", "None"'),
    field('spec.sessionAffinityConfig.clientIP.timeoutSeconds', 'Invalid value: 0: must be greater than 0 and …'),
  ],
  'service.type': [field('spec.type', 'Unsupported value: "nodeport": supported values: "ClusterIP", …')],
  'service.loadBalancer': [
    field('spec.loadBalancerClass', "Forbidden: may only be used when `type` is 'LoadBalancer'"),
    field('spec.loadBalancerClass', 'Invalid value: "example.com/b": may not change once set'),
  ],
  'service.sourceRanges': [
    field('spec.LoadBalancerSourceRanges[0]', 'Invalid value: "office": must be a valid CIDR value'),
  ],
  'service.trafficPolicy': [field('spec.externalTrafficPolicy', 'Unsupported value: "Global": supported values: …')],
  'service.trafficDistribution': [field('spec.trafficDistribution', 'Unsupported value: "preferClose": supported …')],
  'service.ipFamily': [
    field('spec.ipFamilies[0]', 'Invalid value: "IPv6": not configured on this cluster'),
    field('spec.clusterIPs[0]', 'Invalid value: ["fd00::10"]: IPv6 is not configured on this cluster'),
  ],
  'deployment.selector.required': [
    field('spec.selector', 'Required value'),
    field('spec.selector', 'Invalid value: {}: empty selector is invalid for deployment'),
  ],
  'deployment.selector.mismatch': [
    field('spec.template.metadata.labels', 'Invalid value: {"app":"web"}: `selector` does not match template `labels`'),
  ],
  'deployment.selector.immutable': [field('spec.selector', 'Invalid value: {"matchLabels":{}}: field is immutable')],
  'deployment.selector.format': [
    field('spec.selector.matchExpressions[0].operator', 'Invalid value: "Equals": not a valid selector operator'),
    field('spec.selector', 'Invalid value: {"matchLabels":{"my app":"web"}}: invalid label selector'),
  ],
  'deployment.replicas': [field('spec.replicas', 'Invalid value: -1: must be greater than or equal to 0')],
  'deployment.strategy': [
    field('spec.strategy.rollingUpdate.maxUnavailable', 'Invalid value: 0: may not be 0 when `maxSurge` is 0'),
    field('spec.progressDeadlineSeconds', 'Invalid value: 0: must be greater than minReadySeconds'),
  ],
  'deployment.restartPolicy': [
    field('spec.template.spec.restartPolicy', 'Unsupported value: "OnFailure": supported values: "Always"'),
  ],
  'container.required': [
    field('spec.template.spec.containers', 'Required value'),
    field(`${container}.name`, 'Required value'),
  ],
  'container.name': [field(`${container}.name`, 'Duplicate value: "web"')],
  'container.image': [field(`${container}.image`, 'Required value')],
  'container.port': [
    field(`${container}.ports[0].containerPort`, 'Invalid value: 70000: must be between 1 and 65535, inclusive'),
    field(`${container}.ports[1]`, `duplicate port definition with ${container}.ports[0]`),
  ],
  'container.env': [
    field(`${container}.env[0].name`, 'Invalid value: "A=B": a valid environment variable name must …'),
  ],
  'container.resources': [field(`${container}.resources.requests[cpu]`, 'Invalid value: "-1": must be greater than …')],
  probe: [field(`${container}.readinessProbe`, 'Required value: must specify a handler type')],
  'pod.immutable': [field('spec', 'Forbidden: pod updates may not change fields other than …')],
  'endpoints.address': [
    field('subsets[0].addresses[0].ip', 'Invalid value: "127.0.0.1": may not be in the loopback range …'),
    field('endpoints[0].addresses', 'Required value: must contain at least 1 address'),
  ],
  'endpoints.form': [field('addressType', 'Required value'), field('subsets[0].ports[0].name', 'Required value')],
  'ingress.rule': [
    field('spec.rules[0].http.paths[0].pathType', 'Required value: pathType must be specified'),
    field('spec', 'Invalid value: null: either `defaultBackend` or `rules` must be specified'),
  ],
  immutable: [field('spec.serviceName', 'Invalid value: "b": field is immutable')],
  unsupportedValue: [
    field(`${container}.imagePullPolicy`, 'Unsupported value: "always": supported values: "Always", …'),
  ],
  required: [field('spec.template.spec.volumes[0].name', 'Required value')],
  duplicate: [field('spec.template.spec.volumes[1].name', 'Duplicate value: "disk"')],
  forbidden: [
    field('spec.template.spec.activeDeadlineSeconds', 'Forbidden: activeDeadlineSeconds in ReplicaSet is not …'),
  ],
  deprecated: [['kind', 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']],
  ignored: [['spec.SessionAffinity', 'spec.SessionAffinity is ignored for headless services']],
  lastApplied: [
    [
      'kind',
      'resource services/kubernetes is missing the kubectl.kubernetes.io/last-applied-configuration annotation …',
    ],
  ],
  invalid: [field('spec.template.spec.subdomain', 'Invalid value: "Web": a lowercase RFC 1123 label must …')],
  'advice.selectorMatchesNothing': [
    ['spec.selector', message('advice.selectorMatchesNothing', { service: 'default/web' })],
  ],
  'advice.selectorMatchesOtherApp': [
    ['spec.selector', message('advice.selectorMatchesOtherApp', { service: 'a/b', app: 'api', wanted: 'web' })],
  ],
  'advice.nothingListens': [
    ['spec.ports[0].targetPort', message('advice.nothingListens', { port: 8080, workload: 'web' })],
  ],
  'advice.portNameMissing': [
    ['spec.ports[0].targetPort', message('advice.portNameMissing', { name: 'http', workload: 'web' })],
  ],
  'advice.externalNameIsAddress': [
    ['spec.externalName', message('advice.externalNameIsAddress', { name: '10.1.2.3' })],
  ],
  'advice.kindHasNoEffect': [['kind', message('advice.kindHasNoEffect', { kind: 'Ingress' })]],
  'manifest.tooManyPods': [['spec.replicas', message('manifest.tooManyPods', { limit: 500, wanted: 9_000 })]],
  'manifest.ownKinds': [
    ['spec', message('manifest.badUrl', { url: 'shop' })],
    ['networking', message('manifest.clusterFieldIgnored', { field: 'networking.ipFamily', value: 'ipv6' })],
  ],
};

describe('ruleOf', () => {
  it.each(Object.entries(EXAMPLES))('knows %s by its words and its field', (rule, examples) => {
    for (const [path, said] of examples) expect(ruleOf({ message: said, path }), JSON.stringify(said)).toBe(rule);
  });

  it('says nothing of words that it does not know', () => {
    expect(ruleOf({ message: 'etcdserver: request timed out' })).toBeUndefined();
  });

  it('stands beside each problem of a manifest', () => {
    const manifest = `apiVersion: v1
kind: Service
metadata: {name: Web}
spec: {type: nodeport, ports: [{port: 0}]}
`;
    const { diagnostics } = testCluster(manifest).run('1s').trace;
    expect(diagnostics.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['name.format', 'service.type', 'service.port.range']),
    );
  });
});
