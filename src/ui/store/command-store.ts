/** What stands open for acting on the cluster: the menu of a box, a dialog that asks, the log. */
import { create } from 'zustand';
import type { Action, ObjectReference } from '../../simulation/session.ts';
import type { Target } from '../commands/target.ts';
import { playhead } from '../timeline/playhead.ts';
import { commandIssued } from './session-store.ts';

/** A menu: what it is about, and where it opens, in pixels of the window. */
export interface OpenMenu {
  readonly target: Target;
  readonly x: number;
  readonly y: number;
}

/** A dialog that asks what is to become of an object. */
export interface OpenDialog {
  readonly type: 'scale' | 'label';
  readonly object: ObjectReference;
}

interface CommandState {
  readonly menu: OpenMenu | undefined;
  readonly dialog: OpenDialog | undefined;
  readonly isLogOpen: boolean;
}

/** The state; written by the actions below only. */
export const useCommands = create<CommandState>()(() => ({ menu: undefined, dialog: undefined, isLogOpen: false }));

/** Someone asked what can be done. */
export function menuOpened(menu: OpenMenu): void {
  useCommands.setState({ menu });
}

/** The menu is done with. */
export function menuClosed(): void {
  if (useCommands.getState().menu !== undefined) useCommands.setState({ menu: undefined });
}

/** Something was picked that needs a few answers. */
export function dialogOpened(dialog: OpenDialog): void {
  useCommands.setState({ dialog });
}

/** The dialog is done with, whatever came of it. */
export function dialogClosed(): void {
  useCommands.setState({ dialog: undefined });
}

/** The log was opened or closed; `open` says which, or else it flips. */
export function logToggled(open?: boolean): void {
  useCommands.setState(({ isLogOpen }) => ({ isLogOpen: open ?? !isLogOpen }));
}

/** Someone acted: at the moment that the page shows. */
export function acted(action: Action): void {
  commandIssued({ ...action, at: playhead.now() });
}
