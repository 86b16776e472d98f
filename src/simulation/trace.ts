/** What a run leaves behind: plain data, append-only, everything stamped with virtual time. */
import type { SimTime } from '../base/sim-time.ts';
import type { TextEdit, TextRange } from '../kubernetes/api/document.ts';
import type { Kind, KubernetesObject } from '../kubernetes/api/objects.ts';
import type { EnvVar } from '../kubernetes/kubelet/service-env.ts';
import type { ProxyMode } from '../kubernetes/proxy/node-rules.ts';
import type { RuleId } from './advice/rule-id.ts';
import type { AppliedDocument } from './applied.ts';
import type { Command } from './session.ts';
import type { Message } from './message.ts';
import type { SelectionPlace } from './selections.ts';

/** How a request ended. */
export type Outcome = 'answered' | 'refused' | 'timedOut' | 'nameNotFound' | 'reset' | 'wrongApp';

/** Where a hop happens. */
export type Place =
  | { readonly type: 'client'; readonly name: string }
  /** CoreDNS, or the DNS that everybody outside the cluster asks. */
  | { readonly type: 'dns'; readonly server: 'cluster' | 'public' }
  | { readonly type: 'loadBalancer'; readonly namespace: string; readonly service: string }
  | { readonly type: 'node'; readonly name: string }
  | { readonly type: 'pod'; readonly namespace: string; readonly name: string }
  /** The Ingress controller. */
  | { readonly type: 'ingress'; readonly name: string }
  /** The cloud's firewall in front of the nodes. */
  | { readonly type: 'firewall' }
  | { readonly type: 'external'; readonly name: string };

/** The layer of the picture that a hop belongs to: one hue each. */
export type Layer = 'client' | 'dns' | 'loadBalancer' | 'ingress' | 'nodePort' | 'clusterIP' | 'pod' | 'external';

/** Source and destination of a packet, each `address:port` (bare address where there is no port). */
export interface Addresses {
  readonly source: string;
  readonly destination: string;
}

/** One step of a request: the packet as it came in, as it went out, by which rule, and why. */
export interface Hop {
  /** When the packet is at `place`. */
  readonly at: SimTime;
  readonly place: Place;
  readonly layer: Layer;
  readonly before: Addresses;
  readonly after: Addresses;
  /** The rule in the component's own notation, never prose: a kube-proxy rule, a DNS record, a health check. */
  readonly rule: string;
  readonly reason: Message;
  /** At a DNS server: the questions that the client sent there at this moment, each with its answer. */
  readonly queries?: readonly HopQuery[];
}

/** A question to a DNS server and what it said. */
export interface HopQuery {
  /** With its trailing dot. */
  readonly name: string;
  readonly type: string;
  /** NOERROR (also without any answers), NXDOMAIN or SERVFAIL. */
  readonly code: string;
  /** The records' data, in the order in which they came. */
  readonly answers: readonly string[];
  /** From the question to the answer. */
  readonly latency: SimTime;
  /** Whether the server had it in its cache. */
  readonly cached?: boolean;
}

/** One request from its first packet to its end. Recorded when it has ended. */
export interface RequestTrace {
  /** `r1`, `r2`… in the order in which the requests began. */
  readonly id: string;
  /** The Client's name. */
  readonly client: string;
  readonly url: string;
  readonly startedAt: SimTime;
  readonly finishedAt: SimTime;
  readonly outcome: Outcome;
  /** Why it ended so. */
  readonly cause: Message;
  /** `namespace/name` of the pod that answered (also with the outcome wrongApp), or the external host's name. */
  readonly answeredBy?: string;
  /** The client address (without port) that the pod saw. */
  readonly sourceSeenByPod?: string;
  /** The Service that the request was for, where it is known. */
  readonly service?: { readonly namespace: string; readonly name: string };
  /**
   * The way there, in order of time: DNS first where a name had to be resolved. Where a SYN was lost and a later one met
   * something else, both ways follow one another, each from the client on.
   */
  readonly hops: readonly Hop[];
  /** When the client's kernel sent the SYN again because nothing had come back. */
  readonly retries?: readonly SimTime[];
  /** The way back, in order of time; empty when nothing came back. */
  readonly reply: readonly Hop[];
}

