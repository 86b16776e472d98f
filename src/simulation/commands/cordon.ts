/** `kubectl cordon` and `uncordon`. */
import { type CommandResult, finish } from '../apiserver/kubectl/request.ts';
import { notFound } from '../apiserver/status.ts';
import type { Machine } from '../machine.ts';
import { refusal } from './find-object.ts';

/** Marks the node as unschedulable, or takes the mark away. Upstream: kubectl/pkg/cmd/drain RunCordonOrUncordon (v1.36). */
export function cordon({ api }: Machine, name: string, isWanted: boolean): CommandResult {
  const node = api.store.get('Node', name);
  if (node === undefined) return refusal(notFound('nodes', name));
  const said = isWanted ? 'cordoned' : 'uncordoned';
  if ((node.spec.unschedulable === true) === isWanted) return finish(`node/${name} already ${said}\n`, []);
  const { unschedulable: _unschedulable, ...spec } = node.spec;
  api.store.put({ ...node, spec: isWanted ? { ...spec, unschedulable: true } : spec });
  return finish(`node/${name} ${said}\n`, []);
}
