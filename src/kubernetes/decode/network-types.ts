/**
 * Services, endpoints, Ingress and NetworkPolicy: the fields that the API server decodes.
 * Upstream: k8s.io/api types.go (v1.36). The notation is explained in go-types.ts.
 */
export const NETWORK_TYPES = `
Service kind apiVersion metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceSpec allocateLoadBalancerNodePorts:*bool clusterIP clusterIPs:[]string externalIPs:[]string externalName externalTrafficPolicy:@ServiceExternalTrafficPolicy healthCheckNodePort:int32 internalTrafficPolicy:*@ServiceInternalTrafficPolicy ipFamilies:[]@IPFamily ipFamilyPolicy:*@IPFamilyPolicy loadBalancerClass:*string loadBalancerIP loadBalancerSourceRanges:[]string ports:[port]ServicePort publishNotReadyAddresses:bool selector:{}string sessionAffinity:@ServiceAffinity sessionAffinityConfig:*SessionAffinityConfig trafficDistribution:*string type:@ServiceType
ServicePort appProtocol:*string name nodePort:int32 port!:int32 protocol:@Protocol targetPort:IntOrString
SessionAffinityConfig clientIP:*ClientIPConfig
ClientIPConfig timeoutSeconds:*int32
ServiceStatus conditions:[type]Condition loadBalancer:LoadBalancerStatus
LoadBalancerStatus ingress:[]LoadBalancerIngress
LoadBalancerIngress hostname ip ipMode:*@LoadBalancerIPMode ports:[]PortStatus
PortStatus error:*string port!:int32 protocol!:@Protocol
Endpoints kind apiVersion metadata:ObjectMeta subsets:[]EndpointSubset
EndpointSubset addresses:[]EndpointAddress notReadyAddresses:[]EndpointAddress ports:[]EndpointPort
EndpointAddress hostname ip! nodeName:*string targetRef:*ObjectReference
EndpointPort name port!:int32 protocol:@Protocol appProtocol:*string
EndpointSlice kind apiVersion addressType!:@AddressType endpoints!:[]Endpoint metadata:ObjectMeta ports!:[]SlicePort
Endpoint addresses!:[]string conditions:EndpointConditions deprecatedTopology:{}string hints:*EndpointHints hostname:*string nodeName:*string targetRef:*ObjectReference zone:*string
EndpointConditions ready:*bool serving:*bool terminating:*bool
EndpointHints forNodes:[]ForNode forZones:[]ForZone
ForZone name!
ForNode name!
SlicePort appProtocol:*string name:*string port:*int32 protocol:*@Protocol
Ingress kind apiVersion metadata:ObjectMeta spec:IngressSpec status:IngressStatus
IngressSpec defaultBackend:*IngressBackend ingressClassName:*string rules:[]IngressRule tls:[]IngressTLS
IngressBackend resource:*TypedLocalObjectReference service:*IngressServiceBackend
IngressServiceBackend name! port:ServiceBackendPort
ServiceBackendPort name number:int32
IngressRule host http:*HTTPIngressRuleValue
HTTPIngressRuleValue paths!:[]HTTPIngressPath
HTTPIngressPath backend!:IngressBackend path pathType!:*@PathType
IngressTLS hosts:[]string secretName
IngressStatus loadBalancer:IngressLoadBalancerStatus
IngressLoadBalancerStatus ingress:[]IngressLoadBalancerIngress
IngressLoadBalancerIngress hostname ip ports:[]IngressPortStatus
IngressPortStatus error:*string port!:int32 protocol!:@Protocol
IngressClass kind apiVersion metadata:ObjectMeta spec:IngressClassSpec
IngressClassSpec controller parameters:*IngressClassParametersReference
IngressClassParametersReference apiGroup:*string kind! name! namespace:*string scope:*string
NetworkPolicy kind apiVersion metadata:ObjectMeta spec:NetworkPolicySpec
NetworkPolicySpec egress:[]NetworkPolicyEgressRule ingress:[]NetworkPolicyIngressRule podSelector!:LabelSelector policyTypes:[]@PolicyType
NetworkPolicyEgressRule ports:[]NetworkPolicyPort to:[]NetworkPolicyPeer
NetworkPolicyIngressRule from:[]NetworkPolicyPeer ports:[]NetworkPolicyPort
NetworkPolicyPort endPort:*int32 port:*IntOrString protocol:*@Protocol
NetworkPolicyPeer ipBlock:*IPBlock namespaceSelector:*LabelSelector podSelector:*LabelSelector
IPBlock cidr! except:[]string
`;
