/** English: time, the list of requests, and the inspector. */
import type { Outcome } from '../../../simulation/trace.ts';

/** The shape that every other language must have. */
export interface PlaybackMessages {
  readonly outcomes: Readonly<Record<Outcome | 'inFlight', string>>;
  readonly seconds: (text: string) => string;
  // Timeline
  readonly play: string;
  readonly pause: string;
  readonly stepForward: string;
  readonly stepBack: string;
  readonly nextEvent: string;
  readonly skipping: string;
  readonly nothingAhead: string;
  readonly speed: string;
  readonly speedOf: (speed: string) => string;
  readonly slowMotion: (speed: string) => string;
  readonly playhead: string;
  readonly keys: string;
  readonly previousEvent: string;
  /** What playing looks out for. */
  readonly watch: string;
  readonly watches: Readonly<Record<'skipsIdle' | 'stopsOnFailure' | 'stopsOnNotReady', string>>;
  readonly loopFrom: string;
  readonly loopTo: string;
  readonly loopClear: string;
  readonly looping: (from: string, to: string | undefined) => string;
  readonly laterCommands: (count: number) => string;
  readonly forked: (at: string, dropped: number) => string;
  readonly marks: Readonly<Record<'command' | 'notReady' | 'ready' | 'change', string>>;
  // Requests
  readonly columns: Readonly<Record<RequestColumn, string>>;
  readonly filter: string;
  readonly requestViews: string;
  readonly list: string;
  readonly charts: string;
  readonly transcript: string;
  readonly exportAs: (form: string) => string;
  readonly filterByOutcome: string;
  readonly follow: string;
  readonly noneMatch: string;
  readonly clearFilter: string;
  readonly shown: (rows: number, total: number) => string;
  // Inspector of a request
  readonly nothingSelected: string;
  readonly nothingSelectedHint: string;
  readonly gone: string;
  readonly close: string;
  readonly request: (id: string) => string;
  readonly hops: string;
  readonly reply: (count: number) => string;
  readonly noReply: string;
  readonly source: string;
  readonly destination: string;
  readonly became: string;
  /** What is said in a component's own words. */
  readonly ruleOf: Readonly<Record<'record' | 'socket' | 'rule', string>>;
  readonly seekHere: (time: string) => string;
  readonly underway: string;
  readonly startedAt: string;
  readonly took: string;
  readonly answeredBy: string;
  readonly sourceSeenByPod: string;
  readonly milliseconds: (text: string) => string;
  readonly places: Readonly<
    Record<'dns' | 'loadBalancer' | 'client' | 'node' | 'pod' | 'firewall' | 'external', string>
  >;
  readonly layers: Readonly<Record<LayerName, string>>;
  // Inspector of objects
  readonly facts: Readonly<Record<FactName, string>>;
  readonly ready: (ready: number, total: number) => string;
  readonly notReady: string;
  readonly isReady: string;
  readonly isTerminating: string;
  readonly isOff: string;
  readonly isCut: string;
  readonly renewed: (age: string) => string;
  readonly none: string;
  readonly headless: string;
  readonly pending: string;
  readonly storedObject: string;
  readonly fromInternet: (ip: string) => string;
  readonly fromBehind: (ip: string, nat: string) => string;
  readonly fromNode: (node: string) => string;
  readonly fromPod: (node: string) => string;
  readonly automaticClient: string;
}

/** The columns of the list of requests. */
export type RequestColumn = 'id' | 'time' | 'client' | 'url' | 'outcome' | 'answeredBy' | 'source';

/** The layers of the picture, as hops name them. */
export type LayerName = 'client' | 'dns' | 'loadBalancer' | 'ingress' | 'nodePort' | 'clusterIP' | 'pod' | 'external';

/** What the inspector tells of an object before it shows the whole. */
export type FactName =
  | 'type'
  | 'clusterIP'
  | 'externalIP'
  | 'externalName'
  | 'routes'
  | 'ports'
  | 'selector'
  | 'endpoints'
  | 'affinity'
  | 'externalPolicy'
  | 'internalPolicy'
  | 'podIP'
  | 'node'
  | 'status'
  | 'labels'
  | 'selectedBy'
  | 'image'
  | 'conditions'
  | 'addresses'
  | 'podCIDR'
  | 'pods'
  | 'taints'
  | 'replicas'
  | 'strategy'
  | 'serviceName'
  | 'owner'
  | 'owned'
  | 'lease'
  | 'from'
  | 'urls'
  | 'sent';

