/** The picture as data: boxes in columns with meaning, and the lines between them. Coordinates are picture pixels. */
import type { Kind } from '../kubernetes/api/objects.ts';
import type { ClientInfo, Layer } from '../simulation/trace.ts';

/** How a box is doing. */
export type BoxStatus =
  | 'ok'
  | 'notReady'
  /** A container has ended with an error, or cannot begin. */
  | 'failing'
  | 'terminating'
  | 'pending'
  /** On a machine without power. */
  | 'down'
  /** On a machine that no packet leaves or reaches. */
  | 'cut'
  | 'noEndpoints';

/** What a box stands for. */
export type BoxKind =
  | 'client'
  | 'dns'
  | 'loadBalancer'
  | 'ingress'
  | 'node'
  | 'nodes'
  | 'nodePort'
  | 'service'
  | 'frame'
  | 'pod'
  | 'podGroup'
  | 'firewall'
  | 'external';

/** A place and size in the picture. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One thing in the picture. */
export interface DiagramBox extends Rectangle {
  readonly id: string;
  readonly layer: Layer;
  readonly kind: BoxKind;
  readonly title: string;
  /** Addresses and other facts in Kubernetes' own words, one line each. */
  readonly lines: readonly string[];
  readonly status: BoxStatus;
  /** The object that a click explains, where the box stands for one. */
  readonly object?: { readonly kind: Kind; readonly key: string };
  /** A client, as the session has it. */
  readonly client?: ClientInfo;
  /** The namespace, where it is not the default one and the title does not say it. */
  readonly namespace?: string;
  /** The node that a box stands on. */
  readonly node?: string;
  /** Whether packets run along its foot, where no words may stand. */
  readonly hasRail?: boolean;
  /** Whether the node has to be named, since the view does not show it. */
  readonly showsNode?: boolean;
  /** Only for a node: whether no new pods are placed on it. */
  readonly isCordoned?: boolean;
  /** A Service's selector or a pod's labels, as `key=value`. */
  readonly labels?: readonly string[];
  /** The Services (keys) whose selector matches this pod. */
  readonly selectedBy?: readonly string[];
  /** How many it stands for, and how many of them are ready: groups, Services, nodes. */
  readonly count?: { readonly ready: number; readonly total: number };
  /** Only for a node: how far within its lane its own words start, and at which height clients' packets come in. */
  readonly inset?: number;
  readonly entryY?: number;
  /** Only for a client: the height at which its packets leave, where that is not the middle of its side. */
  readonly exitY?: number;
  /** Where the lines that leave this box turn, and how far from the others' they keep. */
  readonly bend?: { readonly x: number; readonly shift: number };
  /** Only for nodes that are drawn as one: how many they are. */
  readonly members?: number;
  /** Only for nodes that are drawn as one: the names of the first and the last, in the picture's order. */
  readonly ends?: readonly [first: string, last: string];
  /** Only for a node in a crowd of them: its words stand in two lines. Only for a Service in one: it shows less. */
  readonly isSlim?: boolean;
  /** Only for the Ingress controller: its rules, `host/path → service`, and the Services (keys) that they lead to. */
  readonly rules?: readonly string[];
  readonly routesTo?: readonly string[];
  /** Only for a cluster IP: the nodes whose rules it is, and how far down each of them is. */
  readonly crossings?: readonly { readonly node: string; readonly isOff: boolean; readonly top: number }[];
  /** Only for a Service: which of its names, rules and doors exist. */
  readonly service?: { readonly type: string; readonly headless: boolean; readonly external: boolean };
}

/** A hairline between two boxes. */
export interface DiagramEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly layer: Layer;
  /** `route`: packets go here; `idle`: an endpoint that is not ready; `name`: DNS knows it by name only. */
  readonly kind: 'route' | 'idle' | 'name';
  readonly points: readonly Point[];
}

/** The two ways to look at one cluster: by layers, or by the machines on which its rules and pods are. */
export type DiagramView = 'layers' | 'machines';

/** The whole picture of one moment. */
export interface Diagram {
  readonly view: DiagramView;
  readonly boxes: readonly DiagramBox[];
  readonly edges: readonly DiagramEdge[];
  readonly byId: ReadonlyMap<string, DiagramBox>;
  /** The box that each pod (by key) is drawn in: its own, or its group's. */
  readonly boxOfPod: ReadonlyMap<string, string>;
  /** The column of its lane that a pod's box stands in, from 0. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** The box that stands for one that this view does not have. */
  readonly standIns: ReadonlyMap<string, string>;
  readonly width: number;
  readonly height: number;
}

/** How the picture is to be drawn. */
export interface DiagramOptions {
  readonly view: DiagramView;
  /** With more pods than this, the pods of a node are drawn as groups with counts. */
  readonly groupAbove: number;
}

/** What the page draws by when nobody chose otherwise. */
export const DEFAULT_OPTIONS: DiagramOptions = { view: 'machines', groupAbove: 60 };
