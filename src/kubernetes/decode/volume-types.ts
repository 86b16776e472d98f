/**
 * Volumes of a Pod: the fields that the API server decodes.
 * Upstream: k8s.io/api types.go (v1.36). The notation is explained in go-types.ts.
 */
export const VOLUME_TYPES = `
Volume awsElasticBlockStore:*AWSElasticBlockStoreVolumeSource azureDisk:*AzureDiskVolumeSource azureFile:*AzureFileVolumeSource cephfs:*CephFSVolumeSource cinder:*CinderVolumeSource configMap:*ConfigMapVolumeSource csi:*CSIVolumeSource downwardAPI:*DownwardAPIVolumeSource emptyDir:*EmptyDirVolumeSource ephemeral:*EphemeralVolumeSource fc:*FCVolumeSource flexVolume:*FlexVolumeSource flocker:*FlockerVolumeSource gcePersistentDisk:*GCEPersistentDiskVolumeSource gitRepo:*GitRepoVolumeSource glusterfs:*GlusterfsVolumeSource hostPath:*HostPathVolumeSource image:*ImageVolumeSource iscsi:*ISCSIVolumeSource name! nfs:*NFSVolumeSource persistentVolumeClaim:*PersistentVolumeClaimVolumeSource photonPersistentDisk:*PhotonPersistentDiskVolumeSource portworxVolume:*PortworxVolumeSource projected:*ProjectedVolumeSource quobyte:*QuobyteVolumeSource rbd:*RBDVolumeSource scaleIO:*ScaleIOVolumeSource secret:*SecretVolumeSource storageos:*StorageOSVolumeSource vsphereVolume:*VsphereVirtualDiskVolumeSource
AWSElasticBlockStoreVolumeSource fsType partition:*int32 readOnly:bool volumeID!
AzureDiskVolumeSource cachingMode:*@AzureDataDiskCachingMode diskName! diskURI! fsType:*string kind:*@AzureDataDiskKind readOnly:*bool
AzureFileVolumeSource readOnly:bool secretName! shareName!
CephFSVolumeSource monitors!:[]string path readOnly:bool secretFile secretRef:*LocalObjectReference user
CinderVolumeSource fsType readOnly:bool secretRef:*LocalObjectReference volumeID!
ConfigMapVolumeSource defaultMode:*int32 items:[]KeyToPath name optional:*bool
CSIVolumeSource driver! fsType:*string nodePublishSecretRef:*LocalObjectReference readOnly:*bool volumeAttributes:{}string
DownwardAPIVolumeSource defaultMode:*int32 items:[]DownwardAPIVolumeFile
EmptyDirVolumeSource medium:@StorageMedium sizeLimit:*Quantity
EphemeralVolumeSource volumeClaimTemplate:*PersistentVolumeClaimTemplate
FCVolumeSource fsType lun:*int32 readOnly:bool targetWWNs:[]string wwids:[]string
FlexVolumeSource driver! fsType options:{}string readOnly:bool secretRef:*LocalObjectReference
FlockerVolumeSource datasetName datasetUUID
GCEPersistentDiskVolumeSource fsType partition:*int32 pdName! readOnly:bool
GitRepoVolumeSource directory repository! revision
GlusterfsVolumeSource endpoints! path! readOnly:bool
HostPathVolumeSource path! type:*@HostPathType
ImageVolumeSource pullPolicy:@PullPolicy reference
ISCSIVolumeSource chapAuthDiscovery:bool chapAuthSession:bool fsType initiatorName:*string iqn! iscsiInterface lun!:int32 portals:[]string readOnly:bool secretRef:*LocalObjectReference targetPortal!
NFSVolumeSource path! readOnly:bool server!
PersistentVolumeClaimVolumeSource claimName! readOnly:bool
PhotonPersistentDiskVolumeSource fsType pdID!
PortworxVolumeSource fsType readOnly:bool volumeID!
ProjectedVolumeSource defaultMode:*int32 sources:[]VolumeProjection
QuobyteVolumeSource group readOnly:bool registry! tenant user volume!
RBDVolumeSource fsType image! keyring monitors!:[]string pool readOnly:bool secretRef:*LocalObjectReference user
ScaleIOVolumeSource fsType gateway! protectionDomain readOnly:bool secretRef!:*LocalObjectReference sslEnabled:bool storageMode storagePool system! volumeName
SecretVolumeSource defaultMode:*int32 items:[]KeyToPath optional:*bool secretName
StorageOSVolumeSource fsType readOnly:bool secretRef:*LocalObjectReference volumeName volumeNamespace
VsphereVirtualDiskVolumeSource fsType storagePolicyID storagePolicyName volumePath!
KeyToPath key! mode:*int32 path!
DownwardAPIVolumeFile fieldRef:*ObjectFieldSelector mode:*int32 path! resourceFieldRef:*ResourceFieldSelector
PersistentVolumeClaimTemplate metadata:ObjectMeta spec!:PersistentVolumeClaimSpec
VolumeProjection clusterTrustBundle:*ClusterTrustBundleProjection configMap:*ConfigMapProjection downwardAPI:*DownwardAPIProjection secret:*SecretProjection serviceAccountToken:*ServiceAccountTokenProjection podCertificate:*PodCertificateProjection
ClusterTrustBundleProjection labelSelector:*LabelSelector name:*string optional:*bool path! signerName:*string
ConfigMapProjection items:[]KeyToPath name optional:*bool
DownwardAPIProjection items:[]DownwardAPIVolumeFile
SecretProjection items:[]KeyToPath name optional:*bool
ServiceAccountTokenProjection audience expirationSeconds:*int64 path!
PodCertificateProjection signerName keyType credentialBundlePath keyPath certificateChainPath
`;
