/** The page on a desk: editor, stage and inspector side by side; time and requests below the stage. */
import { memo, type ReactElement } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { EditorPane } from '../editor/EditorPane.tsx';
import { useMessages } from '../i18n/use-messages.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { RequestTable } from '../requests/RequestTable.tsx';
import { StoryPanel } from '../session/StoryPanel.tsx';
import { Stage } from '../stage/Stage.tsx';
import { useView, type Selection } from '../store/view-store.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { FoldingPanel, RAIL } from './FoldingPanel.tsx';
import styles from './app.module.css';

const selectSelection = (state: { selection: Selection | undefined }): Selection | undefined => state.selection;

const EDITOR_WIDTH = 296;
/** What stands above and below the stage in every case: header, timeline. */
const FIXED_HEIGHT = 120;

/** The list of requests gets what is left when the stage has three fifths of the window, but never less than a glimpse. */
function requestsHeight(): number {
  const share = (innerWidth - EDITOR_WIDTH - RAIL) / innerWidth;
  const left = innerHeight - FIXED_HEIGHT - (0.605 / share) * innerHeight;
  return Math.min(240, Math.max(80, Math.floor(left)));
}

/** Every panel can be resized and folded; the stage takes what the others leave. */
export const WideLayout = memo(function WideLayout(): ReactElement {
  const { app } = useMessages();
  const selection = useView(selectSelection);
  return (
    <Group orientation="horizontal" className={styles.columns ?? ''} id="columns">
      <FoldingPanel id="editor" name={app.manifests} side="left" size={EDITOR_WIDTH} minSize={200} hasOwnRegion={false}>
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
            size={requestsHeight()}
            minSize={72}
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
        size={340}
        minSize={240}
        isFolded
        openFor={selection}
        hasOwnRegion
      >
        <Inspector />
      </FoldingPanel>
    </Group>
  );
});
