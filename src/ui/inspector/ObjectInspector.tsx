/** An object: what it is, what it means for others, and how it is stored. */
import { memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import { snapshotAt } from '../../diagram/snapshot.ts';
import type { Kind, KubernetesObject } from '../../kubernetes/api/objects.ts';
import type { Trace } from '../../simulation/trace.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { toYaml } from '../present/to-yaml.ts';
import { FactList } from './FactList.tsx';
import styles from './Inspector.module.css';
import { objectFacts } from './object-facts.ts';

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
  const snapshot = snapshotAt(trace, time);
  const object: KubernetesObject | undefined = snapshot.objects[kind].get(objectKey);
  return (
    <>
      <p className={styles.kind}>{kind}</p>
      <h2 className={styles.name}>{objectKey}</h2>
      {object === undefined ? (
        <p className={styles.muted}>{words.gone}</p>
      ) : (
        <>
          <FactList facts={objectFacts(object, snapshot, words)} />
          <StoredObject object={object} />
        </>
      )}
    </>
  );
});

const StoredObject = memo(function StoredObject({ object }: { readonly object: KubernetesObject }): ReactElement {
  const { playback: words } = useMessages();
  return (
    <details open className={styles.stored}>
      <summary>{words.storedObject}</summary>
      <pre className={styles.yaml}>{toYaml(object)}</pre>
    </details>
  );
});
