/** A pod's containers: how each is doing, how often it began anew, and what it finds in its environment. */
import { memo, type ReactElement } from 'react';
import type { SimTime } from '../../base/sim-time.ts';
import type { ContainerStateTerminated, ContainerStatus, Pod } from '../../kubernetes/api/pod.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import type { ActingMessages } from '../i18n/en/acting.ts';
import { ageOf } from '../present/age.ts';
import type { ContainerEnvironment } from './environments.ts';
import styles from './details.module.css';

interface ContainerListProps {
  readonly pod: Pod;
  readonly environments: readonly ContainerEnvironment[];
  readonly time: SimTime;
}

/** The list; the environment is folded, for it is long. */
export const ContainerList = memo(function ContainerList(props: ContainerListProps): ReactElement {
  const { pod, environments, time } = props;
  const words = useActing();
  return (
    <section className={styles.section} aria-label={words.containers}>
      <h3>{words.containers}</h3>
      <ul className={styles.containers}>
        {pod.spec.containers.map(({ name, image }) => {
          const status = pod.status.containerStatuses?.find((each) => each.name === name);
          const env = environments.find(({ container }) => container === name)?.env ?? [];
          return (
            <li key={name}>
              <strong>{name}</strong> <code>{image}</code>
              {status !== undefined && <State status={status} time={time} />}
              {env.length > 0 && (
                <details className={styles.environment}>
                  <summary>{words.environment(name)}</summary>
                  <p className={styles.muted}>{words.environmentHint}</p>
                  <pre>{env.map((each) => `${each.name}=${each.value ?? ''}`).join('\n')}</pre>
                </details>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
});

function State({ status, time }: { readonly status: ContainerStatus; readonly time: SimTime }): ReactElement {
  const words = useActing();
  const { ready, restartCount, lastState } = status;
  const last = lastState?.terminated;
  return (
    <>
      <p>
        <span className={ready ? undefined : styles.bad}>{ready ? words.isReady : words.isNotReady}</span>
        {' · '}
        {stateText(status, time, words)}
        {restartCount > 0 && ` · ${words.restarts(restartCount)}`}
      </p>
      {last !== undefined && <p className={styles.muted}>{words.lastState(endText(last, time, words))}</p>}
    </>
  );
}

function stateText({ state }: ContainerStatus, time: SimTime, words: ActingMessages): string {
  if (state.running !== undefined) return words.runningSince(ageOf(state.running.startedAt, time) ?? '');
  if (state.waiting !== undefined) return words.waiting(state.waiting.reason);
  return state.terminated === undefined ? '' : endText(state.terminated, time, words);
}

function endText(
  { reason, exitCode, finishedAt }: ContainerStateTerminated,
  time: SimTime,
  words: ActingMessages,
): string {
  const age = ageOf(finishedAt, time);
  return `${words.ended(reason, exitCode)}${age === undefined ? '' : ` (${words.ago(age)})`}`;
}
