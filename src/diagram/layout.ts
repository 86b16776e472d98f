/** The grid of the picture: how big things are, and where the columns stand. Multiples of 4 picture pixels. */
import type { Rectangle } from './diagram.ts';

/** Sizes of boxes and the gaps between them. */
export const SIZE = {
  client: { width: 160, height: 68 },
  dns: { width: 160, height: 50 },
  loadBalancer: { width: 152, height: 80 },
  ingress: { width: 212, head: 64, rule: 16 },
  firewall: { width: 152, height: 80 },
  nodePort: { width: 104, height: 40 },
  service: { width: 160, head: 112 },
  pod: { width: 164, height: 56 },
  external: { width: 176, height: 60 },
  nodeInfo: { width: 152, height: 96 },
  /** What stays of a node's words where there are many nodes: name and address, with the menu beside them. */
  slimNodeInfo: { width: 148, height: 40 },
  gap: 12,
  columnGap: 44,
  lanePadding: 10,
  laneGap: 12,
} as const;

/** What the picture has to hold; nothing else decides where things stand. */
export interface LayoutInput {
  readonly clients: number;
  /** The cluster's DNS alone, or public DNS above it. */
  readonly dnsServers: 1 | 2;
  readonly loadBalancers: number;
  /** The lines of rules that the Ingress controller's box shows; undefined without a controller. */
  readonly ingressRules?: number | undefined;
  /** Whether room is kept for a firewall. */
  readonly hasFirewall?: boolean;
  /** Doors on each node. */
  readonly nodePorts: number;
  /** Services in the header row. */
  readonly services: number;
  /** Pods (or groups) on each lane, in order of the lanes. */
  readonly lanes: readonly number[];
  readonly externals: number;
}

/** Where everything goes, by its place in its own order. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly publicDns: Rectangle;
  readonly dns: Rectangle;
  readonly ingress: Rectangle;
  readonly firewall: Rectangle;
  /** Whether lanes are so many that a node's words stand in two lines. */
  readonly isSlim: boolean;
  readonly lane: (lane: number) => Rectangle;
  /** How far within its lane a node's own words start: the doors stand in front of them. */
  readonly inset: number;
  /** The height at which packets enter a lane that do not come by a door. */
  readonly entryY: (lane: number) => number;
  /** Where a client's or load balancer's lines turn. */
  readonly clientBend: (place: number) => { readonly x: number; readonly shift: number };
  readonly loadBalancerBend: (place: number) => { readonly x: number; readonly shift: number };
  /** Where the Ingress controller's lines turn. */
  readonly ingressBend: { readonly x: number; readonly shift: number };
  readonly client: (place: number) => Rectangle;
  readonly loadBalancer: (place: number) => Rectangle;
  readonly nodePort: (lane: number, place: number) => Rectangle;
  /** The whole strip of a Service that has rules on every node. */
  readonly service: (place: number) => Rectangle;
  /** Only the head: a Service that is a name and nothing more. */
  readonly serviceHead: (place: number) => Rectangle;
  readonly pod: (lane: number, place: number) => Rectangle;
  /** In which column of its lane the pod stands, from 0. */
  readonly podColumn: (place: number) => number;
  readonly external: (place: number) => Rectangle;
}

/**
 * Works out the columns: DNS over the clients who ask it, load balancers where there are any, then the nodes as lanes
 * that the Services' strips cross.
 */
export function layOut(input: LayoutInput): Layout {
  return inFewestColumns(Math.max(1, ...input.lanes), MOST_COLUMNS, (columns) => arrange(input, columns));
}

