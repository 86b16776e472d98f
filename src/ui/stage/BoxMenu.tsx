/** Opens the menu of a box: by a right click, by the keyboard's own key for it, or by a long press of a finger. */
import { useStoreApi } from '@xyflow/react';
import { memo, useEffect, type ReactNode } from 'react';
import type { Diagram } from '../../diagram/diagram.ts';
import { targetOf, type Target } from '../commands/target.ts';
import { menuOpened } from '../store/command-store.ts';

/** How long a finger has to stay, and how far it may stray, in milliseconds and pixels. */
const LONG_PRESS_MS = 500;
const STRAY = 10;

/** Listens on the picture around it; a menu on no box is the cluster's. There is nothing of it to see. */
export const BoxMenu = memo(function BoxMenu({ diagram }: { readonly diagram: Diagram }): ReactNode {
  const flow = useStoreApi();
  useEffect(() => {
    const host = flow.getState().domNode;
    return host === null ? undefined : listenFor(host, (id) => targetOf(diagram.byId.get(id ?? ''), diagram));
  }, [flow, diagram]);
  return undefined;
});

/** Opens the menu of what `toTarget` makes of a box's id, or of none. Returns how to stop. */
function listenFor(host: HTMLElement, toTarget: (id: string | undefined) => Target): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  /** The browser's own click and menu that follow a long press say nothing more. */
  let wasLong = false;

  const open = (target: EventTarget | null, x: number, y: number): void => {
    const box = target instanceof Element ? target.closest('[data-id]') : undefined;
    menuOpened({ target: toTarget(box?.getAttribute('data-id') ?? undefined), x, y });
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    clearTimeout(timer);
    if (wasLong) return;
    // The key comes without a place of its own.
    if (event.button === 2) open(event.target, event.clientX, event.clientY);
    else openBeside(event.target);
  };
  const openBeside = (target: EventTarget | null): void => {
    if (!(target instanceof Element)) return;
    const { left, bottom } = target.getBoundingClientRect();
    open(target, left, bottom);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    event.preventDefault();
    openBeside(event.target);
  };
  const onPointerDown = (event: PointerEvent): void => {
    wasLong = false;
    clearTimeout(timer);
    if (event.pointerType === 'mouse' || !event.isPrimary) return;
    const { target, clientX: x, clientY: y } = event;
    start = { x, y };
    timer = setTimeout(() => {
      wasLong = true;
      open(target, x, y);
    }, LONG_PRESS_MS);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STRAY) clearTimeout(timer);
  };
  const onPointerEnd = (): void => clearTimeout(timer);
  const onClick = (event: MouseEvent): void => {
    if (!wasLong) return;
    wasLong = false;
    event.stopPropagation();
    event.preventDefault();
  };

  host.addEventListener('contextmenu', onContextMenu);
  host.addEventListener('keydown', onKeyDown);
  host.addEventListener('pointerdown', onPointerDown, true);
  host.addEventListener('pointermove', onPointerMove, true);
  host.addEventListener('pointerup', onPointerEnd, true);
  host.addEventListener('pointercancel', onPointerEnd, true);
  host.addEventListener('click', onClick, true);
  return () => {
    clearTimeout(timer);
    host.removeEventListener('contextmenu', onContextMenu);
    host.removeEventListener('keydown', onKeyDown);
    host.removeEventListener('pointerdown', onPointerDown, true);
    host.removeEventListener('pointermove', onPointerMove, true);
    host.removeEventListener('pointerup', onPointerEnd, true);
    host.removeEventListener('pointercancel', onPointerEnd, true);
    host.removeEventListener('click', onClick, true);
  };
}
