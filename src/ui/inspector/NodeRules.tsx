/** A node's whole rule list in kube-proxy's own text, the lines that a packet matched lit. Arrives when it is first asked for. */
import { memo, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { nodeRulesAt } from '../../diagram/node-rules.ts';
import { explain, printRules } from '../../kubernetes/proxy/modes.ts';
import type { Packet } from '../../kubernetes/proxy/packet.ts';
import type { Hop, Trace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { formatSeconds } from '../present/format-time.ts';
import styles from './details.module.css';
import { RuleLine } from './RuleLine.tsx';

/** More lines than this are not put into the page at once; the matched ones always are. */
const MOST_LINES = 3_000;

interface NodeRulesProps {
  readonly trace: Trace;
  readonly node: string;
  readonly hop: Hop;
  readonly packet: Packet;
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly isMatched: boolean;
}

/** The list, scrolled to the first line that matched. */
export const NodeRules = memo(function NodeRules({ trace, node, hop, packet }: NodeRulesProps): ReactElement {
  const { packets } = useMessages();
  const [onlyMatched, setOnlyMatched] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const inForce = useMemo(() => nodeRulesAt(trace, node, hop.at), [trace, node, hop]);
  const lines = useMemo((): readonly Line[] => {
    if (inForce === undefined) return [];
    const matched = new Set(explain(inForce.rules, packet, hop.after.destination));
    const text = printRules(inForce.rules).trimEnd().split('\n');
    return text.map((each, place) => ({ number: place + 1, text: each, isMatched: matched.has(each) }));
  }, [inForce, packet, hop]);
  useEffect(() => {
    list.current?.querySelector('[data-matched="true"]')?.scrollIntoView({ block: 'center' });
  }, [lines, onlyMatched]);
  if (inForce === undefined) return <p className={styles.muted}>{packets.noRules}</p>;
  const matchedLines = lines.filter(({ isMatched }) => isMatched);
  const shown = onlyMatched ? matchedLines : lines.filter(({ isMatched }, place) => isMatched || place < MOST_LINES);
  const isLate = inForce.known + 1_000_000 < hop.at;
  return (
    <div className={styles.nodeRules}>
      <p className={styles.muted}>
        {packets.rulesState(lines.length, matchedLines.length, formatSeconds(inForce.syncedAt))}
        {isLate && ` ${packets.rulesLate(formatSeconds(inForce.known))}`}
      </p>
      <label>
        <input type="checkbox" checked={onlyMatched} onChange={(event) => setOnlyMatched(event.target.checked)} />
        {packets.onlyMatched}
      </label>
      <ol ref={list} className={styles.ruleLines} aria-label={packets.rules(node)}>
        {shown.map(({ number, text, isMatched }) => (
          <li key={number} value={number} data-matched={isMatched}>
            {isMatched ? <RuleLine line={text} /> : <code>{text}</code>}
            {isMatched && <span className={styles.unseen}> ({packets.matched})</span>}
          </li>
        ))}
      </ol>
    </div>
  );
});
