/** The gallery: every scenario by topic, and the visitor's own earlier work. */
import { X } from 'lucide-react';
import { memo, useEffect, useId, useRef, type ReactNode } from 'react';
import { SCENARIOS } from '../../scenarios/index.ts';
import type { Scenario, ScenarioTopic } from '../../scenarios/scenario.ts';
import { useMessages } from '../i18n/use-messages.ts';
import { scenarioOpened, useSession, workRestored, type SessionState } from '../store/session-store.ts';
import { galleryToggled, useView } from '../store/view-store.ts';
import { readDraft } from './draft-storage.ts';
import { browserStorages, readSetAside, type SavedWork } from './work-storage.ts';
import styles from './session.module.css';

const TOPICS: readonly ScenarioTopic[] = ['insideTheCluster', 'fromOutside', 'choosingPods', 'failures', 'mistakes'];

const selectIsOpen = (state: { readonly galleryOpen: boolean }): boolean => state.galleryOpen;
const selectLanguage = (state: { readonly language: 'en' | 'ko' }): 'en' | 'ko' => state.language;
const selectScenarioId = (state: SessionState): string | undefined => state.scenarioId;

/** A modal dialog while the view says that the gallery is open. */
export const Gallery = memo(function Gallery(): ReactNode {
  return useView(selectIsOpen) && <GalleryDialog />;
});

function GalleryDialog(): ReactNode {
  const { editor: words } = useMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const works = readSetAside(browserStorages());
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  return (
    <dialog ref={dialog} className={styles.gallery} aria-labelledby={titleId} onClose={() => galleryToggled(false)}>
      <header>
        <h2 id={titleId}>{words.gallery}</h2>
        <form method="dialog">
          <button className={styles.icon} aria-label={words.close} title={words.close}>
            <X size={16} aria-hidden="true" />
          </button>
        </form>
      </header>
      <p className={styles.hint}>{words.galleryHint}</p>
      {TOPICS.map((topic) => (
        <Topic key={topic} topic={topic} />
      ))}
      {works.length > 0 && (
        <section>
          <h3>{words.ownWork}</h3>
          <ul>
            {works.map((work) => (
              <WorkCard key={work.origin} work={work} />
            ))}
          </ul>
        </section>
      )}
    </dialog>
  );
}

function Topic({ topic }: { readonly topic: ScenarioTopic }): ReactNode {
  const { editor: words } = useMessages();
  const scenarios = SCENARIOS.filter((scenario) => scenario.topic === topic);
  if (scenarios.length === 0) return undefined;
  return (
    <section>
      <h3>{words.topics[topic]}</h3>
      <ul>
        {scenarios.map((scenario) => (
          <ScenarioCard key={scenario.id} scenario={scenario} />
        ))}
      </ul>
    </section>
  );
}

function ScenarioCard({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const { editor: words } = useMessages();
  const language = useView(selectLanguage);
  const isCurrent = useSession(selectScenarioId) === scenario.id;
  const storyId = useId();
  return (
    <li className={styles.card} data-current={isCurrent}>
      {/* The title is the button's name; its surface is the whole card. */}
      <button
        type="button"
        className={styles.cardTitle}
        aria-current={isCurrent || undefined}
        aria-describedby={storyId}
        onClick={() => {
          scenarioOpened(scenario.id);
          galleryToggled(false);
        }}
      >
        {scenario.title[language]}
      </button>
      {isCurrent && <em>{words.current}</em>}
      <span id={storyId}>{scenario.story[language]}</span>
    </li>
  );
}

function WorkCard({ work }: { readonly work: SavedWork }): ReactNode {
  const { editor: words } = useMessages();
  const language = useView(selectLanguage);
  const when = new Date(work.savedAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        onClick={() => {
          workRestored({ ...work, draft: readDraft(browserStorages(), work.origin) });
          galleryToggled(false);
        }}
      >
        <strong>{words.ownWorkFrom(when)}</strong>
        <code>{gist(work.manifests)}</code>
      </button>
    </li>
  );
}

/** The kinds and names that tell one text from another, as far as a glance shows them. */
function gist(manifests: string): string {
  const start = manifests.slice(0, 4_000);
  return [...start.matchAll(/^ {0,2}(?:kind|name): *(\S+)/gm)]
    .map(([, word]) => word)
    .join(' ')
    .slice(0, 120);
}
