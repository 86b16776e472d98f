/** What opens over the page to act on the cluster. This file and what it imports arrives after the first view. */
import { memo, type ReactNode } from 'react';
import { snapshotAt } from '../../diagram/snapshot.ts';
import type { Kind, KubernetesObject } from '../../kubernetes/api/objects.ts';
import type { ObjectReference } from '../../simulation/session.ts';
import { useCommands, type OpenDialog, type OpenMenu } from '../store/command-store.ts';
import { useRun } from '../store/run-store.ts';
import { playhead } from '../timeline/playhead.ts';
import { ActionMenu } from './ActionMenu.tsx';
import { LabelDialog } from './LabelDialog.tsx';
import { ScaleDialog } from './ScaleDialog.tsx';

type CommandState = ReturnType<typeof useCommands.getState>;
const selectMenu = (state: CommandState): OpenMenu | undefined => state.menu;
const selectDialog = (state: CommandState): OpenDialog | undefined => state.dialog;

/** The menu and the dialog that are open. */
export const CommandSurfaces = memo(function CommandSurfaces(): ReactNode {
  const menu = useCommands(selectMenu);
  const dialog = useCommands(selectDialog);
  return (
    <>
      {menu !== undefined && <ActionMenu key={`${String(menu.x)} ${String(menu.y)}`} menu={menu} />}
      {dialog !== undefined && <Dialog dialog={dialog} />}
    </>
  );
});

function Dialog({ dialog: { type, object } }: { readonly dialog: OpenDialog }): ReactNode {
  const now = objectNow(object);
  if (type === 'label') return <LabelDialog object={object} labels={now?.metadata.labels ?? {}} />;
  const replicas = now !== undefined && 'spec' in now && now.spec !== undefined && 'replicas' in now.spec;
  return <ScaleDialog object={object} replicas={replicas ? Number(now.spec.replicas) : 1} />;
}

/** The object as it is at the moment shown. */
function objectNow({ kind, namespace, name }: ObjectReference): KubernetesObject | undefined {
  const { trace } = useRun.getState();
  if (trace === undefined) return undefined;
  const { objects } = snapshotAt(trace, playhead.now());
  // What is asked about was found among these kinds.
  const ofKind: ReadonlyMap<string, KubernetesObject> | undefined = objects[kind as Kind];
  return ofKind?.get(namespace === undefined ? name : `${namespace}/${name}`);
}
