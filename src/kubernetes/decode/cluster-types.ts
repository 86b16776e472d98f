/**
 * Namespace, Node, and the small kinds of core/v1: the fields that the API server decodes.
 * Upstream: k8s.io/api types.go (v1.36). The notation is explained in go-types.ts.
 */
export const CLUSTER_TYPES = `
Namespace kind apiVersion metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
NamespaceSpec finalizers:[]@FinalizerName
NamespaceStatus conditions:[type]NamespaceCondition phase:@NamespacePhase
NamespaceCondition lastTransitionTime:Time message reason status!:@ConditionStatus type!:@NamespaceConditionType
Node kind apiVersion metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeSpec configSource:*NodeConfigSource externalID podCIDR podCIDRs:[=]string providerID taints:[]Taint unschedulable:bool
NodeConfigSource configMap:*ConfigMapNodeConfigSource
ConfigMapNodeConfigSource kubeletConfigKey! name! namespace! resourceVersion uid:@types.UID
Taint effect!:@TaintEffect key! timeAdded:*Time value
NodeStatus addresses:[type]NodeAddress allocatable:{}Quantity capacity:{}Quantity conditions:[type]NodeCondition config:*NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints features:*NodeFeatures images:[]ContainerImage nodeInfo:NodeSystemInfo phase:@NodePhase runtimeHandlers:[]NodeRuntimeHandler volumesAttached:[]AttachedVolume volumesInUse:[]string
NodeAddress address! type!:@NodeAddressType
NodeCondition lastHeartbeatTime:Time lastTransitionTime:Time message reason status!:@ConditionStatus type!:@NodeConditionType
NodeConfigStatus active:*NodeConfigSource assigned:*NodeConfigSource error lastKnownGood:*NodeConfigSource
NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
DaemonEndpoint Port!:int32
NodeFeatures supplementalGroupsPolicy:*bool
ContainerImage names:[]string sizeBytes:int64
NodeSystemInfo architecture! bootID! containerRuntimeVersion! kernelVersion! kubeProxyVersion! kubeletVersion! machineID! operatingSystem! osImage! swap:*NodeSwapStatus systemUUID!
NodeSwapStatus capacity:*int64
NodeRuntimeHandler features:*NodeRuntimeHandlerFeatures name
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:*bool userNamespaces:*bool
AttachedVolume devicePath! name!:@UniqueVolumeName
ConfigMap kind apiVersion binaryData:{}bytes data:{}string immutable:*bool metadata:ObjectMeta
Secret kind apiVersion data:{}bytes immutable:*bool metadata:ObjectMeta stringData:{}string type:@SecretType
ServiceAccount kind apiVersion automountServiceAccountToken:*bool imagePullSecrets:[]LocalObjectReference metadata:ObjectMeta secrets:[name]ObjectReference
PersistentVolumeClaim kind apiVersion metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:PersistentVolumeClaimStatus
PersistentVolumeClaimSpec accessModes:[]@PersistentVolumeAccessMode dataSource:*TypedLocalObjectReference dataSourceRef:*TypedObjectReference resources:VolumeResourceRequirements selector:*LabelSelector storageClassName:*string volumeAttributesClassName:*string volumeMode:*@PersistentVolumeMode volumeName
VolumeResourceRequirements limits:{}Quantity requests:{}Quantity
TypedLocalObjectReference apiGroup:*string kind! name!
TypedObjectReference apiGroup:*string kind! name! namespace:*string
PersistentVolumeClaimStatus accessModes:[]@PersistentVolumeAccessMode allocatedResourceStatuses:{}@ClaimResourceStatus allocatedResources:{}Quantity capacity:{}Quantity conditions:[type]PersistentVolumeClaimCondition currentVolumeAttributesClassName:*string modifyVolumeStatus:*ModifyVolumeStatus phase:@PersistentVolumeClaimPhase
PersistentVolumeClaimCondition lastProbeTime:Time lastTransitionTime:Time message reason status!:@ConditionStatus type!:@PersistentVolumeClaimConditionType
ModifyVolumeStatus status!:@PersistentVolumeClaimModifyVolumeStatus targetVolumeAttributesClassName
LocalObjectReference name
ObjectReference apiVersion fieldPath kind name namespace resourceVersion uid:@types.UID
`;
