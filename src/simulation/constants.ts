/** Kubernetes' clocks and this cluster's ranges, as data. */
import { micros, millis, seconds } from '../base/sim-time.ts';

/** How long a change takes from the API server to whoever watches it. Simplified: [SIM-6] one fixed latency for every watcher. */
export const WATCH_LATENCY = millis(5);

/** Upstream: pkg/kubelet/apis/config/v1beta1/defaults.go (v1.36): leases last 40 s and are renewed at a quarter of that. */
export const LEASE_DURATION_SECONDS = 40;
export const LEASE_RENEW_INTERVAL = seconds(10);
/** Upstream: cloud-provider/config/v1alpha1 NodeMonitorPeriod (v1.36). */
export const NODE_MONITOR_PERIOD = seconds(5);
/** Upstream: pkg/controller/nodelifecycle/config/v1alpha1 NodeMonitorGracePeriod (v1.36; 40 s before 1.32). */
export const NODE_MONITOR_GRACE_PERIOD = seconds(50);
/** Upstream: pkg/controller/nodelifecycle/config/v1alpha1 NodeStartupGracePeriod (v1.36). */
export const NODE_STARTUP_GRACE_PERIOD = seconds(60);
/** How often nodes that wait for it are given NoExecute taints. Upstream: pkg/controller/nodelifecycle/scheduler NodeEvictionPeriod (v1.36). */
export const NODE_EVICTION_PERIOD = millis(100);
/** Upstream: pkg/controller/podgc gcCheckPeriod, quarantineTime (v1.36). */
export const POD_GC_PERIOD = seconds(20);
export const ORPHAN_QUARANTINE = seconds(40);

/** Upstream: pkg/proxy/apis/config/v1alpha1 MinSyncPeriod (v1.36). */
export const PROXY_MIN_SYNC_PERIOD = seconds(1);
/** Upstream: pkg/proxy/util FullSyncPeriod (v1.36). */
export const PROXY_FULL_SYNC_PERIOD = seconds(3600);
/** How long a change may wait for its sync: twice syncPeriod. Upstream: cmd/kube-proxy/app/server.go newProxyServer (v1.36). */
export const PROXY_HEALTH_TIMEOUT = seconds(60);
/** How much later than the API server a kube-proxy knows of a change. Simplified: [SIM-75] each node's is drawn once from this range. */
export const PROXY_PROPAGATION_MIN = millis(5);
export const PROXY_PROPAGATION_MAX = millis(50);
/** How long a sync takes. Simplified: [SIM-76] as long for any change; upstream it grows with all the rules of the node. */
export const PROXY_SYNC_TIME = millis(10);
export const PROXY_SYNC_TIME_PER_CHANGE = micros(20);

/** Upstream: legacy-cloud-providers/gce gce_healthchecks.go: every 8 s, out after 3 failures, in after 1 success. */
export const HEALTH_CHECK_INTERVAL = seconds(8);
export const HEALTH_CHECK_UNHEALTHY_THRESHOLD = 3;
/** How long the cloud takes to make, change or remove a load balancer. Simplified: [SIM-7] two seconds; real clouds take up to minutes. */
export const LOAD_BALANCER_PROVISIONING = seconds(2);
/** Upstream: cloud-provider/controllers/service nodeSyncPeriod, minRetryDelay, maxRetryDelay (v1.36). */
export const LOAD_BALANCER_NODE_SYNC = seconds(100);
export const LOAD_BALANCER_RETRY_MIN = seconds(5);
export const LOAD_BALANCER_RETRY_MAX = seconds(300);

/** From binding to a running container. Simplified: [SIM-8] images are pulled and started in a fixed time, which `kubehops.dev/startup` overrides. */
export const CONTAINER_START = millis(900);
/** From SIGTERM to the end of the process, well inside the grace period. */
export const CONTAINER_STOP = seconds(1);

/** When the clients send their first request: the cluster has had this long to settle. */
export const CLIENTS_START = seconds(5);
/** How often a client sends when its document does not say. */
export const DEFAULT_CLIENT_INTERVAL = seconds(1);
/** A client that gets no answer gives up after this long. */
export const CLIENT_TIMEOUT = seconds(5);

