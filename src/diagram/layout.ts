/** The grid of the picture: how big things are, and where the columns stand. Multiples of 4 picture pixels. */
import type { Rectangle } from './diagram.ts';

/** Sizes of boxes and the gaps between them. */
export const SIZE = {
  client: { width: 172, height: 68 },
  dns: { width: 144, height: 60 },
  loadBalancer: { width: 144, height: 76 },
  nodePort: { width: 104, height: 40 },
  service: { width: 168, head: 108 },
  pod: { width: 168, height: 56 },
  external: { width: 176, height: 60 },
  nodeInfo: { width: 116, height: 96 },
  gap: 12,
  columnGap: 48,
  lanePadding: 12,
  laneGap: 16,
} as const;

/** What the picture has to hold; nothing else decides where things stand. */
export interface LayoutInput {
  readonly clients: number;
  readonly loadBalancers: number;
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
  readonly dns: Rectangle;
  readonly lane: (lane: number) => Rectangle;
  /** How far within its lane a node's own words start: the doors stand in front of them. */
  readonly inset: number;
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

/** Works out the columns: clients, DNS over load balancers, then the nodes as lanes that the Services' strips cross. */
export function layOut(input: LayoutInput): Layout {
  const { gap, columnGap, lanePadding, laneGap } = SIZE;
  const podColumns = columnsFor(Math.max(1, ...input.lanes));
  const laneHeights = input.lanes.map((pods) =>
    Math.max(
      SIZE.nodeInfo.height,
      stack(Math.ceil(pods / podColumns), SIZE.pod.height),
      stack(input.nodePorts, SIZE.nodePort.height),
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
  const doorX = middleX + SIZE.dns.width + columnGap;
  const laneX = input.nodePorts > 0 ? doorX + SIZE.nodePort.width - 16 : doorX;
  const infoX = laneX + lanePadding + (input.nodePorts > 0 ? 16 : 0);
  const servicesX = infoX + SIZE.nodeInfo.width + 20;
  const servicesWidth = Math.max(1, input.services) * (SIZE.service.width + 24) - 24;
  const podsX = servicesX + servicesWidth + columnGap;
  const podsWidth = podColumns * (SIZE.pod.width + gap) - gap;
  const laneWidth = podsX + podsWidth + lanePadding - laneX;
  const externalX = laneX + laneWidth + columnGap;

  const middle = (lanesTop + bottom) / 2;
  const column = (count: number, height: number, space: number): number =>
    Math.max(lanesTop, middle - (count * (height + space) - space) / 2);
  const clientsTop = column(input.clients, SIZE.client.height, gap);
  const balancersTop = column(input.loadBalancers, SIZE.loadBalancer.height, laneGap);
  const externalsTop = column(input.externals, SIZE.external.height, gap);
  const laneTop = (lane: number): number => laneTops[lane] ?? lanesTop;
  const laneHeight = (lane: number): number => (laneHeights[lane] ?? 0) + 2 * lanePadding;
  /** Where a stack of `count` things starts, so that it stands in the middle of its lane. */
  const stackTop = (lane: number, count: number, height: number): number =>
    laneTop(lane) + (laneHeight(lane) - stack(count, height)) / 2;

  return {
    width: input.externals > 0 ? externalX + SIZE.external.width : laneX + laneWidth,
    height: Math.max(
      bottom,
      clientsTop + stack(input.clients, SIZE.client.height),
      balancersTop + stack(input.loadBalancers, SIZE.loadBalancer.height),
    ),
    dns: { x: middleX, y: (SIZE.service.head - SIZE.dns.height) / 2, ...SIZE.dns },
    inset: infoX - laneX,
    lane: (lane) => ({ x: laneX, y: laneTop(lane), width: laneWidth, height: laneHeight(lane) }),
    client: (place) => ({ x: 0, y: clientsTop + place * (SIZE.client.height + gap), ...SIZE.client }),
    loadBalancer: (place) => ({
      x: middleX,
      y: balancersTop + place * (SIZE.loadBalancer.height + laneGap),
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

/** One column of pods up to three, then two, then more: lanes stay wider than high. */
function columnsFor(pods: number): number {
  return pods <= 3 ? 1 : pods <= 8 ? 2 : pods <= 18 ? 3 : 4;
}
