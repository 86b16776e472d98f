/**
 * Pod and its containers: the fields that the API server decodes.
 * Upstream: k8s.io/api types.go (v1.36). The notation is explained in go-types.ts.
 */
export const POD_TYPES = `
Pod kind apiVersion metadata:ObjectMeta spec:PodSpec status:PodStatus
PodSpec activeDeadlineSeconds:*int64 affinity:*Affinity automountServiceAccountToken:*bool containers!:[name]Container dnsConfig:*PodDNSConfig dnsPolicy:@DNSPolicy enableServiceLinks:*bool ephemeralContainers:[name]EphemeralContainer hostAliases:[ip]HostAlias hostIPC:bool hostNetwork:bool hostPID:bool hostUsers:*bool hostname imagePullSecrets:[name]LocalObjectReference initContainers:[name]Container nodeName nodeSelector:{}string os:*PodOS overhead:{}Quantity preemptionPolicy:*@PreemptionPolicy priority:*int32 priorityClassName readinessGates:[]PodReadinessGate resourceClaims:[name]PodResourceClaim resources:*ResourceRequirements restartPolicy:@RestartPolicy runtimeClassName:*string schedulerName schedulingGates:[name]PodSchedulingGate securityContext:*PodSecurityContext serviceAccount serviceAccountName setHostnameAsFQDN:*bool shareProcessNamespace:*bool subdomain terminationGracePeriodSeconds:*int64 tolerations:[]Toleration topologySpreadConstraints:[topologyKey]TopologySpreadConstraint volumes:~[name]Volume hostnameOverride:*string
PodStatus conditions:[type]PodCondition containerStatuses:[]ContainerStatus ephemeralContainerStatuses:[]ContainerStatus hostIP hostIPs:[ip]HostIP initContainerStatuses:[]ContainerStatus message nominatedNodeName observedGeneration:int64 phase:@PodPhase podIP podIPs:[ip]PodIP qosClass:@PodQOSClass reason resize:@PodResizeStatus resourceClaimStatuses:[name]PodResourceClaimStatus startTime:*Time
Affinity nodeAffinity:*NodeAffinity podAffinity:*PodAffinity podAntiAffinity:*PodAntiAffinity
Container args:[]string command:[]string env:[name]EnvVar envFrom:[]EnvFromSource image imagePullPolicy:@PullPolicy lifecycle:*Lifecycle livenessProbe:*Probe name! ports:[containerPort]ContainerPort readinessProbe:*Probe resizePolicy:[]ContainerResizePolicy resources:ResourceRequirements restartPolicy:*@ContainerRestartPolicy securityContext:*SecurityContext startupProbe:*Probe stdin:bool stdinOnce:bool terminationMessagePath terminationMessagePolicy:@TerminationMessagePolicy tty:bool volumeDevices:[devicePath]VolumeDevice volumeMounts:[mountPath]VolumeMount workingDir restartPolicyRules:[]ContainerRestartRule
PodDNSConfig nameservers:[]string options:[]PodDNSConfigOption searches:[]string
EphemeralContainer args:[]string command:[]string env:[name]EnvVar envFrom:[]EnvFromSource image imagePullPolicy:@PullPolicy lifecycle:*Lifecycle livenessProbe:*Probe name! ports:[containerPort]ContainerPort readinessProbe:*Probe resizePolicy:[]ContainerResizePolicy resources:ResourceRequirements restartPolicy:*@ContainerRestartPolicy securityContext:*SecurityContext startupProbe:*Probe stdin:bool stdinOnce:bool targetContainerName terminationMessagePath terminationMessagePolicy:@TerminationMessagePolicy tty:bool volumeDevices:[devicePath]VolumeDevice volumeMounts:[mountPath]VolumeMount workingDir
HostAlias hostnames:[]string ip!
PodOS name!:@OSName
PodReadinessGate conditionType!:@PodConditionType
PodResourceClaim name! resourceClaimName:*string resourceClaimTemplateName:*string
ResourceRequirements claims:[]ResourceClaim limits:{}Quantity requests:{}Quantity
PodSchedulingGate name!
PodSecurityContext appArmorProfile:*AppArmorProfile fsGroup:*int64 fsGroupChangePolicy:*@PodFSGroupChangePolicy runAsGroup:*int64 runAsNonRoot:*bool runAsUser:*int64 seLinuxChangePolicy:*@PodSELinuxChangePolicy seLinuxOptions:*SELinuxOptions seccompProfile:*SeccompProfile supplementalGroups:[]int64 supplementalGroupsPolicy:*@SupplementalGroupsPolicy sysctls:[]Sysctl windowsOptions:*WindowsSecurityContextOptions
Toleration effect:@TaintEffect key operator:@TolerationOperator tolerationSeconds:*int64 value
TopologySpreadConstraint labelSelector:*LabelSelector matchLabelKeys:[]string maxSkew!:int32 minDomains:*int32 nodeAffinityPolicy:*@NodeInclusionPolicy nodeTaintsPolicy:*@NodeInclusionPolicy topologyKey! whenUnsatisfiable!:@UnsatisfiableConstraintAction
PodCondition lastProbeTime:Time lastTransitionTime:Time message observedGeneration:int64 reason status!:@ConditionStatus type!:@PodConditionType
ContainerStatus allocatedResources:{}Quantity allocatedResourcesStatus:[]ResourceStatus containerID image! imageID! lastState:ContainerState name! ready!:bool resources:*ResourceRequirements restartCount!:int32 started:*bool state:ContainerState stopSignal:*@Signal user:*ContainerUser volumeMounts:[]VolumeMountStatus
HostIP ip!
PodIP ip!
PodResourceClaimStatus name! resourceClaimName:*string
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:*NodeSelector
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
EnvVar name! value valueFrom:*EnvVarSource
EnvFromSource configMapRef:*ConfigMapEnvSource prefix secretRef:*SecretEnvSource
Lifecycle postStart:*LifecycleHandler preStop:*LifecycleHandler stopSignal:*@Signal
Probe exec:*ExecAction failureThreshold:int32 grpc:*GRPCAction httpGet:*HTTPGetAction initialDelaySeconds:int32 periodSeconds:int32 successThreshold:int32 tcpSocket:*TCPSocketAction terminationGracePeriodSeconds:*int64 timeoutSeconds:int32
ContainerPort containerPort!:int32 hostIP hostPort:int32 name protocol:@Protocol
ContainerResizePolicy resourceName!:@ResourceName restartPolicy!:@ResourceResizeRestartPolicy
SecurityContext allowPrivilegeEscalation:*bool appArmorProfile:*AppArmorProfile capabilities:*Capabilities privileged:*bool procMount:*@ProcMountType readOnlyRootFilesystem:*bool runAsGroup:*int64 runAsNonRoot:*bool runAsUser:*int64 seLinuxOptions:*SELinuxOptions seccompProfile:*SeccompProfile windowsOptions:*WindowsSecurityContextOptions
VolumeDevice devicePath! name!
VolumeMount mountPath! mountPropagation:*@MountPropagationMode name! readOnly:bool recursiveReadOnly:*@RecursiveReadOnlyMode subPath subPathExpr
PodDNSConfigOption name value:*string
ResourceClaim name! request
AppArmorProfile localhostProfile:*string type!:@AppArmorProfileType
SELinuxOptions level role type user
SeccompProfile localhostProfile:*string type!:@SeccompProfileType
Sysctl name! value!
WindowsSecurityContextOptions gmsaCredentialSpec:*string gmsaCredentialSpecName:*string hostProcess:*bool runAsUserName:*string
ResourceStatus name! resources:[]ResourceHealth
ContainerState running:*ContainerStateRunning terminated:*ContainerStateTerminated waiting:*ContainerStateWaiting
ContainerUser linux:*LinuxContainerUser
VolumeMountStatus mountPath! name! readOnly:bool recursiveReadOnly:*@RecursiveReadOnlyMode
PreferredSchedulingTerm preference!:NodeSelectorTerm weight!:int32
NodeSelector nodeSelectorTerms!:[]NodeSelectorTerm
WeightedPodAffinityTerm podAffinityTerm!:PodAffinityTerm weight!:int32
PodAffinityTerm labelSelector:*LabelSelector matchLabelKeys:[]string mismatchLabelKeys:[]string namespaceSelector:*LabelSelector namespaces:[]string topologyKey!
EnvVarSource configMapKeyRef:*ConfigMapKeySelector fieldRef:*ObjectFieldSelector resourceFieldRef:*ResourceFieldSelector secretKeyRef:*SecretKeySelector fileKeyRef:*FileKeySelector
ConfigMapEnvSource name optional:*bool
SecretEnvSource name optional:*bool
LifecycleHandler exec:*ExecAction httpGet:*HTTPGetAction sleep:*SleepAction tcpSocket:*TCPSocketAction
ExecAction command:[]string
GRPCAction port!:int32 service:*string
HTTPGetAction host httpHeaders:[]HTTPHeader path port!:IntOrString scheme:@URIScheme
TCPSocketAction host port!:IntOrString
Capabilities add:[]@Capability drop:[]@Capability
ResourceHealth health resourceID!
ContainerStateRunning startedAt:Time
ContainerStateTerminated containerID exitCode!:int32 finishedAt:Time message reason signal:int32 startedAt:Time
ContainerStateWaiting message reason
LinuxContainerUser gid!:int64 supplementalGroups:[]int64 uid!:int64
NodeSelectorTerm matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement
ConfigMapKeySelector key! name optional:*bool
ObjectFieldSelector apiVersion fieldPath!
ResourceFieldSelector containerName divisor:Quantity resource!
SecretKeySelector key! name optional:*bool
SleepAction seconds!:int64
HTTPHeader name! value!
NodeSelectorRequirement key! operator!:@NodeSelectorOperator values:[]string
FileKeySelector volumeName! path! key! optional:*bool
ContainerRestartRule action exitCodes:*ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator values:[]int32
`;
