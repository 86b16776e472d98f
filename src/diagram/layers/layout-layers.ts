/** The grid of the layers: one column for each layer, one row for each Service. Multiples of 4 picture pixels. */
import type { Rectangle } from '../diagram.ts';
import { inFewestColumns } from '../layout.ts';

/** Sizes of boxes and the gaps between them. */
export const LAYER_SIZE = {
  client: { width: 160, height: 68 },
  dns: { width: 160, height: 50 },
  loadBalancer: { width: 156, height: 104 },
  ingress: { width: 248, head: 84, rule: 16 },
  firewall: { width: 156, height: 76 },
  nodePort: { width: 128, height: 104 },
  service: { width: 176, height: 128 },
  /** Where there are many rows: what stands in them has three lines. */
  slimHeight: 96,
  nodes: { width: 148, height: 60 },
  pod: { width: 176, height: 72 },
  external: { width: 176, height: 60 },
  /** From the top of a frame to what it holds, and from its sides. */
  frameHead: 26,
  framePadding: 12,
  gap: 12,
  rowGap: 28,
  columnGap: 72,
} as const;

/** What a Service's row holds. */
export interface Row {
  readonly hasLoadBalancer: boolean;
  readonly hasNodePort: boolean;
  /** The pods (or groups) that stand beside it. */
  readonly pods: number;
}

/** What the picture has to hold. */
export interface LayersInput {
  readonly clients: number;
  readonly dnsServers: 1 | 2;
  readonly rows: readonly Row[];
  /** The lines of rules that the Ingress controller's box shows; undefined without a controller. */
  readonly ingressRules?: number | undefined;
  /** Whether room is kept for a firewall. */
  readonly hasFirewall?: boolean;
  /** Pods that no Service selects, under all others. */
  readonly loosePods: number;
  readonly externals: number;
  /** Whether packets came to bare machines. */
  readonly hasNodes: boolean;
}

/** A Service's boxes and frames. */
export interface RowLayout {
  readonly loadBalancer: Rectangle;
  readonly nodePort: Rectangle;
  readonly service: Rectangle;
  /** Around the node port and the cluster IP, and around those and the load balancer. */
  readonly nodePortFrame: Rectangle;
  readonly loadBalancerFrame: Rectangle;
  readonly pod: (place: number) => Rectangle;
}

/** Where everything goes. */
export interface LayersLayout {
  readonly width: number;
  readonly height: number;
  readonly publicDns: Rectangle;
  readonly dns: Rectangle;
  readonly ingress: Rectangle;
  readonly firewall: Rectangle;
  /** Whether the rows are so many that what stands in them is lower. */
  readonly isSlim: boolean;
  readonly client: (place: number) => Rectangle;
  readonly row: (place: number) => RowLayout;
  readonly loosePod: (place: number) => Rectangle;
  readonly external: (place: number) => Rectangle;
  readonly nodes: Rectangle;
}

/** More rows than these are lower. */
const MOST_FULL_ROWS = 5;

const MOST_COLUMNS = 4;

/** Works out the columns from left to right, and the rows from top to bottom. */
export function layOutLayers(input: LayersInput): LayersLayout {
  const pods = Math.max(1, input.loosePods, ...input.rows.map((row) => row.pods));
  return inFewestColumns(pods, MOST_COLUMNS, (columns) => arrange(input, columns));
}

