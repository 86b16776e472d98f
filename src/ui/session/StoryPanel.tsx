/** The story of the open scenario: what is on the stage, and what to try. */
import { memo, useMemo, useState, type ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { wholeNames } from '../present/whole-names.tsx';
import { findScenario, useSession, type SessionState } from '../store/session-store.ts';
import { useView } from '../store/view-store.ts';
import { comesFrom } from './comes-from.ts';
import styles from './session.module.css';

const selectText = (state: SessionState): string => state.text;
const selectScenarioId = (state: SessionState): string | undefined => state.scenarioId;
const selectLanguage = (state: { readonly language: 'en' | 'ko' }): 'en' | 'ko' => state.language;

/** Folded where the text has become another one; nothing where the session is no scenario's. */
export const StoryPanel = memo(function StoryPanel(): ReactNode {
  const { editor: words } = useMessages();
  const language = useView(selectLanguage);
  const scenario = findScenario(useSession(selectScenarioId));
  const text = useSession(selectText);
  const isTold = useMemo(() => scenario !== undefined && comesFrom(scenario.manifests, text), [scenario, text]);
  // Folded by the text, opened and closed by hand: whichever came last.
  const [open, setOpen] = useState({ isTold, isOpen: isTold });
  if (open.isTold !== isTold) setOpen({ isTold, isOpen: isTold });
  if (scenario === undefined) return undefined;
  const steps = scenario.steps ?? [];
  return (
    <details
      className={styles.story}
      open={open.isOpen}
      key={scenario.id}
      onToggle={({ currentTarget }) => setOpen({ isTold, isOpen: currentTarget.open })}
    >
      <summary>
        <h2>{wholeNames(scenario.title[language])}</h2>
      </summary>
      <p>{wholeNames(scenario.story[language])}</p>
      {steps.length > 0 && (
        <>
          <h3>{words.steps}</h3>
          <ol>
            {steps.map((step) => (
              <li key={step.en}>{wholeNames(step[language])}</li>
            ))}
          </ol>
        </>
      )}
      {scenario.docs !== undefined && (
        <p>
          <a href={scenario.docs} target="_blank" rel="noreferrer">
            {words.docs}
          </a>
        </p>
      )}
    </details>
  );
});
