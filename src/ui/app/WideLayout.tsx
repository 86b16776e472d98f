/** The page on a desk: editor, stage and inspector side by side; time and requests below the stage. */
import { memo, useState, type ReactElement } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { EditorPane } from '../editor/EditorPane.tsx';
import { useMessages } from '../i18n/use-messages.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { RequestTable } from '../requests/RequestTable.tsx';
import { StoryPanel } from '../session/StoryPanel.tsx';
import { Stage } from '../stage/Stage.tsx';
import { useCompare } from '../store/compare-store.ts';
import { useView, type RequestView, type Selection } from '../store/view-store.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { FoldingPanel } from './FoldingPanel.tsx';
import styles from './app.module.css';

const selectSelection = (state: { selection: Selection | undefined }): Selection | undefined => state.selection;

const selectIsTall = (state: { requestView: RequestView }): boolean => state.requestView !== 'list';
const selectIsComparing = (state: { pinned: unknown }): boolean => state.pinned !== undefined;
const selectHasRules = (state: { ruleLists: number }): boolean => state.ruleLists > 0;

/** Charts, the transcript and two runs side by side want so much of the height; rules so much of the width, in pixels. */
const TALL = 0.4;
const WIDE = 580;

const REQUESTS_BAR = 29;
const REQUESTS_ROW = 24;

/** How wide the side panels open: in a small window it is the stage that counts. */
function sideWidths(): { readonly editor: number; readonly inspector: number } {
  return innerWidth < 1360 ? { editor: 264, inspector: 304 } : { editor: 264, inspector: 340 };
}

/** The list of requests opens on its bar, its head and a few rows: the higher the window, the more. */
function requestsHeight(): number {
  const rows = Math.min(8, Math.max(2, Math.round((innerHeight - 600) / 100)));
  return REQUESTS_BAR + REQUESTS_ROW * (1 + rows);
}

/** Every panel can be resized and folded; the stage takes what the others leave. */
export const WideLayout = memo(function WideLayout(): ReactElement {
  const { app } = useMessages();
  const selection = useView(selectSelection);
  const isTall = [useView(selectIsTall), useCompare(selectIsComparing)].includes(true);
  const hasRules = useView(selectHasRules);
  const [sizes] = useState(() => ({ ...sideWidths(), requests: requestsHeight() }));
  return (
    <Group orientation="horizontal" className={styles.columns ?? ''} id="columns">
      <FoldingPanel id="editor" name={app.manifests} side="left" size={sizes.editor} minSize={200} hasOwnRegion={false}>
        <StoryPanel />
        <div className={`${styles.editor ?? ''} nokey`}>
          <EditorPane />
        </div>
      </FoldingPanel>
      <Separator className={styles.separator} aria-label={app.resize(app.manifests)} />
      <Panel id="middle" minSize={320} className={styles.panel}>
        <Group orientation="vertical" className={styles.rows ?? ''} id="rows">
          <Panel id="stage" minSize={160} className={styles.panel}>
            <div className={styles.stageAndTime}>
              <Stage />
              <Timeline />
            </div>
          </Panel>
          <Separator className={styles.separator} aria-label={app.resize(app.requests)} />
          <FoldingPanel
            id="requests"
            name={app.requests}
            side="bottom"
            size={sizes.requests}
            minSize={72}
            grownSize={isTall ? Math.round(innerHeight * TALL) : undefined}
            hasOwnRegion
          >
            <RequestTable />
          </FoldingPanel>
        </Group>
      </Panel>
      <Separator className={styles.separator} aria-label={app.resize(app.inspector)} />
      <FoldingPanel
        id="inspector"
        name={app.inspector}
        side="right"
        size={sizes.inspector}
        minSize={240}
        isFolded
        grownSize={hasRules ? Math.min(WIDE, Math.round(innerWidth * 0.4)) : undefined}
        openFor={selection}
        hasOwnRegion
      >
        <Inspector />
      </FoldingPanel>
    </Group>
  );
});
