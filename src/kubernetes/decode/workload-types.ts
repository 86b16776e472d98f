/**
 * Workloads from Deployment to CronJob: the fields that the API server decodes.
 * Upstream: k8s.io/api types.go (v1.36). The notation is explained in go-types.ts.
 */
export const WORKLOAD_TYPES = `
Deployment kind apiVersion metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
DeploymentSpec minReadySeconds:int32 paused:bool progressDeadlineSeconds:*int32 replicas:*int32 revisionHistoryLimit:*int32 selector!:*LabelSelector strategy:~DeploymentStrategy template!:PodTemplateSpec
DeploymentStrategy rollingUpdate:*RollingUpdateDeployment type:@DeploymentStrategyType
RollingUpdateDeployment maxSurge:*IntOrString maxUnavailable:*IntOrString
DeploymentStatus availableReplicas:int32 collisionCount:*int32 conditions:[type]DeploymentCondition observedGeneration:int64 readyReplicas:int32 replicas:int32 terminatingReplicas:*int32 unavailableReplicas:int32 updatedReplicas:int32
DeploymentCondition lastTransitionTime:Time lastUpdateTime:Time message reason status!:@ConditionStatus type!:@DeploymentConditionType
ReplicaSet kind apiVersion metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
ReplicaSetSpec minReadySeconds:int32 replicas:*int32 selector!:*LabelSelector template:PodTemplateSpec
ReplicaSetStatus availableReplicas:int32 conditions:[type]ReplicaSetCondition fullyLabeledReplicas:int32 observedGeneration:int64 readyReplicas:int32 replicas!:int32 terminatingReplicas:*int32
ReplicaSetCondition lastTransitionTime:Time message reason status!:@ConditionStatus type!:@ReplicaSetConditionType
StatefulSet kind apiVersion metadata:ObjectMeta spec:StatefulSetSpec status:StatefulSetStatus
StatefulSetSpec minReadySeconds:int32 ordinals:*StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:*StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:@PodManagementPolicyType replicas:*int32 revisionHistoryLimit:*int32 selector!:*LabelSelector serviceName template!:PodTemplateSpec updateStrategy:StatefulSetUpdateStrategy volumeClaimTemplates:[]PersistentVolumeClaim
StatefulSetOrdinals start:int32
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted:@PersistentVolumeClaimRetentionPolicyType whenScaled:@PersistentVolumeClaimRetentionPolicyType
StatefulSetUpdateStrategy rollingUpdate:*RollingUpdateStatefulSetStrategy type:@StatefulSetUpdateStrategyType
RollingUpdateStatefulSetStrategy maxUnavailable:*IntOrString partition:*int32
StatefulSetStatus availableReplicas!:int32 collisionCount:*int32 conditions:[type]StatefulSetCondition currentReplicas:int32 currentRevision observedGeneration:int64 readyReplicas:int32 replicas!:int32 updateRevision updatedReplicas:int32
StatefulSetCondition lastTransitionTime:Time message reason status!:@ConditionStatus type!:@StatefulSetConditionType
DaemonSet kind apiVersion metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
DaemonSetSpec minReadySeconds:int32 revisionHistoryLimit:*int32 selector!:*LabelSelector template!:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy
DaemonSetUpdateStrategy rollingUpdate:*RollingUpdateDaemonSet type:@DaemonSetUpdateStrategyType
RollingUpdateDaemonSet maxSurge:*IntOrString maxUnavailable:*IntOrString
DaemonSetStatus collisionCount:*int32 conditions:[type]DaemonSetCondition currentNumberScheduled!:int32 desiredNumberScheduled!:int32 numberAvailable:int32 numberMisscheduled!:int32 numberReady!:int32 numberUnavailable:int32 observedGeneration:int64 updatedNumberScheduled:int32
DaemonSetCondition lastTransitionTime:Time message reason status!:@ConditionStatus type!:@DaemonSetConditionType
ReplicationController kind apiVersion metadata:ObjectMeta spec:ReplicationControllerSpec status:ReplicationControllerStatus
ReplicationControllerSpec minReadySeconds:int32 replicas:*int32 selector:{}string template:*PodTemplateSpec
ReplicationControllerStatus availableReplicas:int32 conditions:[type]ReplicationControllerCondition fullyLabeledReplicas:int32 observedGeneration:int64 readyReplicas:int32 replicas!:int32
ReplicationControllerCondition lastTransitionTime:Time message reason status!:@ConditionStatus type!:@ReplicationControllerConditionType
Job kind apiVersion metadata:ObjectMeta spec:JobSpec status:JobStatus
JobSpec activeDeadlineSeconds:*int64 backoffLimit:*int32 backoffLimitPerIndex:*int32 completionMode:*@CompletionMode completions:*int32 managedBy:*string manualSelector:*bool maxFailedIndexes:*int32 parallelism:*int32 podFailurePolicy:*PodFailurePolicy podReplacementPolicy:*@PodReplacementPolicy selector:*LabelSelector successPolicy:*SuccessPolicy suspend:*bool template!:PodTemplateSpec ttlSecondsAfterFinished:*int32
JobStatus active:int32 completedIndexes completionTime:*Time conditions:[type]JobCondition failed:int32 failedIndexes:*string ready:*int32 startTime:*Time succeeded:int32 terminating:*int32 uncountedTerminatedPods:*UncountedTerminatedPods
JobCondition lastProbeTime:Time lastTransitionTime:Time message reason status!:@ConditionStatus type!:@JobConditionType
UncountedTerminatedPods failed:[]string succeeded:[]string
PodFailurePolicy rules!:[]PodFailurePolicyRule
PodFailurePolicyRule action!:@PodFailurePolicyAction onExitCodes:*PodFailurePolicyOnExitCodesRequirement onPodConditions:[]PodFailurePolicyOnPodConditionsPattern
PodFailurePolicyOnExitCodesRequirement containerName:*string operator!:@PodFailurePolicyOnExitCodesOperator values!:[]int32
PodFailurePolicyOnPodConditionsPattern status!:@ConditionStatus type!:@PodConditionType
SuccessPolicy rules!:[]SuccessPolicyRule
SuccessPolicyRule succeededCount:*int32 succeededIndexes:*string
CronJob kind apiVersion metadata:ObjectMeta spec:CronJobSpec status:CronJobStatus
CronJobSpec concurrencyPolicy:@ConcurrencyPolicy failedJobsHistoryLimit:*int32 jobTemplate!:JobTemplateSpec schedule! startingDeadlineSeconds:*int64 successfulJobsHistoryLimit:*int32 suspend:*bool timeZone:*string
CronJobStatus active:[]ObjectReference lastScheduleTime:*Time lastSuccessfulTime:*Time
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
`;