function arrange(input: LayoutInput, podColumns: number): Layout {
  const { gap, columnGap } = SIZE;
  const isSlim = input.lanes.length > MOST_FULL_LANES;
  const nodeInfo = isSlim ? SIZE.slimNodeInfo : SIZE.nodeInfo;
  const lanePadding = isSlim ? 6 : SIZE.lanePadding;
  const laneGap = isSlim ? 8 : SIZE.laneGap;
  const laneHeights = input.lanes.map((pods) =>
    Math.max(
      nodeInfo.height,
      stack(Math.ceil(pods / podColumns), SIZE.pod.height),
      stack(input.nodePorts, SIZE.nodePort.height) + 16,
    ),
  );
  const lanesTop = SIZE.service.head + laneGap;
  const laneTops: number[] = [];
  let bottom = lanesTop;
  for (const height of laneHeights) {
    laneTops.push(bottom);
    bottom += height + 2 * lanePadding + laneGap;
  }
  bottom -= input.lanes.length === 0 ? 0 : laneGap;

  const middleX = SIZE.client.width + columnGap;
  const hasIngress = input.ingressRules !== undefined;
  const hasMiddle = input.loadBalancers > 0 || input.hasFirewall === true;
  const middleWidth = hasIngress ? SIZE.ingress.width : hasMiddle ? SIZE.loadBalancer.width : -columnGap;
  const doorX = middleX + middleWidth + columnGap;
  const laneX = input.nodePorts > 0 ? doorX + SIZE.nodePort.width - 16 : doorX;
  const servicesX = laneX + 16 + columnGap - lanePadding;
  const servicesWidth = Math.max(1, input.services) * (SIZE.service.width + 24) - 24;
  const podsX = servicesX + servicesWidth + columnGap;
  // Where all is outside the cluster, the nodes keep no room for pods that nobody has asked for.
  const hasPods = input.externals === 0 || input.lanes.some((pods) => pods > 0);
  const podsWidth = hasPods ? podColumns * (SIZE.pod.width + gap) - gap : -columnGap;
  const infoX = podsX + podsWidth + 16;
  const laneWidth = infoX + nodeInfo.width - laneX;
  const externalX = laneX + laneWidth + columnGap;

  const middle = (lanesTop + bottom) / 2;
  const column = (count: number, height: number, space: number): number =>
    Math.max(lanesTop, middle - (count * (height + space) - space) / 2);
  const clientsTop = column(input.clients, SIZE.client.height, gap);
  const externalsTop = column(input.externals, SIZE.external.height, gap);
  const laneTop = (lane: number): number => laneTops[lane] ?? lanesTop;
  const laneHeight = (lane: number): number => (laneHeights[lane] ?? 0) + 2 * lanePadding;
  /** Where a stack of `count` things starts, so that it stands in the middle of its lane. */
  const stackTop = (lane: number, count: number, height: number): number =>
    laneTop(lane) + (laneHeight(lane) - stack(count, height)) / 2;

  const balancerY = (place: number): number => {
    const lanes = input.lanes.length;
    const lane = (Math.floor((lanes - 1) / 2) + place) % Math.max(1, lanes);
    const beyond = Math.floor(place / Math.max(1, lanes)) * (bottom - lanesTop + laneGap);
    return laneTop(lane) + (laneHeight(lane) - SIZE.loadBalancer.height) / 2 + beyond;
  };

  const balancersBottom = input.loadBalancers > 0 ? balancerY(input.loadBalancers - 1) + SIZE.loadBalancer.height : 0;
  // Under all that others' lines go by.
  const firewall = { x: middleX, y: Math.max(bottom, balancersBottom) + laneGap, ...SIZE.firewall };

  return {
    width: input.externals > 0 ? externalX + SIZE.external.width : laneX + laneWidth,
    height: Math.max(
      bottom,
      clientsTop + stack(input.clients, SIZE.client.height),
      balancersBottom,
      input.hasFirewall === true ? firewall.y + firewall.height : 0,
    ),
    publicDns: { x: 0, y: 0, ...SIZE.dns },
    // In the header row, where nothing stands in the way of what comes to it; its own lines leave below.
    ingress: {
      x: middleX,
      y: Math.max(0, (SIZE.service.head - ingressHeight(input)) / 2),
      width: SIZE.ingress.width,
      height: ingressHeight(input),
    },
    firewall,
    isSlim,
    dns: { x: 0, y: (SIZE.service.head - SIZE.dns.height) / (input.dnsServers === 1 ? 2 : 1), ...SIZE.dns },
    inset: infoX - laneX,
    // Above the doors, so that what does not enter by them is seen to pass them by.
    entryY: (lane) => laneTop(lane) + (input.nodePorts > 0 ? 5 : laneHeight(lane) / 2),
    clientBend: (place) => ({
      x: SIZE.client.width + 10 + (place % 4) * 7,
      shift: (place % 3) * 3,
    }),
    loadBalancerBend: (place) => ({ x: middleX + SIZE.loadBalancer.width + 10 + (place % 4) * 7, shift: 0 }),
    ingressBend: { x: middleX + SIZE.ingress.width + 16, shift: 0 },
    lane: (lane) => ({ x: laneX, y: laneTop(lane), width: laneWidth, height: laneHeight(lane) }),
    client: (place) => ({ x: 0, y: clientsTop + place * (SIZE.client.height + gap), ...SIZE.client }),
    // Each before the middle of a lane: the lines of those who go by other ways run between them.
    loadBalancer: (place) => ({
      x: middleX,
      y: balancerY(place),
      ...SIZE.loadBalancer,
    }),
    nodePort: (lane, place) => ({
      x: doorX,
      y: stackTop(lane, input.nodePorts, SIZE.nodePort.height) + place * (SIZE.nodePort.height + gap),
      ...SIZE.nodePort,
    }),
    service: (place) => ({ ...headAt(servicesX, place), height: bottom + 8 }),
    serviceHead: (place) => ({ ...headAt(servicesX, place), height: SIZE.service.head }),
    pod: (lane, place) => {
      const rows = Math.ceil((input.lanes[lane] ?? 0) / podColumns);
      const top = stackTop(lane, rows, SIZE.pod.height);
      return {
        x: podsX + (place % podColumns) * (SIZE.pod.width + gap),
        y: top + Math.floor(place / podColumns) * (SIZE.pod.height + gap),
        ...SIZE.pod,
      };
    },
    podColumn: (place) => place % podColumns,
    external: (place) => ({
      x: externalX,
      y: externalsTop + place * (SIZE.external.height + gap),
      ...SIZE.external,
    }),
  };
}

function headAt(servicesX: number, place: number): { x: number; y: number; width: number } {
  return { x: servicesX + place * (SIZE.service.width + 24), y: 0, width: SIZE.service.width };
}

function stack(count: number, height: number): number {
  return count === 0 ? 0 : count * (height + SIZE.gap) - SIZE.gap;
}

/** More lanes than these are slim. */
const MOST_FULL_LANES = 5;

const MOST_COLUMNS = 6;

/** A stage's shape: what fills it best is the largest to read. */
const STAGE = { width: 1100, height: 600 };

/** The layout, with so many columns of pods (`most` at most) that it is seen as large as can be; a column more has to be worth it. */
export function inFewestColumns<T extends { readonly width: number; readonly height: number }>(
  pods: number,
  most: number,
  layOutIn: (columns: number) => T,
): T {
  let best = layOutIn(1);
  let scale = scaleOf(best);
  for (let columns = 2; columns <= Math.min(pods, most); columns++) {
    const next = layOutIn(columns);
    if (scaleOf(next) < scale * 1.02) continue;
    best = next;
    scale = scaleOf(next);
  }
  return best;
}

function scaleOf({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.min(STAGE.width / width, STAGE.height / height);
}

function ingressHeight({ ingressRules = 0 }: LayoutInput): number {
  return SIZE.ingress.head + ingressRules * SIZE.ingress.rule;
}
