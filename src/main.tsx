/** Where the page starts: looks first, then the session, then the picture. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { assertDefined } from './base/assert.ts';
import { App } from './ui/app/App.tsx';
import { startPreferences } from './ui/app/preferences.ts';
import { startSession } from './ui/session/start-session.ts';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

startPreferences();
void startSession();
const root = assertDefined(document.getElementById('root') ?? undefined, 'index.html has #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
