/** A panel that folds into a slim rail: the rail keeps the region's name and the button that opens it again. */
import { ChevronDown, ChevronLeft, ChevronRight, ChevronUp } from 'lucide-react';
import { useEffect, useRef, useState, type ReactElement, type ReactNode, type RefObject } from 'react';
import { Panel, usePanelRef, type PanelImperativeHandle } from 'react-resizable-panels';
import { useMessages } from '../i18n/use-messages.ts';
import styles from './app.module.css';

/** How wide or high a folded panel is, in pixels. */
const RAIL = 30;

interface FoldingPanelProps {
  readonly id: string;
  readonly name: string;
  /** The side of the page that it folds towards. */
  readonly side: 'left' | 'right' | 'bottom';
  readonly size: number;
  readonly minSize: number;
  readonly isFolded?: boolean;
  /** The size that it grows to for as long as its content needs more room; what somebody makes of that is remembered. */
  readonly grownSize?: number | undefined;
  /** Whenever this changes to another value than undefined, a folded panel opens. */
  readonly openFor?: unknown;
  /** Whether the content brings the region of that name itself. */
  readonly hasOwnRegion: boolean;
  readonly children: ReactNode;
}

const FOLD = { left: ChevronLeft, right: ChevronRight, bottom: ChevronDown } as const;
const OPEN = { left: ChevronRight, right: ChevronLeft, bottom: ChevronUp } as const;

/** The panel with its content, or folded. The content stays alive while it is folded. */
export function FoldingPanel(props: FoldingPanelProps): ReactElement {
  const { id, name, side, size, minSize, openFor, hasOwnRegion, children } = props;
  const { app } = useMessages();
  const panel = usePanelRef();
  const [isFolded, setFolded] = useState(props.isFolded === true);
  useGrowth(panel, size, props.grownSize);
  const Fold = FOLD[side];
  const Open = OPEN[side];
  const open = (): void => panel.current?.resize(size);

  useEffect(() => {
    if (openFor !== undefined && panel.current?.isCollapsed() === true) panel.current.resize(size);
  }, [openFor, panel, size]);

  return (
    <Panel
      id={id}
      panelRef={panel}
      collapsible
      collapsedSize={RAIL}
      minSize={minSize}
      defaultSize={props.isFolded === true ? RAIL : size}
      groupResizeBehavior="preserve-pixel-size"
      className={`${styles.panel ?? ''} ${styles.folding ?? ''}`}
      onResize={({ inPixels }) => setFolded(inPixels <= RAIL + 1)}
    >
      {isFolded && (
        <section className={styles.rail} data-side={side} aria-label={name}>
          <button
            type="button"
            className={styles.railButton}
            aria-label={app.show(name)}
            aria-expanded={false}
            onClick={open}
          >
            <Open size={16} aria-hidden />
            <span>{name}</span>
          </button>
        </section>
      )}
      <div className={styles.content} data-side={side} hidden={isFolded}>
        <div className={styles.strip} data-side={side}>
          {side !== 'bottom' && <h2>{name}</h2>}
          <button
            type="button"
            className={styles.fold}
            aria-label={app.hide(name)}
            title={app.hide(name)}
            aria-expanded
            onClick={() => panel.current?.collapse()}
          >
            <Fold size={16} aria-hidden />
          </button>
        </div>
        {hasOwnRegion ? (
          children
        ) : (
          <section className={styles.region} aria-label={name}>
            {children}
          </section>
        )}
      </div>
    </Panel>
  );
}

/** Grows the panel while there is a size to grow to, and takes it back to the size it had; either is as it was left last time. */
function useGrowth(panel: RefObject<PanelImperativeHandle | null>, size: number, grownSize: number | undefined): void {
  const isGrown = grownSize !== undefined;
  const sizes = useRef<{ grown?: number; usual?: number }>({});
  const wanted = useRef(grownSize);
  useEffect(() => {
    wanted.current = grownSize;
  }, [grownSize]);
  useEffect(() => {
    const handle = panel.current;
    if (!isGrown || handle === null) return undefined;
    const kept = sizes.current;
    kept.usual = handle.isCollapsed() ? size : handle.getSize().inPixels;
    handle.resize(Math.max(kept.usual, kept.grown ?? wanted.current ?? size));
    return () => {
      if (handle.isCollapsed()) return;
      kept.grown = handle.getSize().inPixels;
      handle.resize(kept.usual ?? size);
    };
  }, [isGrown, panel, size]);
}
