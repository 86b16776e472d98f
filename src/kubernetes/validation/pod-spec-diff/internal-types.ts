/**
 * The API server's own form of a pod's spec: the fields of its Go structs in their order, which is what it prints when it
 * shows a difference. Upstream: pkg/apis/core/types.go (v1.36).
 *
 * A line is a struct and its fields, `Name=json?:*[]Type`, where
 * - `Name` is Go's name; `=json` is the API's name where it is not the same but for its first letters;
 * - `?` is left out when it is empty;
 * - no type means `string`; `*` is a pointer, `[]` a list, `{}` a map; `int`, `bool`, `any` (text or number) are themselves.
 */
const TABLE = `
PodSpec Volumes:[]Volume InitContainers:[]Container Containers:[]Container EphemeralContainers:[]EphemeralContainer RestartPolicy TerminationGracePeriodSeconds:*int ActiveDeadlineSeconds:*int DNSPolicy NodeSelector:{}string ServiceAccountName AutomountServiceAccountToken:*bool NodeName SecurityContext:*PodSecurityContext ImagePullSecrets:[]LocalObjectReference Hostname Subdomain SetHostnameAsFQDN:*bool Affinity:*Affinity SchedulerName Tolerations:[]Toleration HostAliases:[]HostAlias PriorityClassName Priority:*int PreemptionPolicy:*string DNSConfig:*PodDNSConfig ReadinessGates:[]PodReadinessGate RuntimeClassName:*string Overhead:{}string EnableServiceLinks:*bool TopologySpreadConstraints:[]TopologySpreadConstraint OS:*PodOS SchedulingGates:[]PodSchedulingGate ResourceClaims:[]PodResourceClaim Resources:*ResourceRequirements HostnameOverride:*string SchedulingGroup:*PodSchedulingGroup
PodSchedulingGroup PodGroupName:*string
Container Name Image Command:[]string Args:[]string WorkingDir Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*string RestartPolicyRules:[]ContainerRestartRule VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY:bool
EphemeralContainer Name Image Command:[]string Args:[]string WorkingDir Ports:[]ContainerPort EnvFrom:[]EnvFromSource Env:[]EnvVar Resources:ResourceRequirements ResizePolicy:[]ContainerResizePolicy RestartPolicy:*string RestartPolicyRules:[]ContainerRestartRule VolumeMounts:[]VolumeMount VolumeDevices:[]VolumeDevice LivenessProbe:*Probe ReadinessProbe:*Probe StartupProbe:*Probe Lifecycle:*Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy SecurityContext:*SecurityContext Stdin:bool StdinOnce:bool TTY:bool TargetContainerName
ContainerPort Name HostPort:int ContainerPort:int Protocol HostIP
EnvFromSource Prefix ConfigMapRef:*OptionalReference SecretRef:*OptionalReference
OptionalReference Name Optional:*bool
EnvVar Name Value ValueFrom:*EnvVarSource
EnvVarSource FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector ConfigMapKeyRef:*KeySelector SecretKeyRef:*KeySelector FileKeyRef:*FileKeySelector
ObjectFieldSelector APIVersion FieldPath
ResourceFieldSelector ContainerName Resource Divisor
KeySelector Name Key Optional:*bool
FileKeySelector VolumeName Path Key Optional:*bool
ResourceRequirements Limits:{}string Requests:{}string Claims:[]ResourceClaim
ResourceClaim Name Request
ContainerResizePolicy ResourceName RestartPolicy
ContainerRestartRule Action ExitCodes:*ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes Operator Values:[]int
VolumeMount Name ReadOnly:bool RecursiveReadOnly:*string MountPath SubPath MountPropagation:*string SubPathExpr
VolumeDevice Name DevicePath
Probe Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction GRPC:*GRPCAction InitialDelaySeconds:int TimeoutSeconds:int PeriodSeconds:int SuccessThreshold:int FailureThreshold:int TerminationGracePeriodSeconds:*int
ExecAction Command:[]string
HTTPGetAction Path Port:any Host Scheme HTTPHeaders:[]NameAndValue
NameAndValue Name Value
TCPSocketAction Port:any Host
GRPCAction Port:int Service:*string
Lifecycle PostStart:*LifecycleHandler PreStop:*LifecycleHandler StopSignal:*string
LifecycleHandler Exec:*ExecAction HTTPGet:*HTTPGetAction TCPSocket:*TCPSocketAction Sleep:*SleepAction
SleepAction Seconds:int
SecurityContext Capabilities:*Capabilities Privileged:*bool SELinuxOptions:*SELinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:*int RunAsGroup:*int RunAsNonRoot:*bool ReadOnlyRootFilesystem:*bool AllowPrivilegeEscalation:*bool ProcMount:*string SeccompProfile:*Profile AppArmorProfile:*Profile
Capabilities Add:[]string Drop:[]string
SELinuxOptions User Role Type Level
WindowsSecurityContextOptions GMSACredentialSpecName:*string GMSACredentialSpec:*string RunAsUserName:*string HostProcess:*bool
Profile Type LocalhostProfile:*string
PodSecurityContext HostNetwork:bool HostPID:bool HostIPC:bool ShareProcessNamespace:*bool HostUsers:*bool SELinuxOptions:*SELinuxOptions WindowsOptions:*WindowsSecurityContextOptions RunAsUser:*int RunAsGroup:*int RunAsNonRoot:*bool SupplementalGroups:[]int SupplementalGroupsPolicy:*string FSGroup:*int FSGroupChangePolicy:*string Sysctls:[]NameAndValue SeccompProfile:*Profile AppArmorProfile:*Profile SELinuxChangePolicy:*string
LocalObjectReference Name
Affinity NodeAffinity:*NodeAffinity PodAffinity:*PodAffinity PodAntiAffinity:*PodAffinity
NodeAffinity RequiredDuringSchedulingIgnoredDuringExecution:*NodeSelector PreferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm
NodeSelector NodeSelectorTerms:[]NodeSelectorTerm
NodeSelectorTerm MatchExpressions:[]NodeSelectorRequirement MatchFields:[]NodeSelectorRequirement
NodeSelectorRequirement Key Operator Values:[]string
PreferredSchedulingTerm Weight:int Preference:NodeSelectorTerm
PodAffinity RequiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm PreferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm
PodAffinityTerm LabelSelector:*LabelSelector Namespaces:[]string TopologyKey NamespaceSelector:*LabelSelector MatchLabelKeys:[]string MismatchLabelKeys:[]string
WeightedPodAffinityTerm Weight:int PodAffinityTerm:PodAffinityTerm
LabelSelector matchLabels?:{}string matchExpressions?:[]LabelSelectorRequirement
LabelSelectorRequirement key operator values?:[]string
Toleration Key Operator Value Effect TolerationSeconds:*int
HostAlias IP Hostnames:[]string
PodDNSConfig Nameservers:[]string Searches:[]string Options:[]PodDNSConfigOption
PodDNSConfigOption Name Value:*string
PodReadinessGate ConditionType
TopologySpreadConstraint MaxSkew:int TopologyKey WhenUnsatisfiable LabelSelector:*LabelSelector MinDomains:*int NodeAffinityPolicy:*string NodeTaintsPolicy:*string MatchLabelKeys:[]string
PodOS Name
PodSchedulingGate Name
PodResourceClaim Name ResourceClaimName:*string ResourceClaimTemplateName:*string
Volume Name HostPath:*HostPath EmptyDir:*EmptyDir GCEPersistentDisk:*GCEPersistentDisk AWSElasticBlockStore:*AWSElasticBlockStore GitRepo:*GitRepo Secret:*SecretVolume NFS:*NFS ISCSI:*ISCSI Glusterfs:*Glusterfs PersistentVolumeClaim:*PersistentVolumeClaimVolume RBD:*RBD Quobyte:*Quobyte FlexVolume:*FlexVolume Cinder:*Cinder CephFS=cephfs:*CephFS Flocker:*Flocker DownwardAPI:*DownwardAPI FC:*FC AzureFile:*AzureFile ConfigMap:*ConfigMapVolume VsphereVolume:*VsphereVolume AzureDisk:*AzureDisk PhotonPersistentDisk:*PhotonPersistentDisk Projected:*Projected PortworxVolume:*Portworx ScaleIO:*ScaleIO StorageOS=storageos:*StorageOS CSI:*CSI Ephemeral:*Ephemeral Image:*ImageVolume
HostPath Path Type:*string
EmptyDir Medium SizeLimit:*string
GCEPersistentDisk PDName FSType Partition:int ReadOnly:bool
AWSElasticBlockStore VolumeID FSType Partition:int ReadOnly:bool
GitRepo Repository Revision Directory
SecretVolume SecretName Items:[]KeyToPath DefaultMode:*int Optional:*bool
ConfigMapVolume Name Items:[]KeyToPath DefaultMode:*int Optional:*bool
KeyToPath Key Path Mode:*int
NFS Server Path ReadOnly:bool
ISCSI TargetPortal IQN Lun:int ISCSIInterface FSType ReadOnly:bool Portals:[]string DiscoveryCHAPAuth=chapAuthDiscovery:bool SessionCHAPAuth=chapAuthSession:bool SecretRef:*LocalObjectReference InitiatorName:*string
Glusterfs EndpointsName=endpoints Path ReadOnly:bool
PersistentVolumeClaimVolume ClaimName ReadOnly:bool
RBD CephMonitors=monitors:[]string RBDImage=image FSType RBDPool=pool RadosUser=user Keyring SecretRef:*LocalObjectReference ReadOnly:bool
Quobyte Registry Volume ReadOnly:bool User Group Tenant
FlexVolume Driver FSType SecretRef:*LocalObjectReference ReadOnly:bool Options:{}string
Cinder VolumeID FSType ReadOnly:bool SecretRef:*LocalObjectReference
CephFS Monitors:[]string Path User SecretFile SecretRef:*LocalObjectReference ReadOnly:bool
Flocker DatasetName DatasetUUID
DownwardAPI Items:[]DownwardAPIFile DefaultMode:*int
DownwardAPIFile Path FieldRef:*ObjectFieldSelector ResourceFieldRef:*ResourceFieldSelector Mode:*int
FC TargetWWNs:[]string Lun:*int FSType ReadOnly:bool WWIDs=wwids:[]string
AzureFile SecretName ShareName ReadOnly:bool
VsphereVolume VolumePath FSType StoragePolicyName StoragePolicyID
AzureDisk DiskName DataDiskURI=diskURI CachingMode:*string FSType:*string ReadOnly:*bool Kind:*string
PhotonPersistentDisk PdID FSType
Projected Sources:[]VolumeProjection DefaultMode:*int
VolumeProjection Secret:*ReferenceProjection DownwardAPI:*DownwardAPIProjection ConfigMap:*ReferenceProjection ServiceAccountToken:*ServiceAccountToken ClusterTrustBundle:*ClusterTrustBundle PodCertificate:*PodCertificate
ReferenceProjection Name Items:[]KeyToPath Optional:*bool
DownwardAPIProjection Items:[]DownwardAPIFile
ServiceAccountToken Audience ExpirationSeconds:int Path
ClusterTrustBundle Name:*string SignerName:*string LabelSelector:*LabelSelector Optional:*bool Path
PodCertificate SignerName KeyType MaxExpirationSeconds:*int CredentialBundlePath KeyPath CertificateChainPath UserAnnotations:{}string
Portworx VolumeID FSType ReadOnly:bool
ScaleIO Gateway System SecretRef:*LocalObjectReference SSLEnabled:bool ProtectionDomain StoragePool StorageMode VolumeName FSType ReadOnly:bool
StorageOS VolumeName VolumeNamespace FSType ReadOnly:bool SecretRef:*LocalObjectReference
CSI Driver ReadOnly:*bool FSType:*string VolumeAttributes:{}string NodePublishSecretRef:*LocalObjectReference
Ephemeral VolumeClaimTemplate:*PersistentVolumeClaimTemplate
PersistentVolumeClaimTemplate Spec:PersistentVolumeClaimSpec
PersistentVolumeClaimSpec AccessModes:[]string Selector:*LabelSelector Resources:VolumeResources VolumeName StorageClassName:*string VolumeMode:*string DataSource:*DataSource DataSourceRef:*DataSourceRef VolumeAttributesClassName:*string
VolumeResources Limits:{}string Requests:{}string
DataSource APIGroup:*string Kind Name
DataSourceRef APIGroup:*string Kind Name Namespace:*string
ImageVolume Reference PullPolicy
`;

