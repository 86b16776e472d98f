/** The page: header, notices, the panels as wide as the window allows, and the gallery. */
import { memo, useEffect, type ReactElement } from 'react';
import { About } from '../about/About.tsx';
import { CommandLayer } from '../commands/CommandLayer.tsx';
import { whenQuiet } from '../present/when-quiet.ts';
import { Gallery } from '../session/Gallery.tsx';
import { Notices } from '../session/Notices.tsx';
import { bringRest } from './bring-rest.ts';
import { Header } from './Header.tsx';
import { NarrowLayout } from './NarrowLayout.tsx';
import { useMedia } from './use-media.ts';
import { WideLayout } from './WideLayout.tsx';
import { usePresentKeys } from './use-present-keys.ts';
import { useView } from '../store/view-store.ts';
import styles from './app.module.css';

const selectIsPresenting = (state: { isPresenting: boolean }): boolean => state.isPresenting;

/** Everything that the visitor sees. */
export const App = memo(function App(): ReactElement {
  const isNarrow = useMedia('(max-width: 899px)');
  const isPresenting = useView(selectIsPresenting);
  usePresentKeys();
  useEffect(() => void whenQuiet(bringRest), []);
  return (
    <div className={styles.app} data-presenting={isPresenting}>
      <Header />
      <Notices />
      <main className={styles.main}>
        {isNarrow ? <NarrowLayout /> : <WideLayout />}
        <CommandLayer />
      </main>
      <Gallery />
      <About />
    </div>
  );
});
