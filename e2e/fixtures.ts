/**
 * The `test` of every journey. It fails when the page, in any of its tabs or workers, says a warning or an error, throws,
 * gets an answer of 400 or more, loses a request, or asks anybody but its own server for anything.
 */
import { expect, test as base, type BrowserContext } from '@playwright/test';

export { expect };

export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ context, baseURL }, use) => {
      const problems = watchForProblems(context, new URL(baseURL ?? 'http://127.0.0.1').origin);
      await use();
      expect(problems, 'the page must be quiet and must talk to its own server alone').toEqual([]);
    },
    { auto: true },
  ],
});

/** Collects problems of all pages of the context into the returned list as they happen. */
function watchForProblems(context: BrowserContext, origin: string): readonly string[] {
  const problems: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console: ${message.text()}`);
  });
  context.on('weberror', (webError) => problems.push(`uncaught: ${webError.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== 'data:' && url.protocol !== 'blob:') {
      problems.push(`foreign request: ${request.url()}`);
    }
  });
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    // A page that navigates away abandons what it was loading; that is no fault of the page.
    const text = request.failure()?.errorText ?? '';
    if (text !== 'net::ERR_ABORTED') problems.push(`${text} ${request.url()}`);
  });
  return problems;
}
