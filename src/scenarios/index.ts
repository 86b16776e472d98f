/** Every scenario, in the order in which the gallery shows them. */
import { clusterIP } from './cluster-ip.ts';
import { deploymentWithTypos } from './deployment-with-typos.ts';
import { externalName } from './external-name.ts';
import { headless } from './headless.ts';
import { labelsAndSelectors } from './labels-and-selectors.ts';
import { loadBalancer } from './load-balancer.ts';
import { nodePort } from './node-port.ts';
import { nodePortConflict } from './node-port-conflict.ts';
import { nodeShutdown } from './node-shutdown.ts';
import { sessionAffinity } from './session-affinity.ts';
import type { Scenario } from './scenario.ts';

/** All scenarios; their ids are distinct. */
export const SCENARIOS: readonly Scenario[] = [
  clusterIP,
  headless,
  nodePort,
  loadBalancer,
  externalName,
  labelsAndSelectors,
  sessionAffinity,
  nodeShutdown,
  nodePortConflict,
  deploymentWithTypos,
];
