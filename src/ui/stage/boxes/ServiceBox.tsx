/** A Service: a head with its name and address; with a cluster IP, a strip across all nodes, for it is rules on each. */
import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import { useMessages } from '../../i18n/use-messages.ts';
import styles from '../stage.module.css';
import type { FlowNode } from '../to-flow.ts';
import { BoxFrame } from './BoxFrame.tsx';
import { Lines } from './simple-boxes.tsx';

/** The Service with its selector and how many of its endpoints are ready. */
export const ServiceBox = memo(function ServiceBox({ data }: Pick<NodeProps<FlowNode>, 'data'>): ReactElement {
  const { app } = useMessages();
  const { box } = data;
  const { service, count, labels, lines } = box;
  const label = service === undefined ? '' : service.headless ? `${service.type} · ${app.headless}` : service.type;
  return (
    <div
      className={styles.strip}
      data-layer={box.layer}
      data-emphasis={data.emphasis}
      data-status={box.status}
      data-slim={box.isSlim}
      data-crossed={box.crossings !== undefined}
    >
      <BoxFrame data={data} label={label}>
        <Lines lines={service?.external === true ? lines : lines.slice(0, 1)} />
        {labels !== undefined && labels.length > 0 && (
          <span className={styles.selector} title={labels.join(', ')}>
            {labels.join(', ')}
          </span>
        )}
        {count !== undefined && service?.external !== true && (
          <span className={styles.fact} title={app.endpointsReady(count.ready, count.total)}>
            {app.endpointsReady(count.ready, count.total)}
          </span>
        )}
      </BoxFrame>
      {box.crossings?.map(({ node, isOff, top }) => (
        <span
          key={node}
          className={styles.crossing}
          data-off={isOff}
          style={{ top: top - 24 }}
          title={app.rulesOn(node)}
        >
          {app.rulesOn(node)}
        </span>
      ))}
    </div>
  );
});
