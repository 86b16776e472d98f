/** A mistake is told in Kubernetes' words, and one click mends it. */
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

const MISTAKES: readonly (readonly [what: string, edit: readonly [string, string], said: string, mend: string])[] = [
  [
    'a kind in lower case',
    ['kind: Service', 'kind: service'],
    'no kind "service" is registered',
    'Write Service instead of service',
  ],
  [
    'a label of the template that the selector misses',
    ['labels:\n        app: web', 'labels:\n        app: wbe'],
    '`selector` does not match template `labels`',
    'Write web instead of wbe',
  ],
  [
    'a label right in the selector of a Deployment',
    ['    matchLabels:\n      app: web', '    app: web'],
    'unknown field "spec.selector.app"',
    'Put app: web under matchLabels',
  ],
];

test.describe('quick fixes', () => {
  for (const [what, edit, said, mend] of MISTAKES) {
    test(`mend ${what}`, async ({ page }) => {
      const playground = new Playground(page);
      await playground.open('?scenario=cluster-ip');
      await playground.edit('cluster-ip', edit);
      await expect(playground.manifests).toContainText(said);
      await playground.manifests.getByRole('button', { name: mend }).click();
      await expect(playground.manifests).toContainText('No problems');
    });
  }
});
