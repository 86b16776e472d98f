/** An object: what can be done to it, what it is, what is said of it, and how it is stored. It arrives after the first view. */
import { lazy, memo, Suspense, useMemo, type CSSProperties, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import { snapshotAt } from '../../diagram/snapshot.ts';
import type { Condition } from '../../kubernetes/api/meta.ts';
import type { Kind, KubernetesObject } from '../../kubernetes/api/objects.ts';
import type { Trace } from '../../simulation/trace.ts';
import { offersFor } from '../commands/offers.ts';
import { eventsAbout } from '../commands/relations.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { toYaml } from '../present/to-yaml.ts';
import { ConditionsTable } from './ConditionsTable.tsx';
import { ContainerList } from './ContainerList.tsx';
import { environmentsOf } from './environments.ts';
import { EventList } from './EventList.tsx';
import { FactList } from './FactList.tsx';
import styles from './Inspector.module.css';
import { ObjectActions } from './ObjectActions.tsx';
import { objectFacts } from './object-facts.ts';
import { ServiceNames } from './ServiceNames.tsx';

const Shares = lazy(async () => ({ default: (await import('./Shares.tsx')).Shares }));

interface ObjectInspectorProps {
  readonly trace: Trace;
  readonly time: SimTime;
  readonly kind: Kind;
  readonly objectKey: string;
}

/** The object as it is at `time`. */
export const ObjectInspector = memo(function ObjectInspector(props: ObjectInspectorProps): ReactElement {
  const { trace, time, kind, objectKey } = props;
  const { playback: words } = useMessages();
  const object: KubernetesObject | undefined = snapshotAt(trace, time).objects[kind].get(objectKey);
  return (
    <>
      <p className={styles.kind}>{kind}</p>
      <h2 className={styles.name}>{objectKey}</h2>
      {object === undefined ? (
        <p className={styles.muted}>{words.gone}</p>
      ) : (
        <Details trace={trace} time={time} object={object} />
      )}
    </>
  );
});

interface DetailsProps {
  readonly trace: Trace;
  readonly time: SimTime;
  readonly object: KubernetesObject;
}

function Details({ trace, time, object }: DetailsProps): ReactElement {
  const { playback: words } = useMessages();
  const snapshot = snapshotAt(trace, time);
  const conditions = conditionsOf(object);
  const offers = useMemo(() => offersFor(object, snapshot), [object, snapshot]);
  return (
    <>
      <ObjectActions offers={offers} />
      <FactList facts={objectFacts(object, snapshot, time, words)} />
      {object.kind === 'Service' && (
        <ServiceNames service={object} snapshot={snapshot} mode={trace.network.kubeProxyMode} />
      )}
      {(object.kind === 'Service' || object.kind === 'Pod') && (
        <Suspense fallback={undefined}>
          <Shares trace={trace} time={time} kind={object.kind} objectKey={keyOf(object)} />
        </Suspense>
      )}
      {object.kind === 'Pod' && (
        <ContainerList pod={object} environments={environmentsOf(trace, keyOf(object), time)} time={time} />
      )}
      {conditions.length > 0 && <ConditionsTable conditions={conditions} time={time} />}
      {!SILENT.has(object.kind) && <EventList events={eventsAbout(object, snapshot)} time={time} />}
      <StoredObject object={object} />
    </>
  );
}

/** The kinds that nobody says anything of. */
const SILENT: ReadonlySet<Kind> = new Set<Kind>(['Event', 'Lease', 'Namespace', 'EndpointSlice']);

function conditionsOf(object: KubernetesObject): readonly Condition[] {
  if (!('status' in object) || object.status === undefined) return [];
  return 'conditions' in object.status ? (object.status.conditions ?? []) : [];
}

function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? 'default'}/${metadata.name}`;
}

/** How far the line is indented, for what of it goes on in the next. */
function depthOf(line: string): CSSProperties {
  return { '--depth': `${String(line.length - line.trimStart().length)}ch` } as CSSProperties; // a property of our own
}

const StoredObject = memo(function StoredObject({ object }: { readonly object: KubernetesObject }): ReactElement {
  const { playback: words } = useMessages();
  return (
    <details open className={styles.stored}>
      <summary>{words.storedObject}</summary>
      <pre className={styles.yaml}>
        {toYaml(object)
          .trimEnd()
          .split('\n')
          .map((line, place) => (
            // A line has no identity but its place.
            <span key={place} style={depthOf(line)}>
              {line}
            </span>
          ))}
      </pre>
    </details>
  );
});