/** The English words. */
export const playback: PlaybackMessages = {
  outcomes: {
    answered: 'Answered',
    refused: 'Refused',
    timedOut: 'Timed out',
    nameNotFound: 'Name not found',
    reset: 'Reset',
    wrongApp: 'Wrong app',
    inFlight: 'In flight',
  },
  seconds: (text) => `${text} s`,
  play: 'Play',
  pause: 'Pause',
  stepForward: 'Step forward',
  stepBack: 'Step back',
  nextEvent: 'Skip to next event',
  nothingAhead: 'Nothing else happens to the cluster in the next 400 s; only requests go on.',
  skipping: 'Looking ahead for the next event…',
  speed: 'Speed',
  speedOf: (speed) => `${speed}×`,
  slowMotion: (speed) => `${speed}× slow`,
  playhead: 'Playhead',
  keys: 'Space or K plays and pauses; arrow keys, comma and full stop step, J and L go from request to request, N and P from event to event; < and > change the speed, [ and ] set a loop.',
  previousEvent: 'Previous event',
  watch: 'While playing',
  watches: {
    skipsIdle: 'Skip stretches in which nothing happens',
    stopsOnFailure: 'Stop when a request fails',
    stopsOnNotReady: 'Stop when a node is NotReady',
  },
  loopFrom: 'Loop from here',
  loopTo: 'to here',
  loopClear: 'No loop',
  looping: (from, to) => (to === undefined ? `Loop from ${from} s to …` : `Loop from ${from} s to ${to} s`),
  laterCommands: (count) =>
    count === 1
      ? 'You are in the past: acting now drops 1 later command and starts a new future.'
      : `You are in the past: acting now drops ${String(count)} later commands and starts a new future.`,
  forked: (at, dropped) =>
    dropped === 0
      ? `A new future begins at ${at}; what came after it is gone.`
      : `A new future begins at ${at}; ${dropped === 1 ? '1 later command was' : `${String(dropped)} later commands were`} dropped.`,
  marks: {
    command: 'Command',
    notReady: 'Node not ready',
    ready: 'Node ready again',
    change: 'Object changed',
  },
  columns: {
    id: '#',
    time: 'Time',
    client: 'Client',
    url: 'URL',
    outcome: 'Outcome',
    answeredBy: 'Answered by',
    source: 'Source seen by pod',
  },
  filter: 'Filter requests',
  requestViews: 'How to look at the requests',
  list: 'List',
  charts: 'Charts',
  transcript: 'Transcript',
  exportAs: (form) => `Save the listed requests as ${form}`,
  filterByOutcome: 'Filter by outcome',
  follow: 'Follow',
  noneMatch: 'No request matches the filter.',
  clearFilter: 'Clear filter',
  shown: (rows, total) => `${String(rows)} of ${String(total)}`,
  nothingSelected: 'Why did it go there?',
  nothingSelectedHint:
    'Click a request, in the list or as it flies, to see its hops one by one. Click a box to see the object behind it; right-click it, or hold it, for what can be done to it.',
  gone: 'This does not exist at the moment shown.',
  close: 'Close',
  request: (id) => `Request ${id}`,
  hops: 'Hops',
  reply: (count) => `Reply (${count === 1 ? '1 hop' : `${String(count)} hops`})`,
  noReply: 'No reply came back.',
  source: 'From',
  destination: 'To',
  became: 'becomes',
  ruleOf: { record: 'DNS says', socket: 'What happens', rule: 'Rule' },
  seekHere: (time) => `Go to ${time}`,
  underway: 'The request is under way.',
  startedAt: 'Sent at',
  took: 'Took',
  answeredBy: 'Answered by',
  sourceSeenByPod: 'Source seen by pod',
  milliseconds: (text) => `${text} ms`,
  places: {
    dns: 'Cluster DNS',
    loadBalancer: 'Load balancer',
    client: 'Client',
    node: 'Node',
    pod: 'Pod',
    firewall: 'Firewall',
    external: 'Outside the cluster',
  },
  layers: {
    client: 'client',
    dns: 'DNS',
    loadBalancer: 'load balancer',
    ingress: 'Ingress',
    nodePort: 'node port',
    clusterIP: 'cluster IP',
    pod: 'pod',
    external: 'outside',
  },
  facts: {
    type: 'Type',
    clusterIP: 'Cluster IP',
    externalIP: 'External IP',
    externalName: 'External name',
    routes: 'Rules',
    ports: 'Ports',
    selector: 'Selector',
    endpoints: 'Endpoints',
    affinity: 'Session affinity',
    externalPolicy: 'External traffic policy',
    internalPolicy: 'Internal traffic policy',
    podIP: 'Pod IP',
    node: 'Node',
    status: 'Status',
    labels: 'Labels',
    selectedBy: 'Selected by',
    image: 'Image',
    conditions: 'Conditions',
    addresses: 'Addresses',
    podCIDR: 'Pod addresses',
    pods: 'Pods',
    taints: 'Taints',
    replicas: 'Replicas',
    strategy: 'Update strategy',
    serviceName: 'Service',
    owner: 'Made by',
    owned: 'Makes',
    lease: 'Heartbeat',
    from: 'Sends from',
    urls: 'Calls',
    sent: 'Sent so far',
  },
  ready: (ready, total) => `${String(ready)} of ${String(total)} ready`,
  notReady: 'not ready',
  isReady: 'ready',
  isTerminating: 'terminating',
  isOff: 'switched off',
  isCut: 'network cut',
  renewed: (age) => `renewed ${age} ago`,
  none: 'none',
  headless: 'None (headless)',
  pending: 'pending',
  storedObject: 'Stored object',
  fromInternet: (ip) => `the internet, ${ip}`,
  fromBehind: (ip, nat) => `the internet, ${ip} behind ${nat} (NAT)`,
  fromNode: (node) => `the machine ${node}`,
  fromPod: (node) => `a pod on ${node}`,
  automaticClient: 'Made by Kubehops, because the text has no Client.',
};
