/** The menu of a box: what can be done to what it stands for, now. */
import { Info } from 'lucide-react';
import {
  Fragment,
  memo,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { snapshotAt } from '../../diagram/snapshot.ts';
import type { ActingMessages } from '../i18n/en/acting.ts';
import { useActing } from '../i18n/acting-catalogues.ts';
import { menuClosed, type OpenMenu } from '../store/command-store.ts';
import { useRun } from '../store/run-store.ts';
import { selected } from '../store/view-store.ts';
import { playhead } from '../timeline/playhead.ts';
import { carryOut } from './carry-out.ts';
import styles from './commands.module.css';
import { menuMove } from './menu-keys.ts';
import { menuSections, type MenuItem, type MenuSection } from './menu-sections.ts';
import { OFFER_ICONS } from './offer-icons.ts';
import { targetName } from './target.ts';

/** The least room between the menu and the window's edge. */
const MARGIN = 8;

/** The menu at its place; it closes on Escape, on a press elsewhere, and when something was picked. */
export const ActionMenu = memo(function ActionMenu({ menu }: { readonly menu: OpenMenu }): ReactNode {
  const words = useActing();
  const list = useRef<HTMLDivElement>(null);
  const [opener] = useState(() => document.activeElement);
  const [sections] = useState(() => sectionsNow(menu));
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${String(Math.max(MARGIN, Math.min(menu.x, innerWidth - width - MARGIN)))}px`;
    element.style.top = `${String(Math.max(MARGIN, Math.min(menu.y, innerHeight - height - MARGIN)))}px`;
    itemsOf(element)[0]?.focus({ preventScroll: true });
  }, [menu]);
  useEffect(() => {
    const leave = (event: Event): void => {
      if (event.target instanceof Node && list.current?.contains(event.target) === true) return;
      menuClosed();
    };
    addEventListener('pointerdown', leave, true);
    addEventListener('wheel', leave, true);
    addEventListener('resize', menuClosed);
    addEventListener('blur', menuClosed);
    return () => {
      removeEventListener('pointerdown', leave, true);
      removeEventListener('wheel', leave, true);
      removeEventListener('resize', menuClosed);
      removeEventListener('blur', menuClosed);
    };
  }, []);

  const close = (): void => {
    menuClosed();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
  };
  const press = (event: KeyboardEvent): void => {
    const items = itemsOf(list.current);
    const index = items.findIndex((item) => item === document.activeElement);
    const move = menuMove(
      event.key,
      index,
      items.map((item) => item.textContent),
    );
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.type === 'close') close();
    else items[move.index]?.focus();
  };
  const name = targetName(menu.target);
  return (
    <div
      ref={list}
      role="menu"
      tabIndex={-1}
      className={styles.menu}
      aria-label={name === undefined ? words.cluster : words.actionsFor(name)}
      onKeyDown={press}
      onContextMenu={(event) => event.preventDefault()}
    >
      <div className={styles.menuTitle} role="presentation">
        {name ?? words.cluster}
      </div>
      {sections.map((section, place) => (
        <Section key={headingOf(section, words) ?? place} section={section} onPicked={close} />
      ))}
    </div>
  );
});

function Section({ section, onPicked }: { readonly section: MenuSection; readonly onPicked: () => void }): ReactNode {
  const words = useActing();
  const heading = headingOf(section, words);
  const items = section.items.map((item) => <Item key={nameOf(item, words)} item={item} onPicked={onPicked} />);
  if (heading === undefined) return <Fragment>{items}</Fragment>;
  return (
    <div role="group" aria-label={heading} className={styles.menuGroup}>
      <div className={styles.menuHeading} role="presentation">
        {heading}
      </div>
      {items}
    </div>
  );
}

function Item({ item, onPicked }: { readonly item: MenuItem; readonly onPicked: () => void }): ReactNode {
  const words = useActing();
  const offer = item.type === 'offer' ? item.offer : undefined;
  const Icon = offer === undefined ? Info : OFFER_ICONS[offer.id];
  const isBlocked = offer?.obstacle !== undefined;
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={styles.menuItem}
      aria-disabled={isBlocked || undefined}
      data-destructive={offer?.isDestructive}
      onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={() => {
        if (isBlocked) return;
        onPicked();
        if (item.type === 'offer') carryOut(item.offer);
        else selected(item.selection);
      }}
    >
      <Icon size={16} aria-hidden />
      <span>
        {nameOf(item, words)}
        {offer?.obstacle !== undefined && <small> {words.obstacles[offer.obstacle]}</small>}
      </span>
    </button>
  );
}

function sectionsNow({ target }: OpenMenu): readonly MenuSection[] {
  const { trace } = useRun.getState();
  return trace === undefined ? [] : menuSections(target, snapshotAt(trace, playhead.now()));
}

function nameOf(item: MenuItem, words: ActingMessages): string {
  if (item.type === 'offer') return words.offers[item.offer.id];
  return item.name ?? words.explain;
}

function headingOf({ heading }: MenuSection, words: ActingMessages): string | undefined {
  return heading?.type === 'object' ? heading.name : heading && words.workloads;
}

function itemsOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return Array.from(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []);
}
