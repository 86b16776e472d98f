/** Why did this request fail? From the failed request to the sentence that names the cause in at most two presses. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { SITE } from './looks/texts.ts';
import { Playground, type OutcomeWord } from './playground.ts';

interface Case {
  readonly outcome: OutcomeWord;
  readonly why: string;
  readonly client: string;
  readonly scenario: string;
  readonly edits?: readonly (readonly [string, string])[];
  readonly text?: string;
  readonly cause: RegExp;
}

const INGRESS = `
---
${SITE}apiVersion: kubehops.dev/v1
kind: Client
metadata: {name: carol}
spec: {from: {internet: {ip: 203.0.113.9}}, requests: [{url: "https://shop.example.com/", every: 2s}]}
`;

const CASES: readonly Case[] = [
  {
    outcome: 'Refused',
    why: 'the selector matches no pod',
    client: 'alice',
    scenario: 'cluster-ip',
    edits: [['selector:\n    app: web', 'selector:\n    app: wbe']],
    cause: /no endpoints/,
  },
  {
    outcome: 'Refused',
    why: 'nobody listens on the target port',
    client: 'alice',
    scenario: 'cluster-ip',
    edits: [['targetPort: 80', 'targetPort: 8080']],
    cause: /web-\S+.*8080/,
  },
  {
    outcome: 'Timed out',
    why: 'the node has no pod of its own',
    client: 'bob',
    scenario: 'node-port',
    edits: [
      ['type: NodePort', 'type: NodePort\n  externalTrafficPolicy: Local'],
      ['replicas: 2', 'replicas: 1'],
    ],
    cause: /traffic policy Local/,
  },
  {
    outcome: 'Timed out',
    why: 'the client is not in the source ranges',
    client: 'alice',
    scenario: 'load-balancer',
    edits: [['type: LoadBalancer', 'type: LoadBalancer\n  loadBalancerSourceRanges: [198.51.100.0/24]']],
    cause: /loadBalancerSourceRanges/,
  },
  {
    outcome: 'Name not found',
    why: 'an external name that is an address',
    client: 'bob',
    scenario: 'external-name',
    cause: /10\.132\.253\.7/,
  },
  {
    outcome: 'Name not found',
    why: 'a headless Service without ready pods',
    client: 'alice',
    scenario: 'headless',
    edits: [['replicas: 3', 'replicas: 0']],
    cause: /no (?:ready )?(?:pod|endpoint)|cache/i,
  },
  {
    outcome: 'Reset',
    why: 'the controller shows a certificate that nobody asked for',
    client: 'carol',
    scenario: 'cluster-ip',
    text: `${Playground.edited('cluster-ip')}${INGRESS}`,
    cause: /certificate/,
  },
  {
    outcome: 'Wrong app',
    why: 'the selector matches another app’s pod too',
    client: 'alice',
    scenario: 'labels-and-selectors',
    edits: [['    app: shop\n    version: blue\n  ports', '    tier: frontend\n  ports']],
    cause: /admin-/,
  },
];

async function failed(page: Page, { scenario, edits, text, client, outcome }: Case): Promise<Playground> {
  const playground = new Playground(page);
  await playground.open(`?scenario=${scenario}`);
  const wanted = text ?? Playground.edited(scenario, ...(edits ?? []));
  if (wanted !== Playground.edited(scenario)) await playground.paste(wanted);
  await playground.speed('10');
  await expect(playground.rows(client, outcome).first()).toBeVisible({ timeout: 30_000 });
  await playground.pause();
  return playground;
}

test.describe('why did this request fail?', () => {
  for (const each of CASES) {
    test(`${each.outcome}, because ${each.why}: the row answers with one press`, async ({ page }) => {
      const playground = await failed(page, each);
      await playground.rows(each.client, each.outcome).first().click();
      await expect(playground.inspector.getByRole('heading', { name: each.outcome })).toBeVisible();
      await expect(playground.inspector).toContainText(each.cause);
    });
  }

  test('by keys alone: Enter on the row', async ({ page }) => {
    const [first] = CASES;
    if (first === undefined) throw new Error('no cases');
    const playground = await failed(page, first);
    await playground
      .rows(first.client, first.outcome)
      .first()
      .getByRole('button', { name: /^Request r/ })
      .focus();
    await page.keyboard.press('Enter');
    await expect(playground.inspector).toContainText(first.cause);
  });

  // Refused by a rule (REJECT) and by the pod (RST), dropped by a rule and by the load balancer: each its own dot.
  for (const each of CASES) {
    test(`${each.outcome}, because ${each.why}: the dot answers with one press`, async ({ page }) => {
      const playground = await failed(page, each);
      await playground.view('layers');
      await playground.goToEnd(playground.rows(each.client, each.outcome).first());
      await playground.inspector.getByRole('button', { name: 'Close' }).click();
      await pressDot(page, playground, each.cause);
    });
  }

  test('in Korean, in the hand: row, then the inspector’s tab', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('./?scenario=external-name&lang=ko');
    await page.getByRole('combobox', { name: '속도' }).selectOption('10');
    await page.getByRole('tab', { name: '요청' }).click();
    const row = page.getByRole('row').filter({ hasText: '이름 없음' }).first();
    await expect(row).toBeVisible({ timeout: 30_000 });
    await row.click();
    await page.getByRole('tab', { name: '인스펙터' }).click();
    await expect(page.getByRole('region', { name: '인스펙터' })).toContainText('10.132.253.7');
  });
});

/** Presses dots, wherever they may rest by layers, until one is explained so. Each takes one press. */
async function pressDot(page: Page, playground: Playground, cause: RegExp): Promise<void> {
  await playground.still();
  const places = await playground.cluster.locator('.react-flow__node').evaluateAll((nodes) =>
    nodes.flatMap((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      const zoom = width / (node instanceof HTMLElement ? node.offsetWidth : width);
      return [
        { x: x + width, y: y + height / 2 },
        { x: x - 8 * zoom, y: y + height / 2 },
        { x: x + 14 * zoom, y: y + height - 14 * zoom },
      ];
    }),
  );
  const overDot = playground.cluster.locator('[data-over-dot]');
  for (const { x, y } of places) {
    await page.mouse.move(x, y);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    if ((await overDot.count()) === 0) continue;
    await page.mouse.click(x, y);
    await expect(playground.inspector).toContainText('Hops');
    if (cause.test(await playground.inspector.innerText())) return;
  }
  throw new Error(`no dot is explained by ${String(cause)}`);
}
