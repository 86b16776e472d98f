/** Layers or machines: two views of one cluster. */
import { Layers, Minimize2, Server } from 'lucide-react';
import type { ReactElement } from 'react';
import type { DiagramView } from '../../diagram/diagram.ts';
import { CompareButton } from './compare/CompareButton.tsx';
import { useMessages } from '../i18n/use-messages.ts';
import { diagramViewPicked, presentingToggled, useView } from '../store/view-store.ts';
import styles from './stage.module.css';

const selectView = (state: { diagramView: DiagramView }): DiagramView => state.diagramView;
const selectIsPresenting = (state: { isPresenting: boolean }): boolean => state.isPresenting;
const VIEWS = [
  { view: 'layers', Icon: Layers },
  { view: 'machines', Icon: Server },
] as const;

/** Two buttons, one of them pressed. */
export function ViewSwitch(): ReactElement {
  const { app } = useMessages();
  const current = useView(selectView);
  const isPresenting = useView(selectIsPresenting);
  return (
    <div className={styles.views}>
      <CompareButton className={styles.compareButton ?? ''} />
      <div className={styles.viewSwitch} role="group" aria-label={app.diagramViews.name}>
        {VIEWS.map(({ view, Icon }) => (
          <button key={view} type="button" aria-pressed={view === current} onClick={() => diagramViewPicked(view)}>
            <Icon size={16} aria-hidden />
            <span>{app.diagramViews[view]}</span>
          </button>
        ))}
      </div>
      {isPresenting && (
        <button
          type="button"
          aria-label={app.presentEnd}
          title={app.presentEnd}
          onClick={() => presentingToggled(false)}
        >
          <Minimize2 size={16} aria-hidden />
        </button>
      )}
    </div>
  );
}
