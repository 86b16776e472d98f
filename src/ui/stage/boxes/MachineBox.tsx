/** A node: the lane that its doors, rules and pods stand on, with its power switch. */
import type { NodeProps } from '@xyflow/react';
import { Power } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { useMessages } from '../../i18n/use-messages.ts';
import { commandIssued } from '../../store/session-store.ts';
import { playhead } from '../../timeline/playhead.ts';
import styles from '../stage.module.css';
import type { FlowNode } from '../to-flow.ts';
import { BoxFrame } from './BoxFrame.tsx';
import { Lines } from './simple-boxes.tsx';

/** The lane; its name explains the node, its button takes or gives the power at the playhead's moment. */
export const MachineBox = memo(function MachineBox({ data }: Pick<NodeProps<FlowNode>, 'data'>): ReactElement {
  const { app } = useMessages();
  const { box, emphasis } = data;
  const { node, status, lines } = box;
  const isOff = status === 'down';
  return (
    <div className={styles.machine} data-status={status} data-emphasis={emphasis}>
      <div className={styles.machineInfo} style={{ marginLeft: box.inset }}>
        {node === undefined ? (
          <span className={styles.title}>{app.unscheduled}</span>
        ) : (
          <>
            <BoxFrame data={data} {...(isOff && { word: app.status.down })}>
              <Lines lines={lines} />
            </BoxFrame>
            <button
              type="button"
              className={styles.power}
              aria-label={isOff ? app.powerOnNode(node) : app.shutDownNode(node)}
              onClick={() => commandIssued({ type: isOff ? 'powerOn' : 'powerOff', at: playhead.now(), node })}
            >
              <Power size={14} aria-hidden />
              {isOff ? app.powerOn : app.shutDown}
            </button>
          </>
        )}
      </div>
    </div>
  );
});