/** One step of a packet from one place to the next. Simplified: [SIM-10] the same for every link. */
export const LINK_LATENCY = millis(0.5);
/** An application's time to answer. */
export const APPLICATION_LATENCY = millis(2);
/** A question to CoreDNS and its answer. */
export const DNS_LATENCY = millis(0.4);

/** Upstream: pkg/scheduler/backend/queue DefaultPodMaxInUnschedulablePodsDuration, and how often it is looked at (v1.36). */
export const UNSCHEDULABLE_MAX_WAIT = seconds(300);
export const UNSCHEDULABLE_FLUSH_INTERVAL = seconds(30);

/** kubeadm's default range of cluster IPs. */
export const SERVICE_CIDR = '10.96.0.0/16';
/** kind's default pod range. */
export const POD_CIDR = '10.244.0.0/16';

/** From a kubelet's first look at a pod to the pod's sandbox with its network. */
export const SANDBOX_START = millis(100);
/** Upstream: pkg/kubelet/kubelet.go genericPlegRelistPeriod (v1.36): how often a kubelet looks which containers still run. */
export const PLEG_RELIST = seconds(1);
/** From seeing that a container has ended to saying CrashLoopBackOff or ImagePullBackOff. Simplified: [SIM-61] upstream says so when it next syncs the pod. */
export const POD_SYNC_DELAY = seconds(1);
/** How long the program of an init container runs. */
export const INIT_CONTAINER_RUN = seconds(1);
/** Upstream: pkg/kubelet/kuberuntime/kuberuntime_container.go minimumGracePeriodInSeconds (v1.36). */
export const MINIMUM_GRACE_PERIOD = seconds(2);
/** Upstream: pkg/kubelet/apis/config/v1beta1 NodeStatusReportFrequency (v1.36): a status that stays the same is told this often. */
export const NODE_STATUS_REPORT = seconds(300);
/** Upstream: kubelet's shutdownGracePeriod; its default of 0 ends no pod. Simplified: [SIM-63] every kubelet is set to 30 s, none of it kept for critical pods. */
export const SHUTDOWN_GRACE_PERIOD_SECONDS = 30;

/** Upstream: kubectl/pkg/drain evictPods (v1.36): how soon an eviction that a PodDisruptionBudget refused is asked for again. */
export const EVICTION_RETRY = seconds(5);

/** When a SYN without an answer is sent again, after the first: the waits double. Upstream: Linux tcp_syn_retries, TCP_TIMEOUT_INIT. */
export const SYN_RETRIES = [seconds(1), seconds(3), seconds(7), seconds(15), seconds(31), seconds(63)];
/** How long a node remembers a silent TCP connection. Upstream: pkg/proxy/apis/config/v1alpha1 tcpEstablishedTimeout (v1.36); the kernel's own is 5 days. */
export const CONNTRACK_TCP_ESTABLISHED = seconds(86_400);
/** How long a node remembers a silent UDP flow, without and with replies. Upstream: Linux nf_conntrack_udp_timeout, nf_conntrack_udp_timeout_stream. */
export const CONNTRACK_UDP = seconds(30);
export const CONNTRACK_UDP_STREAM = seconds(120);
/** How long a node remembers the echo requests of one ping. Upstream: Linux nf_conntrack_icmp_timeout. */
export const CONNTRACK_ICMP = seconds(30);
/** A question that a DNS server has to pass on to the world outside. */
export const DNS_FORWARD_LATENCY = millis(8);

/**
 * How long a controller waits for each of its writes. Simplified: [SIM-40] what a sync of a Deployment writes is there at once,
 * and the time that the writes take is waited for afterwards.
 */
export const API_WRITE_LATENCY = millis(5);
/** Upstream: pkg/controller/namespace namespaceDeletionGracePeriod (v1.36): other API servers are to hear of it first. */
export const NAMESPACE_DELETION_GRACE_PERIOD = seconds(5);

/** How long an Ingress waits for its address. */
export const INGRESS_STATUS_DELAY = seconds(2);
/** The shortest time between two reloads. Upstream: ingress-nginx sync-rate-limit 0.3 per second. */
export const INGRESS_RELOAD_PERIOD = millis(3_300);
