/** How the page is looked at: language, theme, and what is selected. Nothing here touches the session. */
import { create } from 'zustand';
import type { DiagramView } from '../../diagram/diagram.ts';
import type { Kind } from '../../kubernetes/api/objects.ts';

/** The languages that the page speaks. */
export type Language = 'en' | 'ko';

/** The theme as picked; `system` follows the machine. */
export type Theme = 'light' | 'dark' | 'system';

/** What the inspector explains. */
export type Selection =
  | { readonly type: 'request'; readonly id: string }
  | { readonly type: 'object'; readonly kind: Kind; readonly key: string }
  | { readonly type: 'client'; readonly name: string }
  | { readonly type: 'firewall' }
  /** The nodes from one name to another, where they are drawn as one. */
  | { readonly type: 'nodes'; readonly first: string; readonly last: string };

/** The ways to look at the requests. */
export type RequestView = 'list' | 'charts' | 'transcript';

interface ViewState {
  readonly language: Language;
  readonly theme: Theme;
  readonly diagramView: DiagramView;
  readonly selection: Selection | undefined;
  readonly galleryOpen: boolean;
  readonly requestView: RequestView;
  /** How many lists of a node's rules are open: they need room. */
  readonly ruleLists: number;
  /** Whether the picture and its caption are alone on the page, large, for a lecture. */
  readonly isPresenting: boolean;
}

/** The view's state; written by the actions below only. */
export const useView = create<ViewState>()(() => ({
  language: 'en',
  theme: 'system',
  diagramView: 'machines',
  selection: undefined,
  galleryOpen: false,
  requestView: 'list',
  ruleLists: 0,
  isPresenting: false,
}));

/** Someone picked a language, or the page found one at its start. */
export function languagePicked(language: Language): void {
  useView.setState({ language });
}

/** Someone picked a theme, or the page found one at its start. */
export function themePicked(theme: Theme): void {
  useView.setState({ theme });
}

/** The other way to look at the cluster was picked. */
export function diagramViewPicked(diagramView: DiagramView): void {
  useView.setState({ diagramView });
}

/** A request, object or client was picked to be explained. */
export function selected(selection: Selection): void {
  useView.setState({ selection });
}

/** Nothing is picked any more. */
export function selectionCleared(): void {
  useView.setState({ selection: undefined });
}

/** The gallery of scenarios was opened or closed; `open` says which, or else it flips. */
export function galleryToggled(open?: boolean): void {
  useView.setState((state) => ({ galleryOpen: open ?? !state.galleryOpen }));
}

/** Another way to look at the requests was picked. */
export function requestViewPicked(requestView: RequestView): void {
  useView.setState({ requestView });
}

/** A list of rules was opened. Returns what to call when it is closed. */
export function ruleListOpened(): () => void {
  useView.setState(({ ruleLists }) => ({ ruleLists: ruleLists + 1 }));
  return () => useView.setState(({ ruleLists }) => ({ ruleLists: ruleLists - 1 }));
}

/** The lecture begins or ends; `isPresenting` says which, or else it flips. */
export function presentingToggled(isPresenting?: boolean): void {
  useView.setState((state) => ({ isPresenting: isPresenting ?? !state.isPresenting }));
}
