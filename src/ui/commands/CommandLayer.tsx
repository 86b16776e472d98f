/** Where menus and dialogs open. Light by itself: they come after the first view. */
import { memo, type ReactNode } from 'react';
import { useLazy } from '../present/use-lazy.ts';
import { useCommands } from '../store/command-store.ts';

const load = (): Promise<typeof import('./CommandSurfaces.tsx')> => import('./CommandSurfaces.tsx');
const selectIsOpen = (state: ReturnType<typeof useCommands.getState>): boolean =>
  state.menu !== undefined || state.dialog !== undefined;

/** Nothing to see while nothing is open. */
export const CommandLayer = memo(function CommandLayer(): ReactNode {
  const isOpen = useCommands(selectIsOpen);
  const surfaces = useLazy(load, isOpen);
  return isOpen && surfaces !== undefined && <surfaces.CommandSurfaces />;
});
