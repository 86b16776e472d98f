/** The nodes that are drawn as one, one by one: how each is doing, and the ways to its details and its menu. */
import { Ellipsis } from 'lucide-react';
import { memo, useMemo, useState, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import { nodeStatus, nodeWord } from '../../diagram/box-status.ts';
import type { BoxStatus } from '../../diagram/diagram.ts';
import { snapshotAt, type Snapshot } from '../../diagram/snapshot.ts';
import { nodesBetween } from '../../diagram/visible-objects.ts';
import { internalIP, type Node } from '../../kubernetes/api/node.ts';
import type { Trace } from '../../simulation/trace.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { StatusIcon } from '../stage/boxes/status-icons.tsx';
import { menuOpened } from '../store/command-store.ts';
import { selected } from '../store/view-store.ts';
import styles from './details.module.css';
import frame from './Inspector.module.css';

/** So many are listed; the others are found by their names. */
const MOST = 100;

interface NodeListProps {
  readonly trace: Trace;
  readonly time: SimTime;
  /** The names of the first and the last node. */
  readonly first: string;
  readonly last: string;
}

interface ListedNode {
  readonly name: string;
  readonly address: string;
  /** What kubectl says in its STATUS column. */
  readonly word: string;
  readonly status: BoxStatus;
  readonly pods: number;
}

/** The list, with a filter and how many there are of each status. */
export const NodeList = memo(function NodeList({ trace, time, first, last }: NodeListProps): ReactElement {
  const { playback } = useMessages();
  const { nodeList: words } = useActing();
  const [text, setText] = useState('');
  const snapshot = snapshotAt(trace, time);
  const nodes = useMemo(() => listed(snapshot, first, last), [snapshot, first, last]);
  const wanted = text.trim().toLowerCase();
  const found = nodes.filter(({ name, word }) => `${name} ${word}`.toLowerCase().includes(wanted));
  return (
    <>
      <p className={frame.kind}>{words.title(nodes.length)}</p>
      <h2 className={frame.name}>
        {first} – {last}
      </h2>
      <p className={styles.muted}>{countWords(nodes)}</p>
      <input
        type="search"
        className={styles.nodeFilter}
        aria-label={words.filter}
        placeholder={words.filter}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className={styles.nodes} aria-label={words.title(nodes.length)}>
        {found.slice(0, MOST).map((node) => (
          <NodeLine key={node.name} {...node} />
        ))}
      </ul>
      {found.length > MOST && <p className={styles.muted}>{words.more(found.length - MOST)}</p>}
      {found.length === 0 && (
        <p className={styles.muted} role="status">
          {playback.none}
        </p>
      )}
    </>
  );
});

/** One node: its name opens its details, the button beside it its menu. */
const NodeLine = memo(function NodeLine({ name, address, word, status, pods }: ListedNode): ReactElement {
  const { app } = useMessages();
  return (
    <li data-status={status}>
      <button
        type="button"
        className={frame.link}
        onClick={() => selected({ type: 'object', kind: 'Node', key: name })}
      >
        {name}
      </button>
      <span className={status === 'ok' ? undefined : styles.bad}>
        <StatusIcon status={status} />{' '}
        {status === 'down' || status === 'cut' ? `${app.status[status]} (${word})` : word}
      </span>
      <span className={styles.muted}>
        {address} · {app.pods(pods)}
      </span>
      <button
        type="button"
        aria-label={app.actionsFor(name)}
        aria-haspopup="menu"
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          menuOpened({ target: { type: 'object', kind: 'Node', key: name }, x: left, y: bottom });
        }}
      >
        <Ellipsis size={14} aria-hidden />
      </button>
    </li>
  );
});

function listed(snapshot: Snapshot, first: string, last: string): readonly ListedNode[] {
  const pods = new Map<string, number>();
  for (const { spec } of snapshot.objects.Pod.values()) {
    if (spec.nodeName !== undefined) pods.set(spec.nodeName, (pods.get(spec.nodeName) ?? 0) + 1);
  }
  return nodesBetween(snapshot, first, last).map((node: Node) => ({
    name: node.metadata.name,
    address: internalIP(node) ?? '',
    word: nodeWord(node),
    status: nodeStatus(node, snapshot),
    pods: pods.get(node.metadata.name) ?? 0,
  }));
}

/** `12 Ready, 1 NotReady`: kubectl's words with their numbers. */
function countWords(nodes: readonly ListedNode[]): string {
  const counts = new Map<string, number>();
  for (const { word } of nodes) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Array.from(counts, ([word, count]) => `${String(count)} ${word}`).join(', ');
}
