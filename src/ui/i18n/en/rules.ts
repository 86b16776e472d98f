/** English: what each rule is called, and why it is so. Words between backticks are shown as code. */
import type { RuleId } from '../../../simulation/advice/rule-id.ts';

/** A rule in plain words: one to three sentences of why. */
export interface RuleText {
  readonly title: string;
  readonly why: string;
}

/** The shape that every other language must have: words for each rule. */
export type RuleTexts = Readonly<Record<RuleId, RuleText>>;

/** The English words. */
export const rules: RuleTexts = {
  'yaml.mappingValues': {
    title: 'A second colon where a value was to end',
    why: 'One line holds one `key: value`. Here a colon follows where a plain value was still being read: most often the line above is indented wrongly, or a value with a colon and a space in it needs quotes. YAML calls this a mapping value out of place.',
  },
  'yaml.missingColon': {
    title: 'A key without its colon',
    why: 'Each key ends in a colon and, when a value follows on the same line, a space: `port: 80`. The word here was taken for a key, and the next line came before its colon did.',
  },
  'yaml.tab': {
    title: 'A tab, or another sign that cannot begin a value',
    why: 'YAML shows what belongs to what by spaces in front of a line, and forbids tabs there because every editor draws them in another width. The signs @,\u00A0% and the backtick cannot begin a plain value either: put such a value in quotes.',
  },
  'yaml.unclosedQuote': {
    title: 'A quote that is never closed',
    why: 'A value that begins with a quote goes on until the same quote comes again. None came, so everything down to the end of the text was read as that one value.',
  },
  'yaml.unclosedBracket': {
    title: 'A bracket that is never closed',
    why: 'A list in `[ ]` or a mapping in `{ }` separates its parts by commas and has to end in its own bracket. The reader met something else first.',
  },
  'yaml.indentation': {
    title: 'A line that is indented differently from its neighbours',
    why: 'Keys of one block begin in the same column, and so do the dashes of one list. This line stands in a column where no block is open, so YAML cannot tell whose part it is.',
  },
  'yaml.duplicateKey': {
    title: 'The same key twice in one block',
    why: 'A block may hold each key once. With two of them one value would silently hide the other, so the text is refused.',
  },
  'yaml.syntax': {
    title: 'Text that is not YAML',
    why: 'Before Kubernetes sees anything, kubectl turns the text into an object. It could not, so nothing of this document was sent to the cluster.',
  },
  'decode.unknownField': {
    title: 'A field that this kind does not have',
    why: 'The API server knows every field of every kind. A name that is spelt differently, in another case, or indented below the wrong parent would be lost without a word, so strict decoding refuses it.',
  },
  'decode.type': {
    title: 'A value of the wrong type',
    why: 'Each field wants a number, a string, true or false, a list or a mapping, and YAML decides by how the value is written. `80` is a number and `"80"` a string; `yes`, `on` and `1.10` are no strings until they stand in quotes.',
  },
  'decode.quantity': {
    title: 'An amount that cannot be read',
    why: 'CPU and memory are quantities: a number with at most one suffix, such as `250m`, `0.5`, `64Mi` or `1Gi`, and no space between them.',
  },
  'mapping.noKind': {
    title: 'A kind that this apiVersion does not have',
    why: '`apiVersion` and `kind` together name what the document is: `v1` has Service and Pod, `apps/v1` has Deployment. Upper and lower case count. The cluster knows nothing by this pair.',
  },
  'mapping.missingKind': {
    title: 'A document without apiVersion or kind',
    why: 'Without `apiVersion` and `kind` nobody can tell what the document describes, or where to send it. Both stand at the very left of every document.',
  },
  'mapping.notAnObject': {
    title: 'A document that is no object',
    why: 'Each document, and each item of a List, is a mapping that begins with `apiVersion` and `kind`. A bare word or a bare list describes nothing that can be stored.',
  },
  'namespace.notFound': {
    title: 'A namespace that does not exist',
    why: 'An object lives in a namespace, which has to be there first. Add a document of `kind: Namespace` above this one, or leave the field out to use `default`.',
  },
  'name.required': {
    title: 'An object without a name',
    why: 'The name is how everything else finds the object: kubectl, other objects and, for a Service, DNS. `kubectl apply` cannot compare with what is stored until it knows the name.',
  },
  'name.format': {
    title: 'A name that is not allowed',
    why: 'Names end up in DNS names and in URLs, so they keep to small letters, digits and hyphens, and begin and end with a letter or digit (an RFC 1123 label). A Service may use 63 of them and no dots; Deployments and Pods may have dots.',
  },
  'name.generate': {
    title: 'apply cannot work with generateName',
    why: '`generateName` asks for a fresh name each time, but `kubectl apply` has to find the same object again. Give it a name, or use `kubectl create`.',
  },
  'name.hostname': {
    title: 'A name that makes an awkward host name',
    why: 'A pod carries its name as its host name, where a dot begins a domain and only 63 characters fit. Kubernetes accepts this name and warns: prefer a DNS label.',
  },
  'labels.format': {
    title: 'A label or annotation that is not allowed',
    why: 'Labels are short tags for selecting: at most 63 letters, digits, `-`, `_` or `.`, beginning and ending with a letter or digit. A key may have a DNS name and a slash in front, as in `app.kubernetes.io/name`.',
  },
  'service.ports.required': {
    title: 'A Service without ports',
    why: 'A Service forwards ports, so it needs at least one. Only a headless Service (`clusterIP: None`) and one of type ExternalName may have none: they are names in DNS and forward nothing.',
  },
  'service.port.range': {
    title: 'A port outside 1 to 65535',
    why: 'A port is a number of 16 bits, and 0 means none: so 1 to 65535 are left for `port` and `targetPort`.',
  },
  'service.port.name': {
    title: 'The name of a port',
    why: 'With more than one port each needs a name of its own, so that endpoints, Ingresses and DNS can tell them apart. A name is small letters, digits and hyphens.',
  },
  'service.port.duplicate': {
    title: 'The same port twice',
    why: 'A packet is told apart by protocol and port. Two entries with the same pair would both want the same packet; TCP 53 beside UDP 53 is fine.',
  },
  'service.protocol': {
    title: 'An unknown protocol',
    why: 'Kubernetes forwards `TCP`, `UDP` and `SCTP`, spelt in capitals. HTTP is spoken within TCP, so it is not named here.',
  },
  'service.appProtocol': {
    title: 'An appProtocol that is not allowed',
    why: 'This is a hint for load balancers of what is spoken on the port, such as `http` or `kubernetes.io/h2c`. It is written like the key of a label.',
  },
  'service.targetPort': {
    title: 'A targetPort that is not allowed',
    why: '`targetPort` is where the container listens: a number from 1 to 65535, or the name of a port in the pod. A name has at most 15 small letters, digits and single hyphens, with at least one letter.',
  },
  'service.nodePort.taken': {
    title: 'A node port that is taken',
    why: 'A node port is opened on every node of the cluster, so only one Service in all namespaces can have it. Pick another, or leave the field out and one is chosen for you.',
  },
  'service.nodePort.range': {
    title: 'A node port outside 30000 to 32767',
    why: 'Node ports come from a band of their own, so that they never collide with the programs of the nodes themselves. Leave the field out and a free one of the band is chosen.',
  },
  'service.nodePort.type': {
    title: 'A node port on a Service that has none',
    why: 'Only the types NodePort and LoadBalancer open a port on the nodes. A ClusterIP Service is reached from inside alone: change `type`, or remove `nodePort`.',
  },
  'service.healthCheckNodePort': {
    title: 'A health check port that is not allowed',
    why: 'With `externalTrafficPolicy: Local` a load balancer asks each node on this port whether it has a pod. So it exists only on such a LoadBalancer Service, and never changes once it is set.',
  },
  'service.clusterIP.taken': {
    title: 'A cluster IP that is taken',
    why: 'Each Service has an address of its own, for kube-proxy knows it by nothing else. Leave the field out and a free one is chosen.',
  },
  'service.clusterIP.range': {
    title: 'A cluster IP outside the range for Services',
    why: 'Cluster IPs are virtual: they come from a range that belongs to no machine (10.96.0.0/16 here). Its first and last address are never given out.',
  },
  'service.clusterIP.format': {
    title: 'A cluster IP that does not fit',
    why: '`clusterIP` is an address, `None` for a headless Service, or left out to have one chosen. `clusterIPs` repeats it as its first entry; an ExternalName Service has neither.',
  },
  'service.clusterIP.immutable': {
    title: 'A cluster IP cannot be changed',
    why: 'Clients and DNS caches remember the address, so it stays for as long as the Service lives. To get another one, delete the Service and make it again.',
  },
  'service.clusterIP.headless': {
    title: 'Headless fits no outside type',
    why: '`clusterIP: None` says that nothing is forwarded: DNS gives out the pods themselves. A node port or a load balancer needs a cluster IP to forward to, so these types cannot be headless.',
  },
  'service.externalName': {
    title: 'An externalName that is not a DNS name',
    why: 'An ExternalName Service is an alias in DNS (a CNAME) and nothing else, so it needs the name to point to: small letters, digits, hyphens and dots, without http:// and without a port.',
  },
  'service.externalIPs': {
    title: 'An external IP that is not allowed',
    why: 'These are addresses outside the cluster whose packets reach a node. A loopback, link-local or empty address can never be one, and a DNS name is none.',
  },
  'service.sessionAffinity': {
    title: 'Session affinity',
    why: '`ClientIP` keeps a client on the pod that it had first; `None` chooses anew for each connection. How long it holds is between 1 and 86400 seconds, 10800 when nothing is said.',
  },
  'service.type': {
    title: 'An unknown type of Service',
    why: 'There are four: `ClusterIP`, `NodePort`, `LoadBalancer` and `ExternalName`, spelt exactly so. A headless Service is a ClusterIP one with `clusterIP: None`.',
  },
  'service.loadBalancer': {
    title: 'A field that is for load balancers',
    why: 'These fields are orders to whoever builds the load balancer, so they stand only on a Service of type LoadBalancer. The class is chosen once: another provider could not take over what the first one built.',
  },
  'service.sourceRanges': {
    title: 'The sources that may come in',
    why: 'Only clients from these networks may use the load balancer. Each is a CIDR such as `203.0.113.0/24`, with zeros after the prefix, on a Service of type LoadBalancer.',
  },
  'service.trafficPolicy': {
    title: 'A traffic policy that does not fit',
    why: '`Cluster` may send to pods on any node, `Local` only to pods on the node where the packet is. `externalTrafficPolicy` needs a Service that can be reached from outside.',
  },
  'service.trafficDistribution': {
    title: 'An unknown traffic distribution',
    why: 'It prefers near endpoints: `PreferSameZone` or `PreferSameNode`. `PreferClose` is the older name of the first.',
  },
  'service.ipFamily': {
    title: 'An IP family that the cluster does not have',
    why: 'A Service can have only the families that the cluster was set up with: this one speaks IPv4 alone. Two addresses need a dual-stack cluster and a policy of `PreferDualStack` or `RequireDualStack`.',
  },
  'deployment.selector.required': {
    title: 'A Deployment without a selector',
    why: "The selector says which pods are the Deployment's own to count and to replace. Empty, it would claim every pod of the namespace, so it has to be written.",
  },
  'deployment.selector.mismatch': {
    title: 'The selector does not match the template',
    why: 'The Deployment would make pods that it does not recognize as its own, and go on making more. Every label of `selector.matchLabels` has to stand in `template.metadata.labels` too.',
  },
  'deployment.selector.immutable': {
    title: 'A selector cannot be changed',
    why: 'With another selector the pods of before would belong to nobody. Delete the Deployment and make it again, or change labels that the selector does not use.',
  },
  'deployment.selector.format': {
    title: 'A selector that cannot be read',
    why: '`matchLabels` holds labels. An expression in `matchExpressions` has a key and one of `In`, `NotIn` (both with values), `Exists` and `DoesNotExist` (both without).',
  },
  'deployment.replicas': {
    title: 'A number of replicas below zero',
    why: '`replicas` counts pods. 0 is allowed and stops them all; less than none cannot be.',
  },
  'deployment.strategy': {
    title: 'A rollout that could never move on',
    why: 'A rollout replaces pods a few at a time. `maxSurge` says how many may be too many, `maxUnavailable` how many may be missing: with both at 0 no pod could ever be replaced. The type is `RollingUpdate` or `Recreate`.',
  },
  'deployment.restartPolicy': {
    title: 'Pods of a Deployment always restart',
    why: 'A Deployment promises that its pods keep running, so only `Always` is allowed. For work that ends there are Jobs.',
  },
  'container.required': {
    title: 'A pod without a container, or a container without a name',
    why: 'A pod is there to run containers: it needs at least one, and each needs a name by which logs and probes call it.',
  },
  'container.name': {
    title: "A container's name",
    why: 'Containers are called by name, so no two in a pod may share one: small letters, digits and hyphens, at most 63.',
  },
  'container.image': {
    title: 'A container without an image',
    why: 'The image is the program to run. Without one the node would not know what to start.',
  },
  'container.port': {
    title: 'A port of a container',
    why: 'It is a number from 1 to 65535, with a name of at most 15 characters if a Service is to call it by name. The list opens nothing: a program listens where it listens, whether it is written here or not.',
  },
  'container.env': {
    title: 'An environment variable that is not allowed',
    why: 'The name cannot hold `=` and the value is a string: numbers, `true` and `yes` need quotes.',
  },
  'container.resources': {
    title: 'Requests and limits that do not fit',
    why: '`requests` is what a node has to have free, `limits` the most that is allowed. So a request is never above its limit, and neither is below zero.',
  },
  probe: {
    title: 'A probe that cannot work',
    why: 'A probe asks the container in exactly one way, by `httpGet`, `tcpSocket`, `exec` or `grpc`, and its port and its times have to make sense. A pod gets traffic only while its readiness probe succeeds.',
  },
  'pod.immutable': {
    title: 'A running pod can hardly be changed',
    why: 'Its containers have been started already. Only images and a few other fields may change: for the rest make a new pod, or let a Deployment do so.',
  },
  'endpoints.address': {
    title: 'An endpoint address that is not allowed',
    why: 'Endpoints are where packets are sent, so they are addresses that every node can reach. Loopback and link-local ones mean something else on each machine, and kube-proxy looks up no names.',
  },
  'endpoints.form': {
    title: 'Endpoints that are not complete',
    why: 'A hand-made list of endpoints needs its addresses and ports, a type (`IPv4`, `IPv6` or `FQDN`) in an EndpointSlice, and port names that match those of the Service.',
  },
  'ingress.rule': {
    title: 'An Ingress that is not complete',
    why: 'An Ingress leads a host and a path to a Service and its port. It needs rules or a default backend, and each path begins with / and says its `pathType`.',
  },
  immutable: {
    title: 'A field that cannot be changed',
    why: 'Something has been built on this value already, and nothing could bring it over to another one. Delete the object and make it again.',
  },
  unsupportedValue: {
    title: 'A value that is not on the list',
    why: 'Only certain words are understood here, and the message names them. Upper and lower case count.',
  },
  required: {
    title: 'A field that has to be there',
    why: 'Without it the object makes no sense, and Kubernetes has no default for it.',
  },
  duplicate: {
    title: 'The same thing twice',
    why: 'Entries of this list are told apart by this value, so each may stand there once.',
  },
  forbidden: {
    title: 'A field that may not be set here',
    why: 'The field exists, but not together with the rest of this object. The message says which of them stands in its way.',
  },
  deprecated: {
    title: 'Still works, and is on its way out',
    why: 'Kubernetes accepts this and warns, because something newer takes its place. Nothing is broken today.',
  },
  ignored: {
    title: 'Accepted, and without effect',
    why: 'The field is stored, but nothing reads it on an object like this one. Remove it, or change what makes it useless.',
  },
  lastApplied: {
    title: 'An object that apply did not make',
    why: '`kubectl apply` keeps what was written in an annotation, to know later which fields were removed. This object was made in another way, so kubectl adds the annotation now.',
  },
  invalid: {
    title: 'A value that is not allowed',
    why: 'The field is right, but its value breaks a rule of this field. The message says which form it must have.',
  },
  'advice.selectorMatchesNothing': {
    title: 'A selector that selects no pod',
    why: 'Kubernetes accepts it: the pods might come later. Until then the Service has no endpoints, and every request is refused.',
  },
  'advice.selectorMatchesOtherApp': {
    title: 'A selector that is too wide',
    why: 'A Service sends to every pod whose labels match, whatever runs in it. With one label too few, requests also land on another app.',
  },
  'advice.nothingListens': {
    title: 'A targetPort on which nothing listens',
    why: 'The Service forwards to the port whether or not a program is there. The pod itself then refuses the connection.',
  },
  'advice.portNameMissing': {
    title: 'A port name that some pods lack',
    why: 'A named `targetPort` is looked up in each pod by itself. A pod without a port of that name is left out of the endpoints for it.',
  },
  'advice.externalNameIsAddress': {
    title: 'An externalName that is an address',
    why: 'To DNS the digits are just another name, and nobody has registered it. For an address, write a Service without selector, and an EndpointSlice beside it.',
  },
  'advice.kindHasNoEffect': {
    title: 'A kind that is stored, and that nothing acts upon',
    why: 'The API server checks and stores many kinds, but an object does something only when a program watches for it. In this cluster no program watches for this kind, as in a real one without its controller.',
  },
  'manifest.tooManyPods': {
    title: 'More pods than the page runs',
    why: 'Kubernetes would try to run them all. This page stops at a limit, so that your browser stays quick.',
  },
  'manifest.ownKinds': {
    title: 'A Cluster or Client that cannot be used as it is',
    why: 'These two kinds are for this page, not for Kubernetes: a Cluster says which nodes there are, a Client who sends requests and where to.',
  },
};
