/** Scores one sequence of proxy-sync.json: at each step the same input for iptables-restore, tables, packets and health. */
import { parseAllDocuments } from 'yaml';
import { enumerateFates } from '../src/kubernetes/proxy/iptables/enumerate.ts';
import { printRestore, printTables } from '../src/kubernetes/proxy/iptables/restore.ts';
import { syncIptables, type IptablesState } from '../src/kubernetes/proxy/iptables/sync.ts';
import { diffEffect, diffText, toProxyInput, type ProxyEffect, type ProxySetting } from './proxy.ts';

interface ProxySequence extends ProxySetting {
  readonly steps: readonly Step[];
}

interface Step extends ProxyEffect {
  readonly note: string;
  /** Objects that come, or come in place of those of the same name. */
  readonly apply?: string;
  /** `Kind/namespace/name` of each object that goes. */
  readonly delete?: readonly string[];
  readonly fullSync: boolean;
  readonly restoreInput: string;
  readonly tablesAfter: string;
}

/** undefined when every step is the same; else what differs in the first that is not, for a reader. */
export function scoreProxySync(testCase: unknown): string | undefined {
  const recorded = testCase as ProxySequence; // the recorded file's form, described in conformance/README.md
  if (recorded.mode !== 'iptables') return `mode ${recorded.mode} has no recorded syncs`;
  const objects = new Map<string, unknown>();
  let state: IptablesState | undefined;
  for (const [index, step] of recorded.steps.entries()) {
    for (const document of parseAllDocuments(step.apply ?? '')) objects.set(keyOf(document.toJS()), document.toJS());
    for (const key of step.delete ?? []) objects.delete(key);
    const input = toProxyInput(recorded, Array.from(objects.values()));
    const sync = syncIptables(state, { ...input, hasNFAcct: recorded.noNFAcct !== true });
    state = sync.state;
    const { ruleSet } = sync.state;
    const differences = [
      ...(sync.isFull === step.fullSync ? [] : [`the sync is ${sync.isFull ? 'full' : 'partial'}`]),
      ...diffText('restore inputs', step.restoreInput, printRestore(sync.restore)),
      ...diffText('tables', step.tablesAfter, printTables(ruleSet).replaceAll(BUILT_IN_RULE, unquote)),
      ...diffEffect(recorded, step, input, (packet) => enumerateFates(ruleSet, packet)),
    ];
    if (differences.length > 0) return [`step ${index} (${step.note})`, ...differences].join('\n');
  }
  return undefined;
}

/** The recorded tables have no quotes in the rules that kube-proxy does not restore but inserts one by one. */
const BUILT_IN_RULE = /^-A (?:PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING) .*$/gm;

function unquote(line: string): string {
  return line.replaceAll('"', '');
}

function keyOf(object: unknown): string {
  const { kind, metadata } = object as { kind: string; metadata: { namespace?: string; name: string } }; // as recorded
  return [kind, ...(metadata.namespace === undefined ? [] : [metadata.namespace]), metadata.name].join('/');
}
