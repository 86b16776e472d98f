/** What we add to what Kubernetes said of a manifest: warnings of our own, the rule it is about, and a fix where one is obvious. */
import type { ManifestDocument } from '../../kubernetes/api/document.ts';
import type { Store } from '../apiserver/store.ts';
import { expectedPods } from '../setup/expected-pods.ts';
import { podLimitDiagnostics } from '../setup/pod-limit.ts';
import type { Diagnostic } from '../trace.ts';
import { idleKindAdvice } from './idle-kinds.ts';
import { quickFixer } from './quick-fix.ts';
import { withRule } from './rule-of.ts';
import { serviceAdvice } from './service-advice.ts';

/** All that there is to say of the manifest, given what was said so far and what is stored now. */
export function advise(
  said: readonly Diagnostic[],
  documents: readonly ManifestDocument[],
  store: Store,
  podLimit: number,
): readonly Diagnostic[] {
  const services = store.list('Service');
  const deployments = store.list('Deployment');
  const workloads = [...deployments, ...store.list('ReplicaSet'), ...store.list('StatefulSet')];
  // While an object is refused, what its Service lacks may be that very object: one fault, one line.
  const isWhole = !said.some(({ severity }) => severity === 'error');
  const ours = [
    ...podLimitDiagnostics(documents, workloads, podLimit),
    ...idleKindAdvice(documents, store),
    ...(isWhole ? serviceAdvice(documents, services, expectedPods(store)) : []),
  ];
  const withQuickFix = quickFixer({ documents, services, deployments });
  return [...said, ...ours].map((diagnostic) => withQuickFix(withRule(diagnostic)));
}
