/** The questions to the DNS behind a hop: names that exist and names that do not. */
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

async function openAt(playground: Playground, query: string, seconds: number): Promise<void> {
  await playground.open(query);
  await playground.pause();
  await playground.seek(seconds);
}

test.describe('behind a hop', () => {
  test('stand the questions to the DNS, each with its answer', async ({ page }) => {
    const playground = new Playground(page);
    await openAt(playground, '?scenario=external-name', 30);
    await playground.inspect('bob', 'Name not found');
    const questions = playground.inspector.getByRole('table', { name: /quer(y|ies)$/ }).first();
    await expect(questions).toContainText('NXDOMAIN');
    await expect(questions.getByRole('row').nth(1)).toContainText(/svc\.cluster\.local\. A/);
    await playground.inspect('alice', 'Answered');
    await expect(playground.inspector.getByRole('table', { name: /quer(y|ies)$/ }).first()).toContainText('NOERROR');
  });
});
