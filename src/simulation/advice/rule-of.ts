/** Which rule a problem is about, told from its words and its field: Kubernetes names none. */
import type { MessageId } from '../message.ts';
import type { Diagnostic } from '../trace.ts';
import type { RuleId } from './rule-id.ts';

/** A way to know a rule: its words, and the field where they do not suffice. */
interface Sign {
  readonly rule: RuleId;
  readonly says?: RegExp;
  readonly at?: RegExp;
}

/** The most specific first; what fits first is the rule. */
const SIGNS: readonly Sign[] = [
  // The text is no YAML.
  { rule: 'yaml.mappingValues', says: /mapping values are not allowed/ },
  { rule: 'yaml.missingColon', says: /could not find expected ':'/ },
  { rule: 'yaml.tab', says: /tab character|character that cannot start any token/ },
  { rule: 'yaml.unclosedQuote', says: /found unexpected end of stream/ },
  { rule: 'yaml.unclosedBracket', says: /did not find expected ',' or/ },
  {
    rule: 'yaml.indentation',
    says: /did not find expected (?:key|'-' indicator)|block sequence entries are not allowed/,
  },
  { rule: 'yaml.duplicateKey', says: /key ".*" already (?:set in map|defined)/ },
  { rule: 'yaml.syntax', says: /error converting YAML to JSON|error parsing|yaml: / },
  // The text is no object that the server knows.
  { rule: 'decode.unknownField', says: /unknown field "/ },
  { rule: 'decode.quantity', says: /quantities must match the regular expression/ },
  { rule: 'decode.type', says: /cannot unmarshal|isn't string type|unrecognized type/ },
  { rule: 'mapping.noKind', says: /no matches for kind|no kind ".*" is registered|unexpected GroupVersion string/ },
  { rule: 'mapping.missingKind', says: /(?:kind|apiVersion) not set|Object 'Kind' is missing/ },
  { rule: 'mapping.notAnObject', says: /invalid object to validate/ },
  { rule: 'lastApplied', says: /missing the kubectl\.kubernetes\.io\/last-applied-configuration/ },
  { rule: 'deprecated', says: /\bis deprecated\b|\bare deprecated\b/ },
  { rule: 'ignored', says: /\b(?:is|are) ignored\b/ },
  // Metadata
  { rule: 'namespace.notFound', says: /^namespaces ".*" not found/ },
  { rule: 'name.generate', says: /cannot use generate name/ },
  { rule: 'name.required', says: /resource name may not be empty/ },
  { rule: 'name.required', says: /Required value/, at: /^metadata\.name$/ },
  { rule: 'name.hostname', says: /surprising behavior; a DNS label is recommended/ },
  {
    rule: 'name.format',
    says: /Invalid value|invalid resource name/,
    at: /^metadata\.(?:name|namespace|generateName)$/,
  },
  // Deployments and their like
  { rule: 'deployment.selector.mismatch', says: /`selector` does not match template `labels`/ },
  { rule: 'deployment.selector.immutable', says: /field is immutable/, at: /^spec\.selector/ },
  { rule: 'deployment.selector.required', says: /Required value$|empty selector is invalid/, at: /^spec\.selector$/ },
  { rule: 'deployment.selector.format', says: /invalid label selector/ },
  { rule: 'deployment.selector.format', at: /\.matchExpressions\b/ },
  { rule: 'deployment.replicas', says: /Invalid value/, at: /^spec\.replicas$/ },
  {
    rule: 'deployment.strategy',
    at: /^spec\.(?:strategy|updateStrategy|minReadySeconds|progressDeadlineSeconds)\b/,
  },
  { rule: 'deployment.restartPolicy', at: /^spec\.template\.spec\.restartPolicy$/ },
  // Pods
  { rule: 'pod.immutable', says: /pod updates may not change fields/ },
  { rule: 'probe', at: /\.(?:readiness|liveness|startup)Probe\b/ },
  { rule: 'container.resources', at: /ontainers\[\d+\]\.resources\b/ },
  { rule: 'container.env', at: /ontainers\[\d+\]\.env(?:From)?\b/ },
  { rule: 'container.port', at: /ontainers\[\d+\]\.ports\b/ },
  { rule: 'container.image', at: /ontainers\[\d+\]\.image$/ },
  { rule: 'container.required', says: /Required value/, at: /ontainers(?:\[\d+\]\.name)?$/ },
  { rule: 'container.name', at: /ontainers\[\d+\]\.name$/ },
  // Words of labels and selectors, wherever they stand
  { rule: 'labels.format', at: /(?:^|\.)(?:labels|annotations|matchLabels|nodeSelector)\b/ },
  { rule: 'labels.format', says: /valid label|name part|prefix part|no more than 63 bytes/, at: /^spec\.selector\b/ },
  // Services, by field
  { rule: 'service.nodePort.taken', says: /HealthCheck NodePort \d+: provided port is already allocated/ },
  { rule: 'service.healthCheckNodePort', at: /^spec\.healthCheckNodePort$/ },
  { rule: 'service.nodePort.taken', says: /already allocated|Duplicate value/, at: /\.nodePort$/ },
  { rule: 'service.nodePort.range', says: /not in the valid range/, at: /\.nodePort$/ },
  { rule: 'service.nodePort.type', says: /Forbidden/, at: /\.nodePort$/ },
  { rule: 'service.ports.required', says: /Required value/, at: /^spec\.ports$/ },
  { rule: 'service.port.duplicate', says: /Duplicate value/, at: /^spec\.ports\[\d+\]$/ },
  { rule: 'service.port.name', at: /^spec\.ports\[\d+\]\.name$/ },
  { rule: 'service.protocol', at: /^spec\.ports\[\d+\]\.protocol$/ },
  { rule: 'service.appProtocol', at: /^spec\.ports\[\d+\]\.appProtocol$/ },
  { rule: 'service.targetPort', at: /^spec\.ports\[\d+\]\.targetPort$/ },
  { rule: 'service.port.range', says: /must be between/, at: /^spec\.ports\[\d+\]\.(?:port|nodePort)$/ },
  { rule: 'service.clusterIP.taken', says: /already allocated/, at: /^spec\.clusterIP/ },
  {
    rule: 'service.clusterIP.range',
    says: /(?:does not|not) match the current range|not in the valid range/,
    at: /^spec\.clusterIP/,
  },
  { rule: 'service.clusterIP.immutable', says: /may not change|may not be unset|immutable/, at: /^spec\.clusterIP/ },
  { rule: 'service.clusterIP.headless', says: /'None'/, at: /^spec\.clusterIP/ },
  { rule: 'service.ipFamily', says: /IPv6|IP family|not configured/, at: /^spec\.clusterIP/ },
  { rule: 'service.clusterIP.format', at: /^spec\.clusterIP/ },
  { rule: 'service.ipFamily', at: /^spec\.ipFamil/ },
  { rule: 'service.externalName', at: /^spec\.externalName$/ },
  { rule: 'service.externalIPs', at: /^spec\.externalIPs\b/ },
  { rule: 'service.sessionAffinity', at: /^spec\.sessionAffinity/i },
  { rule: 'service.type', at: /^spec\.type$/ },
  { rule: 'service.sourceRanges', at: /^spec\.loadBalancerSourceRanges\b/i },
  { rule: 'service.loadBalancer', at: /^spec\.(?:loadBalancer|allocateLoadBalancerNodePorts)/ },
  { rule: 'service.trafficPolicy', at: /^spec\.(?:internal|external)TrafficPolicy$/ },
  { rule: 'service.trafficDistribution', at: /^spec\.trafficDistribution$/ },
  // The other kinds
  { rule: 'endpoints.address', at: /^(?:subsets\[\d+\]|endpoints\[\d+\])\.(?:addresses|notReadyAddresses)\b/ },
  { rule: 'endpoints.form', at: /^(?:subsets|endpoints|addressType|ports)\b/ },
  { rule: 'ingress.rule', at: /^spec\.(?:rules|defaultBackend|ingressClassName|tls)\b/ },
  { rule: 'ingress.rule', says: /`defaultBackend` or `rules`/ },
  // What is left says at least of what sort it is.
  { rule: 'immutable', says: /immutable|may not change|may not be changed|updates to .* are forbidden/ },
  { rule: 'unsupportedValue', says: /Unsupported value|must be '.*' or '/ },
  { rule: 'required', says: /Required value/ },
  { rule: 'duplicate', says: /Duplicate value|duplicate / },
  { rule: 'forbidden', says: /Forbidden/ },
  { rule: 'invalid', says: /Invalid value|\bis invalid\b|invalid/ },
];

/** Our own messages; whichever has no rule here explains itself. */
const OURS: Readonly<Partial<Record<MessageId, RuleId>>> = {
  'advice.selectorMatchesNothing': 'advice.selectorMatchesNothing',
  'advice.selectorMatchesOtherApp': 'advice.selectorMatchesOtherApp',
  'advice.nothingListens': 'advice.nothingListens',
  'advice.portNameMissing': 'advice.portNameMissing',
  'advice.externalNameIsAddress': 'advice.externalNameIsAddress',
  'advice.kindHasNoEffect': 'advice.kindHasNoEffect',
  'manifest.nodePortOwner': 'service.nodePort.taken',
  'manifest.tooManyPods': 'manifest.tooManyPods',
  'manifest.badCluster': 'manifest.ownKinds',
  'manifest.clusterFieldIgnored': 'manifest.ownKinds',
  'manifest.badClient': 'manifest.ownKinds',
  'manifest.badUrl': 'manifest.ownKinds',
};

/** The rule that the diagnostic is about, from its message and path; undefined where nothing is known of it. */
export function ruleOf({ message, path = '' }: Pick<Diagnostic, 'message' | 'path'>): RuleId | undefined {
  if (typeof message !== 'string') return OURS[message.id];
  return SIGNS.find(({ says, at }) => (says?.test(message) ?? true) && (at?.test(path) ?? true))?.rule;
}

/** The diagnostic with its rule, where it has one. */
export function withRule(diagnostic: Diagnostic): Diagnostic {
  const rule = ruleOf(diagnostic);
  return rule === undefined ? diagnostic : { ...diagnostic, rule };
}
