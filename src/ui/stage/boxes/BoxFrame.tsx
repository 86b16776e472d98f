/** What all boxes share: the hue of their layer, a name that can be pressed, and how they are doing. */
import { Handle, Position } from '@xyflow/react';
import type { ReactElement, ReactNode } from 'react';
import type { DiagramBox } from '../../../diagram/diagram.ts';
import { selected } from '../../store/view-store.ts';
import styles from '../stage.module.css';
import type { BoxData } from '../to-flow.ts';
import { splitPodName } from './pod-name.ts';
import { StatusIcon } from './status-icons.tsx';

interface BoxFrameProps {
  readonly data: BoxData;
  /** The layer's name, above the title. */
  readonly label?: string;
  /** The status as a word, where it is not simply fine. */
  readonly word?: string | undefined;
  readonly children?: ReactNode;
}

/** What a box has room for from near; longer names of pods are all cut at the same letter. */
const MOST_LETTERS = 21;

/** A box as a button: pressing it explains what it stands for. */
export function BoxFrame({ data, label, word, children }: BoxFrameProps): ReactElement {
  const { box, emphasis, differs } = data;
  return (
    <>
      {/* React Flow draws no line to a box without these; the lines go by their own points. */}
      <Handle className={styles.handle ?? ''} type="target" position={Position.Left} isConnectable={false} />
      <Handle className={styles.handle ?? ''} type="source" position={Position.Right} isConnectable={false} />
      <button
        type="button"
        className={styles.box}
        data-layer={box.layer}
        data-kind={box.kind}
        data-status={box.status}
        data-rail={box.hasRail}
        data-differs={differs}
        data-emphasis={emphasis}
        aria-pressed={emphasis === 'selected'}
        title={word === undefined ? box.title : `${box.title} · ${word}`}
        onClick={() => pick(box)}
      >
        {label !== undefined && <span className={styles.label}>{label}</span>}
        <span className={styles.title} data-long={box.title.length > MOST_LETTERS}>
          <StatusIcon status={box.status} />
          {box.kind === 'pod' ? <PodTitle name={box.title} /> : <span className={styles.stem}>{box.title}</span>}
        </span>
        {children}
        {word !== undefined && <span className={styles.word}>{word}</span>}
      </button>
    </>
  );
}

/** A pod's name: pods of one app differ by their last few letters, so those never give way. Readers get the whole of it. */
function PodTitle({ name }: { readonly name: string }): ReactElement {
  const { stem, hash, rest, tail } = splitPodName(name);
  return (
    <>
      <span className={styles.whole}>{name}</span>
      <span className={styles.stem} aria-hidden>
        {stem}
      </span>
      {hash !== '' && (
        <span className={styles.hash} aria-hidden>
          {hash}
          <span className={styles.rest}>{rest}</span>
        </span>
      )}
      <span className={styles.tail} aria-hidden>
        {tail}
      </span>
    </>
  );
}

/** Explains the box: its object, the client, its nodes one by one, or the firewall. A box that stands for none of them explains nothing. */
export function pick(box: DiagramBox): void {
  if (box.object !== undefined) selected({ type: 'object', ...box.object });
  else if (box.client !== undefined) selected({ type: 'client', name: box.client.name });
  else if (box.kind === 'firewall') selected({ type: 'firewall' });
  else if (box.ends !== undefined) selected({ type: 'nodes', first: box.ends[0], last: box.ends[1] });
}
