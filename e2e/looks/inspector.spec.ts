/** The inspector: a failed request hop by hop, and what a pod is. */
import { expect, test } from '../fixtures.ts';
import { ANY, beginning, like } from '../words.ts';
import { flaws } from './flaws.ts';
import { inEveryLook } from './looks.ts';
import { REFUSED_AND_ANSWERED } from './texts.ts';

test.describe('the inspector', () => {
  inEveryLook('tells of a failed request why, hop by hop, with rules and questions', async (playground) => {
    const { page, inspector, words } = playground;
    const { playback, packets, simulation } = words;
    await playground.openText(REFUSED_AND_ANSWERED, 40);
    await playground.filter('client:alice');
    await playground.inspect('alice', playback.outcomes.refused);
    await expect(inspector.getByRole('heading', { name: playback.outcomes.refused })).toBeVisible();
    await expect(inspector).toContainText(like(simulation['cause.podRefused']({ pod: ANY, port: 8080 })));
    const hops = inspector.getByRole('listitem').filter({ has: page.getByTitle(like(playback.seekHere(ANY))) });
    await expect(hops).toHaveCount(await hops.count());
    expect(await hops.count()).toBeGreaterThanOrEqual(4);

    const questions = inspector.getByRole('table', { name: like(packets.queries(2)) }).first();
    for (const column of [packets.question, packets.code, packets.answers]) {
      await expect(questions.getByRole('columnheader', { name: column, exact: true })).toBeVisible();
    }
    await expect(questions).toContainText('web.default.svc.cluster.local. A');
    await expect(questions).toContainText('NOERROR');

    const rewritten = hops.filter({ has: page.getByRole('img', { name: playback.became }) }).first();
    await expect(rewritten).toContainText('DNAT --to-destination');
    await expect(rewritten).toContainText(packets.conntrack);
    const changed = rewritten.locator('mark').first();
    expect(await changed.evaluate((mark) => getComputedStyle(mark).textDecorationLine)).toBe('underline');
    expect(await flaws(playground)).toEqual([]);

    await rewritten.getByText(like(packets.rules(ANY))).click();
    const rules = page.getByRole('list', { name: like(packets.rules(ANY)) });
    const matched = rules.locator('[data-matched="true"]');
    await expect(matched.filter({ hasText: 'KUBE-SVC-' })).not.toHaveCount(0);
    await page.getByRole('checkbox', { name: packets.onlyMatched }).uncheck();
    const unmatched = rules.locator('[data-matched="false"]');
    await expect(unmatched.filter({ hasText: '*nat' })).not.toHaveCount(0);
    const ground = (line: Element): string => getComputedStyle(line).backgroundColor;
    expect(await matched.first().locator('code').evaluate(ground)).not.toBe(
      await unmatched.first().locator('code').evaluate(ground),
    );
    expect(await flaws(playground)).toEqual([]);
  });

  inEveryLook('tells of a pod its environment, its conditions and its share', async (playground) => {
    const { inspector, cluster, words } = playground;
    const { acting, charts, playback } = words;
    await playground.openText(REFUSED_AND_ANSWERED, 40);
    await cluster
      .getByRole('button', { name: beginning('web-') })
      .first()
      .click();
    await expect(inspector.getByText(charts.shares('default/good'))).toBeVisible();
    for (const column of [charts.pod, charts.answered, charts.share]) {
      await expect(inspector.getByRole('columnheader', { name: column, exact: true })).toBeVisible();
    }
    await expect(inspector).toContainText(charts.sharesHint);
    await expect(inspector).toContainText(like(charts.bandOf('1.5', '9.5')));
    await expect(inspector).toContainText(playback.facts.selectedBy);
    await expect(inspector.getByRole('table', { name: acting.conditions })).toContainText('PodScheduled');
    await expect(inspector.getByRole('region', { name: acting.events })).toContainText('Started');
    const containers = inspector.getByRole('region', { name: acting.containers });
    await containers.getByText(acting.environment('nginx')).click();
    await expect(containers).toContainText(/GOOD_SERVICE_HOST=10\.96\./);
    await expect(containers).toContainText(acting.environmentHint);
    await expect(inspector.getByText(playback.storedObject)).toBeVisible();
    expect(await flaws(playground)).toEqual([]);
  });
});
