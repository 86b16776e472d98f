/**
 * Metadata and label selectors: the fields that every kind shares.
 * Upstream: apimachinery/pkg/apis/meta/v1 types.go (v1.36). The notation is explained in go-types.ts.
 */
export const META_TYPES = `
metadataOnlyObject kind apiVersion metadata:ObjectMeta
ObjectMeta name generateName namespace selfLink uid:@types.UID resourceVersion generation:int64 creationTimestamp:Time deletionTimestamp:*Time deletionGracePeriodSeconds:*int64 labels:{}string annotations:{}string ownerReferences:[uid]OwnerReference finalizers:[=]string managedFields:[]ManagedFieldsEntry
OwnerReference apiVersion! kind! name! uid!:@types.UID controller:*bool blockOwnerDeletion:*bool
ManagedFieldsEntry manager operation:@ManagedFieldsOperationType apiVersion time:*Time fieldsType fieldsV1:*Raw subresource
LabelSelector matchLabels:{}string matchExpressions:[]LabelSelectorRequirement
LabelSelectorRequirement key! operator!:@LabelSelectorOperator values:[]string
Condition type! status!:@ConditionStatus observedGeneration:int64 lastTransitionTime!:Time reason! message!
`;
