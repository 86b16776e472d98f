/** Opens the page about Kubehops. Light by itself: the page and its words come after the first view. */
import { memo, type ReactNode } from 'react';
import { useLazy } from '../present/use-lazy.ts';
import { useAbout, type AboutState } from '../store/about-store.ts';

const load = (): Promise<typeof import('./AboutDialog.tsx')> => import('./AboutDialog.tsx');
const selectIsOpen = (state: AboutState): boolean => state.isOpen;

/** A modal dialog while the store says that the page is open. */
export const About = memo(function About(): ReactNode {
  const isOpen = useAbout(selectIsOpen);
  const page = useLazy(load, isOpen);
  return isOpen && page !== undefined && <page.AboutDialog />;
});
