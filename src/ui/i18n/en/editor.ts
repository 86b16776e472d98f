/** English: the editor, the session with its links, and the gallery of scenarios. */
import type { ScenarioTopic } from '../../../scenarios/scenario.ts';
import type { RunNotice } from '../../store/run-store.ts';
import type { SessionNotice } from '../../store/session-store.ts';

/** The shape that every other language must have. */
export interface EditorMessages {
  readonly label: string;
  /** `keys` is the shortcut that turns Tab's meaning over. */
  readonly tabHint: (keys: string) => string;
  readonly plainEditor: string;
  readonly problems: (count: number) => string;
  readonly noProblems: string;
  readonly moreProblems: (count: number) => string;
  readonly place: (line: number, column: number) => string;
  readonly severity: { readonly error: string; readonly warning: string; readonly info: string };
  readonly share: string;
  readonly shareCopied: string;
  readonly shareTitle: string;
  readonly shareByHand: string;
  readonly shareLink: string;
  readonly shareTooLarge: string;
  readonly close: string;
  readonly dismiss: string;
  readonly bringBack: string;
  readonly workSetAside: string;
  readonly ownWork: string;
  readonly ownWorkFrom: (when: string) => string;
  readonly notices: Readonly<Record<SessionNotice | RunNotice, string>>;
  readonly gallery: string;
  readonly galleryHint: string;
  readonly topics: Readonly<Record<ScenarioTopic, string>>;
  readonly open: string;
  readonly current: string;
  readonly steps: string;
  readonly docs: string;
}

/** The English words. */
export const editor: EditorMessages = {
  label: 'Manifests in YAML',
  tabHint: (keys) => `Tab indents. ${keys} lets it leave the editor.`,
  plainEditor: 'The full editor could not be loaded. This plain one works all the same.',
  problems: (count) => (count === 1 ? '1 problem' : `${count} problems`),
  noProblems: 'No problems',
  moreProblems: (count) => `and ${count} more`,
  place: (line, column) => `line ${line}, column ${column}`,
  severity: { error: 'Error', warning: 'Warning', info: 'Hint' },
  share: 'Share',
  shareCopied: 'Link copied',
  shareTitle: 'Share this session',
  shareByHand: 'The link could not be copied by itself. Select it and copy it.',
  shareLink: 'Link to this session',
  shareTooLarge: 'This session is too large for a link. Share the text itself, or make it shorter.',
  close: 'Close',
  dismiss: 'Dismiss',
  bringBack: 'Bring it back',
  workSetAside: 'Your own earlier work is kept while you look at this.',
  ownWork: 'Your own earlier work',
  ownWorkFrom: (when) => `saved ${when}`,
  notices: {
    linkDamaged: 'This link is damaged: part of it is missing or was changed. Your own work is untouched.',
    linkTooLarge: 'This link holds more than a session may hold, so it was not opened. Your own work is untouched.',
    linkUnknownVersion:
      'This link was made by a newer Kubehops. Reload the page to get it. Your own work is untouched.',
    scenarioUnknown: 'There is no scenario of that name. This is the first one instead.',
    notSaved: 'This browser does not let the page store your text: copy it before you leave.',
    simulationRestarted: 'The simulation stopped answering and was started again. Your text is as you left it.',
    simulationFailed: 'The simulation cannot run this session. Your text is safe: change it and it runs again.',
  },
  gallery: 'Scenarios',
  galleryHint: 'Each one is a small cluster to play with. Your own text is kept and can be brought back.',
  topics: {
    insideTheCluster: 'Inside the cluster',
    fromOutside: 'From outside',
    choosingPods: 'Which pod answers',
    failures: 'When something fails',
    mistakes: 'Mistakes and their messages',
  },
  open: 'Open',
  current: 'open now',
  steps: 'Try this',
  docs: 'Kubernetes documentation',
};
