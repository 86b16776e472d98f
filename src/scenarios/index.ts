/** Every scenario, in the order in which the gallery shows them. */
import { clusterIP } from './cluster-ip.ts';
import type { Scenario } from './scenario.ts';

/** All scenarios; their ids are distinct. */
export const SCENARIOS: readonly Scenario[] = [clusterIP];
