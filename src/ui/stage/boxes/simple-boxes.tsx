/** The boxes that are a name with an address: client, DNS, load balancer, door, pod, host outside. */
import type { NodeProps } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import type { ClientInfo } from '../../../simulation/trace.ts';
import type { AppMessages } from '../../i18n/en/app.ts';
import { useMessages } from '../../i18n/use-messages.ts';
import styles from '../stage.module.css';
import type { FlowNode } from '../to-flow.ts';
import { BoxFrame } from './BoxFrame.tsx';

type BoxProps = Pick<NodeProps<FlowNode>, 'data'>;

/** A client and where it stands. */
export const ClientBox = memo(function ClientBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  const { client, lines, status } = data.box;
  return (
    <BoxFrame
      data={data}
      {...(client !== undefined && { label: whereabouts(client, app) })}
      word={status === 'ok' ? undefined : app.status[status]}
    >
      <Lines lines={lines} />
      {client?.from.type === 'internet' && client.from.nat !== undefined ? (
        <span className={styles.fact}>{app.clientBehind(client.from.nat)}</span>
      ) : (
        <Lines lines={client?.urls.slice(0, 1) ?? []} />
      )}
    </BoxFrame>
  );
});

function whereabouts({ from }: ClientInfo, app: AppMessages): string {
  if (from.type === 'internet') return app.clientOutside;
  return from.type === 'pod' ? app.clientPod(from.node) : app.clientNode(from.node);
}

/** The cluster's DNS. */
export const DnsBox = memo(function DnsBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  return (
    <BoxFrame data={data} label={data.box.title === 'CoreDNS' ? app.dns : app.publicDns}>
      <Lines lines={data.box.lines} />
    </BoxFrame>
  );
});

/** A load balancer, and how many nodes it sends to. */
export const LoadBalancerBox = memo(function LoadBalancerBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  const { lines, status, count } = data.box;
  return (
    <BoxFrame data={data} label={app.loadBalancer} word={status === 'pending' ? app.pending : undefined}>
      <Lines lines={lines.slice(0, 1)} />
      {count !== undefined && <span className={styles.fact}>{app.nodesHealthy(count.ready, count.total)}</span>}
    </BoxFrame>
  );
});

/** The Ingress controller with its rules, each host and path with its Service. */
export const IngressBox = memo(function IngressBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  const { lines, status, rules = [] } = data.box;
  return (
    <BoxFrame data={data} label={app.ingress} word={status === 'pending' ? app.pending : undefined}>
      <Lines lines={lines} />
      <Lines lines={rules} />
    </BoxFrame>
  );
});

/** The cloud's firewall, closed. */
export const FirewallBox = memo(function FirewallBox({ data }: BoxProps): ReactElement {
  const { app, playback } = useMessages();
  const box = { ...data.box, title: playback.places.firewall };
  return (
    <BoxFrame data={{ ...data, box }} label={app.external}>
      <Lines lines={box.lines} />
    </BoxFrame>
  );
});

/** All machines at once, where no Service took a packet from them. */
export const NodesBox = memo(function NodesBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  return <BoxFrame data={data} label={app.nodes} />;
});

/** A Service's open port on one node, or on all of them. */
export const NodePortBox = memo(function NodePortBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  return (
    <BoxFrame data={data} word={data.box.status === 'noEndpoints' ? app.leadsNowhere : undefined}>
      <span className={styles.fact} title={app.nodePort}>
        {data.box.lines[0]}
      </span>
      {data.box.count !== undefined && <span className={styles.fact}>{app.onNodes(data.box.count.total)}</span>}
    </BoxFrame>
  );
});

/** A pod with its address; what is wrong with it is said in a word. */
export const PodBox = memo(function PodBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  const [address, phase] = data.box.lines;
  const { status, namespace } = data.box;
  // Kubernetes' own word tells more than ours, where it has one.
  const isTelling = status === 'failing' || (status === 'pending' && phase !== 'Pending');
  const word = isTelling && phase !== undefined ? phase : app.status[status];
  return (
    <BoxFrame
      data={data}
      {...(namespace !== undefined && { label: status === 'ok' ? namespace : `${namespace} · ${word}` })}
      word={status === 'ok' || namespace !== undefined ? undefined : word}
    >
      <Lines lines={address === undefined || address === '' ? [] : [address]} />
      {data.box.showsNode === true && <span className={styles.fact}>{data.box.node}</span>}
    </BoxFrame>
  );
});

/** Many pods of one app. */
export const PodGroupBox = memo(function PodGroupBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  const { count } = data.box;
  return (
    <BoxFrame data={data} {...(count !== undefined && { label: app.pods(count.total) })}>
      {count !== undefined && <span className={styles.fact}>{app.podsReady(count.ready, count.total)}</span>}
    </BoxFrame>
  );
});

/** A host outside the cluster. */
export const ExternalBox = memo(function ExternalBox({ data }: BoxProps): ReactElement {
  const { app } = useMessages();
  return <BoxFrame data={data} label={app.external} />;
});

/** Addresses, one a line, in figures that do not shift. */
export function Lines({ lines }: { readonly lines: readonly string[] }): ReactElement[] {
  return lines.map((line) => (
    <span key={line} className={styles.address} title={line}>
      {line}
    </span>
  ));
}