function arrange(input: LayersInput, columns: number): LayersLayout {
  const { frameHead, framePadding, gap, columnGap } = LAYER_SIZE;
  const isSlim = input.rows.length > MOST_FULL_ROWS;
  const rowGap = isSlim ? 16 : LAYER_SIZE.rowGap;
  const slim = isSlim ? { height: LAYER_SIZE.slimHeight } : {};
  const size = {
    service: { ...LAYER_SIZE.service, ...slim },
    nodePort: { ...LAYER_SIZE.nodePort, ...slim },
    loadBalancer: { ...LAYER_SIZE.loadBalancer, ...slim },
  };
  const isFramed = ({ hasNodePort, hasLoadBalancer }: Row): number => Number(hasNodePort) + Number(hasLoadBalancer);
  const anyLoadBalancer = input.rows.some(({ hasLoadBalancer }) => hasLoadBalancer);
  const anyNodePort = input.rows.some(({ hasNodePort }) => hasNodePort) || input.hasNodes;
  const frames = Number(anyLoadBalancer) + Number(anyNodePort);

  const balancerX = LAYER_SIZE.client.width + columnGap + framePadding * Number(anyLoadBalancer);
  const portX =
    balancerX +
    (anyLoadBalancer || input.hasFirewall === true ? LAYER_SIZE.loadBalancer.width + columnGap / 2 : 0) +
    framePadding * Number(anyNodePort);
  const serviceX = portX + (anyNodePort ? LAYER_SIZE.nodePort.width + columnGap / 2 : 0);
  // The controller may reach further to the right than the Services do.
  const servicesEnd = Math.max(
    serviceX + LAYER_SIZE.service.width + framePadding * frames,
    input.ingressRules === undefined ? 0 : balancerX + LAYER_SIZE.ingress.width,
  );
  const podX = servicesEnd + columnGap;
  const podStep = { x: LAYER_SIZE.pod.width + gap, y: LAYER_SIZE.pod.height + gap };
  const podsWidth = columns * podStep.x - gap;
  const podRows = (pods: number): number => Math.ceil(pods / columns);
  const stack = (count: number, height: number): number => (count === 0 ? 0 : count * (height + gap) - gap);

  const top = input.dnsServers === 2 ? 2 * LAYER_SIZE.dns.height + gap + rowGap : LAYER_SIZE.dns.height + rowGap;
  const rowTops: { readonly top: number; readonly height: number }[] = [];
  // The controller stands over all rows: what it calls, it calls past them.
  const ingressHeight = LAYER_SIZE.ingress.head + (input.ingressRules ?? 0) * LAYER_SIZE.ingress.rule;
  let bottom = input.ingressRules === undefined ? 0 : ingressHeight + rowGap;
  for (const row of input.rows) {
    const own = size.service.height + isFramed(row) * (frameHead + framePadding);
    const height = Math.max(own, stack(podRows(row.pods), LAYER_SIZE.pod.height));
    rowTops.push({ top: bottom, height });
    bottom += height + rowGap;
  }
  const looseTop = bottom;
  bottom += input.loosePods === 0 ? 0 : stack(podRows(input.loosePods), LAYER_SIZE.pod.height) + rowGap;
  const nodesTop = bottom;
  bottom += input.hasNodes ? LAYER_SIZE.nodes.height + rowGap : 0;
  bottom = Math.max(0, bottom - rowGap);

  const clientsHeight = stack(input.clients, LAYER_SIZE.client.height);
  const clientsTop = Math.max(top, (bottom - clientsHeight) / 2);
  // Under the rows, and under all that clients' lines go by.
  const firewall = {
    x: balancerX,
    y: Math.max(nodesTop, clientsTop + clientsHeight + gap),
    ...LAYER_SIZE.firewall,
  };
  const externalX = podX + podsWidth + columnGap;
  const externalsTop = Math.max(0, (bottom - stack(input.externals, LAYER_SIZE.external.height)) / 2);
  const podAt = (x: number, y: number, place: number): Rectangle => ({
    x: x + (place % columns) * podStep.x,
    y: y + Math.floor(place / columns) * podStep.y,
    ...LAYER_SIZE.pod,
  });

  return {
    width: input.externals > 0 ? externalX + LAYER_SIZE.external.width : podX + podsWidth,
    height: Math.max(
      bottom,
      clientsTop + clientsHeight,
      input.hasFirewall === true ? firewall.y + firewall.height : 0,
      externalsTop + stack(input.externals, LAYER_SIZE.external.height),
    ),
    publicDns: { x: 0, y: 0, ...LAYER_SIZE.dns },
    ingress: { x: balancerX, y: 0, width: LAYER_SIZE.ingress.width, height: ingressHeight },
    firewall,
    isSlim,
    dns: { x: 0, y: input.dnsServers === 2 ? LAYER_SIZE.dns.height + gap : 0, ...LAYER_SIZE.dns },
    client: (place) => ({ x: 0, y: clientsTop + place * (LAYER_SIZE.client.height + gap), ...LAYER_SIZE.client }),
    nodes: { x: portX - framePadding, y: nodesTop, ...LAYER_SIZE.nodes },
    external: (place) => ({
      x: externalX,
      y: externalsTop + place * (LAYER_SIZE.external.height + gap),
      ...LAYER_SIZE.external,
    }),
    loosePod: (place) => podAt(podX, looseTop, place),
    row(place) {
      const row = input.rows[place] ?? { hasLoadBalancer: false, hasNodePort: false, pods: 0 };
      const { top: rowTop, height } = rowTops[place] ?? { top: 0, height: 0 };
      const middle = rowTop + height / 2 + (isFramed(row) * (frameHead - framePadding)) / 2;
      const foot = middle + size.service.height / 2;
      // All stand on one line: the rail at their feet runs straight through.
      const standing = (x: number, size: { readonly width: number; readonly height: number }): Rectangle => ({
        x,
        y: foot - size.height,
        ...size,
      });
      const service = standing(serviceX, size.service);
      const nodePort = standing(portX, size.nodePort);
      const loadBalancer = standing(balancerX, size.loadBalancer);
      const nodePortFrame = around(row.hasNodePort ? nodePort.x : service.x, service);
      const loadBalancerFrame = around(loadBalancer.x, row.hasNodePort ? nodePortFrame : service);
      const podsTop = rowTop + (height - stack(podRows(row.pods), LAYER_SIZE.pod.height)) / 2;
      return {
        loadBalancer,
        nodePort,
        service,
        nodePortFrame,
        loadBalancerFrame,
        pod: (pod) => podAt(podX, podsTop, pod),
      };
    },
  };
}

/** A frame from `left` to the right side of `inner`, with room for its name. */
function around(left: number, inner: Rectangle): Rectangle {
  const { frameHead, framePadding } = LAYER_SIZE;
  return {
    x: left - framePadding,
    y: inner.y - frameHead,
    width: inner.x + inner.width - left + 2 * framePadding,
    height: inner.height + frameHead + framePadding,
  };
}
