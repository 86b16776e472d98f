/** The story of the open scenario: what is on the stage, and what to try. */
import { memo, type ReactNode } from 'react';
import { useMessages } from '../i18n/use-messages.ts';
import { findScenario, useSession, type SessionState } from '../store/session-store.ts';
import { useView } from '../store/view-store.ts';
import styles from './session.module.css';

const selectScenarioId = (state: SessionState): string | undefined => state.scenarioId;
const selectLanguage = (state: { readonly language: 'en' | 'ko' }): 'en' | 'ko' => state.language;

/** Nothing where the session is no scenario's. */
export const StoryPanel = memo(function StoryPanel(): ReactNode {
  const { editor: words } = useMessages();
  const language = useView(selectLanguage);
  const scenario = findScenario(useSession(selectScenarioId));
  if (scenario === undefined) return undefined;
  const steps = scenario.steps ?? [];
  return (
    <details className={styles.story} open key={scenario.id}>
      <summary>
        <h2>{scenario.title[language]}</h2>
      </summary>
      <p>{scenario.story[language]}</p>
      {steps.length > 0 && (
        <>
          <h3>{words.steps}</h3>
          <ol>
            {steps.map((step) => (
              <li key={step.en}>{step[language]}</li>
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
