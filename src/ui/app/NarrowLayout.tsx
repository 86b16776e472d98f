/** The page in the hand: one panel at a time, the stage first; time stays below whatever is open. */
import { memo, useId, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { EditorPane } from '../editor/EditorPane.tsx';
import { useMessages } from '../i18n/use-messages.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { RequestTable } from '../requests/RequestTable.tsx';
import { StoryPanel } from '../session/StoryPanel.tsx';
import { Stage } from '../stage/Stage.tsx';
import { Timeline } from '../timeline/Timeline.tsx';
import styles from './app.module.css';

const TABS = ['cluster', 'manifests', 'requests', 'inspector'] as const;
type Tab = (typeof TABS)[number];

/** Tabs over panels. A panel begins when it is first opened; out of sight it stays alive, so that nothing typed or scrolled is lost. */
export const NarrowLayout = memo(function NarrowLayout(): ReactElement {
  const { app } = useMessages();
  const [open, setOpen] = useState<Tab>('cluster');
  const [opened, setOpened] = useState<ReadonlySet<Tab>>(new Set(['cluster']));
  const show = (tab: Tab): void => {
    setOpen(tab);
    setOpened(new Set([...opened, tab]));
  };
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = TABS[(TABS.indexOf(open) + step + TABS.length) % TABS.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    show(next);
    list.current?.querySelectorAll('button')[TABS.indexOf(next)]?.focus();
  };
  const panels: Readonly<Record<Tab, ReactNode>> = {
    cluster: <Stage />,
    manifests: (
      <section className={styles.region} aria-label={app.manifests}>
        <StoryPanel />
        <div className={`${styles.editor ?? ''} nokey`}>
          <EditorPane />
        </div>
      </section>
    ),
    requests: <RequestTable />,
    inspector: <Inspector />,
  };
  return (
    <div className={styles.narrow}>
      <div ref={list} className={styles.tabs} role="tablist" aria-label={app.panels}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${base}${tab}`}
            aria-selected={tab === open}
            aria-controls={`${base}${tab}-panel`}
            tabIndex={tab === open ? 0 : -1}
            onClick={() => show(tab)}
            onKeyDown={move}
          >
            {app[tab]}
          </button>
        ))}
      </div>
      <div className={styles.pages}>
        {TABS.map((tab) => (
          <div
            key={tab}
            id={`${base}${tab}-panel`}
            role="tabpanel"
            aria-labelledby={`${base}${tab}`}
            className={styles.page}
            data-open={tab === open}
          >
            {opened.has(tab) && panels[tab]}
          </div>
        ))}
      </div>
      <Timeline />
    </div>
  );
});