/** A field of one of the API server's own structs. */
export interface InternalField {
  /** Go's name, which is what is printed. */
  readonly name: string;
  /** The name in the API's JSON. */
  readonly json: string;
  /** A struct's name, or `string`, `int`, `bool`, `any`. */
  readonly type: string;
  readonly shape: 'plain' | 'pointer' | 'list' | 'map';
  readonly isLeftOutWhenEmpty: boolean;
}

let parsed: ReadonlyMap<string, readonly InternalField[]> | undefined;

/** The struct's fields in order; undefined for what is no struct. */
export function internalStruct(name: string): readonly InternalField[] | undefined {
  parsed ??= new Map(
    TABLE.trim()
      .split('\n')
      .map((line) => {
        const [struct = '', ...words] = line.split(' ');
        return [struct, words.map((word) => toField(word))];
      }),
  );
  return parsed.get(name);
}

const SHAPES: ReadonlyMap<string, InternalField['shape']> = new Map([
  ['*', 'pointer'],
  ['[]', 'list'],
  ['{}', 'map'],
]);

function toField(word: string): InternalField {
  const [, name = word, json, left, sign = '', type = 'string'] =
    /^(\w+)(?:=(\w+))?(\?)?(?::(\*|\[\]|\{\})?(\w+))?$/.exec(word) ?? [];
  return {
    name,
    json: json ?? jsonName(name),
    type,
    shape: SHAPES.get(sign) ?? 'plain',
    isLeftOutWhenEmpty: left !== undefined,
  };
}

/** `DNSPolicy` is `dnsPolicy`, `HostIP` is `hostIP`, `TTY` is `tty`. */
function jsonName(name: string): string {
  if (name === name.toUpperCase()) return name.toLowerCase();
  return name.replace(/^([A-Z]+(?=[A-Z][a-z])|[A-Z])/, (head) => head.toLowerCase());
}
