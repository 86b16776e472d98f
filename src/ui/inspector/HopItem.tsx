/** One hop: where, why, what became of the addresses, and the rule in the component's own words. */
import { lazy, memo, Suspense, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { Hop, Layer, Place, RequestTrace, Trace } from '../../simulation/trace.ts';
import type { PlaybackMessages } from '../i18n/en/playback.ts';
import { renderMessage } from '../i18n/render-message.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { formatMillis, formatSeconds } from '../present/format-time.ts';
import { soughtTo } from '../store/playback-store.ts';
import { ruleListOpened } from '../store/view-store.ts';
import { changedParts, type AddressChange, type AddressPart } from './changed-parts.ts';
import styles from './Inspector.module.css';
import { conntrackEntry, packetOf, protocolOf } from './packet-of-hop.ts';
import { QueryTable } from './QueryTable.tsx';
import { RuleLine } from './RuleLine.tsx';

const NodeRules = lazy(async () => ({ default: (await import('./NodeRules.tsx')).NodeRules }));

interface HopItemProps {
  readonly hop: Hop;
  /** The request that it is a hop of; absent for a hop of its reply. */
  readonly request?: RequestTrace;
  readonly trace: Trace;
  readonly number: number;
  /** When the stage shows it: there a click goes. */
  readonly shownAt: SimTime;
  /** Real (virtual) microseconds since the request began. */
  readonly sinceStart: number;
  readonly state: 'past' | 'current' | 'future';
}

const LAYER_CLASS: Readonly<Record<Layer, string | undefined>> = {
  client: styles.layerClient,
  dns: styles.layerDns,
  loadBalancer: styles.layerLoadBalancer,
  ingress: styles.layerIngress,
  nodePort: styles.layerNodePort,
  clusterIP: styles.layerClusterIP,
  pod: styles.layerPod,
  external: styles.layerExternal,
};

/** The hop; the current one is marked and brought into view. */
export const HopItem = memo(function HopItem(props: HopItemProps): ReactElement {
  const { hop, number, shownAt, sinceStart, state } = props;
  const { app, playback: words, simulation } = useMessages();
  const item = useRef<HTMLLIElement>(null);
  const isCurrent = state === 'current';
  useEffect(() => {
    if (isCurrent) item.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { source, destination } = changedParts(hop.before, hop.after);
  return (
    <li
      ref={item}
      className={`${styles.hop ?? ''} ${LAYER_CLASS[hop.layer] ?? ''}`}
      data-state={state}
      data-dead={hop.reason.id === 'hop.node.down' || undefined}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <button
        type="button"
        className={styles.seek}
        title={words.seekHere(words.seconds(formatSeconds(shownAt)))}
        onClick={() => soughtTo(shownAt)}
      >
        <span className={styles.number}>{number}</span>
        <span className={styles.place}>{isPublicDns(hop) ? app.publicDns : placeText(hop.place, words)}</span>
        <span className={styles.layer}>{layerText(hop, words)}</span>
        <span className={styles.since}>+{words.milliseconds(formatMillis(sinceStart))}</span>
      </button>
      <p className={styles.reason}>{renderMessage(hop.reason, simulation)}</p>
      <dl className={styles.addresses}>
        <AddressLine label={words.source} change={source} became={words.became} />
        <AddressLine label={words.destination} change={destination} became={words.became} />
      </dl>
      {hop.rule !== '' && (
        <p className={styles.rule}>
          <span className={styles.ruleLabel}>{words.ruleOf[ruleKind(hop)]}</span>
          {hop.rule.split('\n').map((line, place) => (
            <RuleLine key={`${String(place)} ${line}`} line={line} />
          ))}
        </p>
      )}
      {hop.queries !== undefined && hop.queries.length > 0 && <QueryTable queries={hop.queries} />}
      <NodeDetails {...props} />
    </li>
  );
});

/** What the hop's rule is: a record, what a program and its machine did, or a rule proper. */
function ruleKind({ layer }: Hop): 'record' | 'socket' | 'rule' {
  if (layer === 'dns') return 'record';
  return layer === 'client' || layer === 'pod' || layer === 'external' ? 'socket' : 'rule';
}

/** What a node remembers of the packet, and all of its rules when somebody asks for them. */
function NodeDetails({ hop, request, trace }: HopItemProps): ReactElement | undefined {
  const { packets } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => (isOpen ? ruleListOpened() : undefined), [isOpen]);
  const isFromNode = request?.hops[0]?.place.type === 'node';
  const packet = useMemo(
    () => (request === undefined ? undefined : packetOf(hop, protocolOf(request), isFromNode)),
    [hop, request, isFromNode],
  );
  if (request === undefined || packet === undefined || hop.place.type !== 'node') return undefined;
  const entry = conntrackEntry(hop, packet.protocol);
  const { name } = hop.place;
  return (
    <>
      {entry !== undefined && (
        <p className={styles.rule} title={packets.conntrackHint}>
          <span className={styles.ruleLabel}>{packets.conntrack}</span>
          <code>{entry}</code>
        </p>
      )}
      <details className={styles.allRules} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>{packets.rules(name)}</summary>
        {isOpen && (
          <Suspense fallback={<p className={styles.muted}>{packets.loading}</p>}>
            <NodeRules trace={trace} node={name} hop={hop} packet={packet} />
          </Suspense>
        )}
      </details>
    </>
  );
}

interface AddressLineProps {
  readonly label: string;
  readonly change: AddressChange;
  readonly became: string;
}

function AddressLine({ label, change, became }: AddressLineProps): ReactElement {
  return (
    <div className={styles.address}>
      <dt>{label}</dt>
      <dd>
        <code>
          <Parts parts={change.before} />
        </code>
        {change.isChanged && (
          <>
            {' '}
            <span className={styles.arrow} role="img" aria-label={became}>
              →
            </span>{' '}
            <code>
              <Parts parts={change.after} />
            </code>
          </>
        )}
      </dd>
    </div>
  );
}

function Parts({ parts }: { readonly parts: readonly AddressPart[] }): ReactElement {
  return (
    <>
      {parts.map(({ text, isChanged }, place) =>
        // A place in an address is all the identity its parts have.
        isChanged ? <mark key={place === 0 ? 'host' : 'port'}>{text}</mark> : text,
      )}
    </>
  );
}

/** The place by name, as far as it has one. */
function placeText(place: Place, words: PlaybackMessages): string {
  switch (place.type) {
    case 'dns':
    case 'firewall':
      return words.places[place.type];
    case 'loadBalancer':
      return `${place.namespace}/${place.service}`;
    case 'pod':
      return `${place.namespace}/${place.name}`;
    case 'client':
    case 'node':
    case 'ingress':
    case 'external':
      return place.name;
  }
}

/** Whether the DNS that was asked is not the cluster's. */
function isPublicDns({ place }: Hop): boolean {
  return place.type === 'dns' && place.server === 'public';
}

/** The layer's name, where the place does not say the same already. */
function layerText(hop: Hop, words: PlaybackMessages): string {
  return hop.place.type === 'dns' ? '' : words.layers[hop.layer];
}