/** A version of an object; without `object` it was removed. */
export interface ObjectRevision {
  readonly at: SimTime;
  readonly kind: Kind;
  /** `namespace/name`, or the bare name of what has no namespace. */
  readonly key: string;
  readonly object?: KubernetesObject;
}

/** What happened besides objects and requests. */
export type TraceEvent =
  | {
      readonly type: 'command';
      readonly at: SimTime;
      readonly command: Command;
      /** What kubectl printed, where the command is one of kubectl's. */
      readonly output?: ApplyOutput;
    }
  /** A command that takes its time, as a drain does, printed more. */
  | {
      readonly type: 'commandPrinted';
      readonly at: SimTime;
      readonly command: Command;
      readonly output: ApplyOutput;
    }
  /** A machine lost or got power, or its network. */
  | {
      readonly type: 'hostChanged';
      readonly at: SimTime;
      readonly node: string;
      readonly isOn: boolean;
      readonly isConnected: boolean;
    }
  /** The firewall in front of the nodes was opened or closed. */
  | { readonly type: 'firewallChanged'; readonly at: SimTime; readonly isOpen: boolean }
  /** A node's kube-proxy has rewritten its rules; what it knew before then, it no longer goes by. */
  | {
      readonly type: 'proxySynced';
      readonly at: SimTime;
      readonly node: string;
      /** All that had changed by this moment is in the rules. */
      readonly known: SimTime;
    }
  /** A container has begun to run: what its program finds in its environment. Pods of one namespace share one list while Services stay the same. */
  | {
      readonly type: 'containerStarted';
      readonly at: SimTime;
      /** `namespace/name`. */
      readonly pod: string;
      readonly container: string;
      readonly env: readonly EnvVar[];
    }
  /** The load balancer's view of a node changed. */
  | {
      readonly type: 'healthChanged';
      readonly at: SimTime;
      readonly service: string;
      readonly node: string;
      readonly healthy: boolean;
    };

/** The one obvious mend of a problem. */
export interface QuickFix {
  readonly title: Message;
  readonly edit: TextEdit;
}

/** A problem or hint about the manifest, at its place in the text. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'info';
  /** Who says so: `kubectl` and `apiserver` in Kubernetes' own words, `kubehops` in ours. */
  readonly source: 'kubectl' | 'apiserver' | 'kubehops';
  /** Kubernetes' own message word for word, or ours as an id with parameters. */
  readonly message: string | Message;
  readonly range: TextRange;
  /** The field path, where the message names one. */
  readonly path?: string;
  /** What it is about, where that is known. */
  readonly rule?: RuleId;
  readonly fix?: QuickFix;
}

/** A client as the session has it: from the text, or made because the text has none. */
export interface ClientInfo {
  readonly name: string;
  readonly from:
    | { readonly type: 'internet'; readonly ip: string; readonly nat?: string }
    | { readonly type: 'node'; readonly node: string }
    | { readonly type: 'pod'; readonly namespace: string; readonly node: string };
  readonly urls: readonly string[];
  /** Whether it was made for want of a Client in the text. */
  readonly automatic: boolean;
}

/** What kubectl printed. */
export interface ApplyOutput {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What of a cluster's network is settled when it is made. */
export interface ClusterNetwork {
  readonly kubeProxyMode: ProxyMode | 'none';
  readonly podCIDR: string;
  readonly serviceCIDR: string;
}

/** What is said of a text that is applied. */
export type TextVerdict = Pick<Trace, 'apply' | 'applied' | 'diagnostics' | 'selections'>;

/** The record of a run up to `until`. */
export interface Trace {
  readonly until: SimTime;
  readonly apply: ApplyOutput;
  /** What became of each object of the manifest, in the order of the text; with the first part of a run alone. */
  readonly applied: readonly AppliedDocument[];
  readonly diagnostics: readonly Diagnostic[];
  readonly clients: readonly ClientInfo[];
  /** How the cluster's network is laid out, and how its kube-proxies are run. */
  readonly network: ClusterNetwork;
  /** Where the text says what is selected. */
  readonly selections: readonly SelectionPlace[];
  /** In order of time. */
  readonly revisions: readonly ObjectRevision[];
  /** In order of time. */
  readonly events: readonly TraceEvent[];
  /** In the order in which they ended. */
  readonly requests: readonly RequestTrace[];
}
