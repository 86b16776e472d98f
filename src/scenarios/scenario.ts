/** A lesson as data: a session to open and the words that go with it, in every language of the page. */
import type { Command } from '../simulation/session.ts';

/** A sentence in each language of the page. */
export interface Translated {
  readonly en: string;
  readonly ko: string;
}

/** What a scenario is about; the gallery groups by it. */
export type ScenarioTopic = 'insideTheCluster' | 'fromOutside' | 'choosingPods' | 'failures' | 'mistakes';

/** A session with its lesson. */
export interface Scenario {
  /** Stands in links as `?scenario=ID`, so it never changes. */
  readonly id: string;
  readonly topic: ScenarioTopic;
  readonly title: Translated;
  /** One short paragraph: what is on the stage and what to look for. */
  readonly story: Translated;
  /** What to try, one thing at a time. */
  readonly steps?: readonly Translated[];
  readonly manifests: string;
  readonly seed: number;
  readonly commands?: readonly Command[];
  /** The page of the Kubernetes documentation that tells more. */
  readonly docs?: string;
}
