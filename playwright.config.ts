// The journeys run against the built page, under a sub-path as on GitHub Pages. Build first: npm run build.
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium, howToInstall } from './scripts/find-chromium.mjs';

const executablePath = findChromium();
if (executablePath === undefined) throw new Error(howToInstall);
process.env['KUBEHOPS_CHROMIUM'] = executablePath; // the test workers read this file again and need not search

const port = Number(process.env['KUBEHOPS_E2E_PORT'] ?? 4179);
const address = `http://127.0.0.1:${port}/kubehops/`;

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: process.env['CI'] !== undefined,
  // A browser on a busy machine may miss a moment. What passes only at its second try is listed as flaky, to be mended.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    launchOptions: { executablePath, args: chromiumArguments() },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --base /kubehops/ --host 127.0.0.1 --port ${port} --strictPort`,
    url: address,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
