/** A node, or several that are drawn as one: the lane that its doors, rules and pods stand on, with its power switch. */
import type { NodeProps } from '@xyflow/react';
import { Ban, Ellipsis, Power, Unplug } from 'lucide-react';
import { memo, type ReactElement } from 'react';
import { useMessages } from '../../i18n/use-messages.ts';
import { acted, menuOpened } from '../../store/command-store.ts';
import styles from '../stage.module.css';
import type { FlowNode } from '../to-flow.ts';
import { BoxFrame } from './BoxFrame.tsx';
import { Lines } from './simple-boxes.tsx';

/** The lane; its name explains the node or lists the nodes, its buttons take or give the power at the playhead's moment and lead to all else. */
export const MachineBox = memo(function MachineBox({ data }: Pick<NodeProps<FlowNode>, 'data'>): ReactElement {
  const { app } = useMessages();
  const { box, emphasis } = data;
  const { node, status, lines } = box;
  const isOff = status === 'down';
  return (
    <div
      className={styles.machine}
      data-status={status}
      data-cordoned={box.isCordoned}
      data-slim={box.isSlim}
      data-emphasis={emphasis}
    >
      <div className={styles.machineInfo} style={{ marginLeft: box.inset }}>
        {box.members !== undefined ? (
          <BoxFrame data={data} {...(status !== 'ok' && { word: app.status[status] })}>
            <span className={styles.fact}>{app.nodesTogether(box.members)}</span>
          </BoxFrame>
        ) : node === undefined ? (
          <span className={styles.title}>{app.unscheduled}</span>
        ) : (
          <>
            <BoxFrame data={data} {...((isOff || status === 'cut') && { word: app.status[status] })}>
              <Lines lines={lines} />
              {box.isCordoned === true && (
                <span className={styles.cordoned} title="SchedulingDisabled">
                  <Ban size={12} strokeWidth={2.5} aria-hidden />
                  {app.cordoned}
                </span>
              )}
            </BoxFrame>
            <span className={styles.nodeButtons}>
              {(box.isSlim !== true || isOff) && (
                <button
                  type="button"
                  className={styles.power}
                  aria-label={isOff ? app.powerOnNode(node) : app.pullPlugOf(node)}
                  title={isOff ? app.powerOnNode(node) : app.pullPlugOf(node)}
                  onClick={() => acted({ type: isOff ? 'powerOn' : 'powerOff', node })}
                >
                  {isOff ? <Power size={14} aria-hidden /> : <Unplug size={14} aria-hidden />}
                  {box.isSlim !== true && <span>{isOff ? app.powerOn : app.pullPlug}</span>}
                </button>
              )}
              <button
                type="button"
                className={styles.more}
                aria-label={app.actionsFor(node)}
                aria-haspopup="menu"
                onClick={(event) => {
                  const { left, bottom } = event.currentTarget.getBoundingClientRect();
                  menuOpened({ target: { type: 'object', kind: 'Node', key: node }, x: left, y: bottom });
                }}
              >
                <Ellipsis size={14} aria-hidden />
              </button>
            </span>
          </>
        )}
      </div>
    </div>
  );
});
