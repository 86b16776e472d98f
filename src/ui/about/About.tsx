/** Opens the page about Kubehops. Light by itself: the page and its words come after the first view. */
import { memo, useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { useAbout, type AboutState } from '../store/about-store.ts';

const selectIsOpen = (state: AboutState): boolean => state.isOpen;

/** A modal dialog while the store says that the page is open. */
export const About = memo(function About(): ReactNode {
  const isOpen = useAbout(selectIsOpen);
  const page = useAboutPage(isOpen);
  return isOpen && page !== undefined && <page.AboutDialog />;
});

interface AboutPage {
  readonly AboutDialog: ComponentType;
}

/** Loaded at once, so that it is there when the network is gone; asked for again when it was not to be had. */
function useAboutPage(isWanted: boolean): AboutPage | undefined {
  const [page, setPage] = useState<AboutPage>();
  useEffect(() => {
    let isMounted = true;
    import('./AboutDialog.tsx').then(
      (loaded) => isMounted && setPage(loaded),
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [isWanted]);
  return page;
}
