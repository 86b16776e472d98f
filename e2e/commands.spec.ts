/** Acting on the cluster: by menus, by keys alone, by a finger, and by applying a text to what runs. */
import type { Locator, Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { expect, test } from './fixtures.ts';
import { Playground } from './playground.ts';

/** The boxes of the pods whose name begins so. */
function pods(playground: Playground, app = 'web-'): Locator {
  return playground.cluster.getByRole('button', { name: new RegExp(`^${app}`) });
}

/** The box of a node. */
function node(playground: Playground, name: string): Locator {
  return playground.cluster.getByRole('button', { name: new RegExp(`^${name}`) });
}

async function openAt(page: Page, scenario: string, seconds: number): Promise<Playground> {
  const playground = new Playground(page);
  await playground.open(`?scenario=${scenario}`);
  await playground.pause();
  await playground.seek(seconds);
  return playground;
}

/** Opens the menu of a box with the mouse and picks an item, perhaps of one of its groups. */
async function pick(page: Page, box: Locator, item: string, group?: string): Promise<void> {
  await box.click({ button: 'right' });
  const menu = page.getByRole('menu');
  await (group === undefined ? menu : menu.getByRole('group', { name: group }))
    .getByRole('menuitem', { name: item })
    .first()
    .click();
}

test.describe('acting on the cluster', () => {
  test('a pod’s menu scales its Deployment, and the new pods come to life', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 20);
    await expect(pods(playground)).toHaveCount(3);
    await pick(page, pods(playground).first(), 'Scale…', 'Deployment web');
    const dialog = page.getByRole('dialog', { name: 'Scale Deployment web' });
    await expect(dialog.getByRole('textbox', { name: 'Replicas' })).toHaveValue('3');
    await dialog.getByRole('button', { name: 'One more' }).click();
    await dialog.getByRole('button', { name: 'One more' }).click();
    await dialog.getByRole('button', { name: 'Scale to 5' }).click();
    await expect(playground.cluster).toContainText('deployment.apps/web scaled');
    await playground.seek(40);
    await expect(pods(playground)).toHaveCount(5);
    await expect(playground.cluster).toContainText('5 of 5 endpoints ready');
  });

  test('a node is drained by keys alone, and the focus comes back', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 20);
    const box = node(playground, 'node-2');
    await box.focus();
    await page.keyboard.press('Shift+F10');
    const menu = page.getByRole('menu', { name: 'Actions for node-2' });
    await expect(menu.getByRole('menuitem', { name: 'Explain' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    await expect(box).toBeFocused();
    await page.keyboard.press('Shift+F10');
    await page.keyboard.press('d');
    await expect(menu.getByRole('menuitem', { name: /^Drain/ })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(menu).toBeHidden();
    await expect(box).toBeFocused();
    await expect(playground.cluster).toContainText('node/node-2 cordoned');
    await playground.seek(80);
    await expect(box).toContainText('cordoned');
    await box.press('Enter');
    await expect(playground.inspector).toContainText('Ready,SchedulingDisabled');
    await expect(playground.inspector.getByRole('button', { name: /^Uncordon/ })).toBeVisible();
  });

  test('a container that is crashed begins anew, and the inspector tells how it ended', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 20);
    const pod = pods(playground).first();
    await pick(page, pod, 'Crash a container');
    await pod.click();
    await playground.seek(60);
    const containers = playground.inspector.getByRole('region', { name: 'Containers' });
    await expect(containers).toContainText('1 restart');
    await expect(containers).toContainText('exit code 1');
    await expect(playground.inspector.getByRole('table', { name: 'Conditions' })).toContainText('PodScheduled');
    await expect(playground.inspector.getByRole('region', { name: 'Events' })).toContainText('Started');
  });

  test('a node without its network is told from one without power, and comes back', async ({ page }) => {
    const playground = await openAt(page, 'node-shutdown', 20);
    await playground.cluster.getByRole('button', { name: 'Actions for node-2' }).click();
    await page.getByRole('menuitem', { name: 'Cut the network' }).click();
    await expect(node(playground, 'node-2')).toContainText('network cut');
    await expect(playground.cluster.getByRole('button', { name: 'Pull the plug of node-2' })).toBeVisible();
    await playground.seek(25);
    await pick(page, node(playground, 'node-2'), 'Restore the network');
    await expect(node(playground, 'node-2')).not.toContainText('network cut');
  });

  test('what cannot be done now says why', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 20);
    await pods(playground).first().click({ button: 'right' });
    const item = page.getByRole('menuitem', { name: 'Fail the readiness probe' });
    await expect(item).toHaveAttribute('aria-disabled', 'true');
    await expect(item).toContainText('It has no readinessProbe');
  });

  test('a pod that loses its label is left alone by the Service', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 20);
    await pick(page, pods(playground).first(), 'Labels…');
    const dialog = page.getByRole('dialog', { name: /^Labels of Pod web-/ });
    await dialog.getByRole('button', { name: 'Remove app' }).click();
    await dialog.getByRole('textbox', { name: 'New label: Key' }).fill('quarantine');
    await dialog.getByRole('textbox', { name: 'New label: Value' }).fill('yes-');
    await expect(dialog.getByRole('button', { name: 'Set the labels' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'New label: Value' }).fill('yes');
    await dialog.getByRole('button', { name: 'Set the labels' }).click();
    await playground.seek(40);
    await expect(pods(playground)).toHaveCount(4);
    await expect(playground.cluster).toContainText('3 of 3 endpoints ready');
  });

  test('the cluster’s own menu takes the cloud away and leads to workloads', async ({ page }) => {
    const playground = await openAt(page, 'load-balancer', 20);
    await playground.cluster.locator('.react-flow__pane').click({ button: 'right', position: { x: 5, y: 5 } });
    const menu = page.getByRole('menu', { name: 'Cluster' });
    await expect(menu.getByRole('group', { name: 'Workloads' })).toContainText('Deployment');
    await menu.getByRole('menuitem', { name: 'Take the load balancer provider away' }).click();
    await playground.cluster.locator('.react-flow__pane').click({ button: 'right', position: { x: 5, y: 5 } });
    await expect(menu.getByRole('menuitem', { name: 'Bring the load balancer provider back' })).toBeVisible();
    await menu.getByRole('menuitem', { name: /^Deployment/ }).click();
    await expect(playground.inspector.getByRole('button', { name: 'Scale…' })).toBeVisible();
  });

  test('the log names each command with its time; one can be taken out, and brought back', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 30);
    await pick(page, node(playground, 'node-1'), 'Cordon: no new pods');
    await playground.timeline.getByRole('button', { name: 'Command log, 1 command' }).click();
    const log = page.getByRole('dialog', { name: 'Command log' });
    await expect(log.getByRole('listitem')).toContainText('kubectl cordon node-1');
    await expect(log.getByRole('listitem')).toContainText('node/node-1 cordoned');
    await log.getByRole('button', { name: 'Remove cordon node-1 at 0:30' }).click();
    await expect(log.getByRole('listitem')).toHaveCount(0);
    await log.getByRole('button', { name: 'Bring back' }).click();
    await expect(log.getByRole('listitem')).toHaveCount(1);
    await log.getByRole('button', { name: 'Go to 0:30' }).click();
    await page.keyboard.press('Escape');
    await expect(node(playground, 'node-1')).toContainText('cordoned');
  });

  test('acting in the past drops what was to come, says so, and can be undone', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 30);
    await pick(page, node(playground, 'node-1'), 'Cordon: no new pods');
    await playground.seek(10);
    await pick(page, node(playground, 'node-2'), 'Cordon: no new pods');
    await expect(playground.cluster).toContainText('1 later command was dropped.');
    await playground.cluster.getByRole('button', { name: 'Bring back' }).click();
    await playground.seek(35);
    await expect(node(playground, 'node-1')).toContainText('cordoned');
    await expect(node(playground, 'node-2')).not.toContainText('cordoned');
  });

  test('a text is applied at the moment shown, and is there again after a reload and by its link', async ({
    page,
    context,
  }) => {
    const playground = await openAt(page, 'cluster-ip', 40);
    const { manifests } = playground;
    await manifests.getByText('At this moment').click();
    await playground.paste(Playground.edited('cluster-ip', ['replicas: 3', 'replicas: 4']));
    await expect(manifests).toContainText('Not applied yet');
    await expect(pods(playground)).toHaveCount(3);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(manifests).toContainText('Applied at 0:40');
    await expect(playground.cluster).toContainText('deployment.apps/web configured');
    await playground.seek(60);
    await expect(pods(playground)).toHaveCount(4);
    await playground.seek(30);
    await expect(pods(playground)).toHaveCount(3);
    await manifests.getByText('From the start').click();
    await expect(manifests.locator('.view-lines')).toContainText('replicas: 3');

    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByText('Link copied')).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    for (const address of ['./', link]) {
      await page.goto('about:blank');
      await page.goto(address);
      await expect(manifests.getByRole('radio', { name: 'At this moment' })).toBeChecked();
      await expect(manifests.locator('.view-lines')).toContainText('replicas: 4');
      await playground.pause();
      await playground.seek(60);
      await expect(pods(playground)).toHaveCount(4);
    }
  });

  test('a text that was not applied yet survives a reload beside the text of the start', async ({ page }) => {
    const playground = await openAt(page, 'cluster-ip', 40);
    const { manifests } = playground;
    await manifests.getByText('At this moment').click();
    await playground.paste(Playground.edited('cluster-ip', ['replicas: 3', 'replicas: 7']));
    await expect(manifests).toContainText('Not applied yet');
    await page.goto('about:blank');
    await page.goto('./');
    await expect(manifests.locator('.view-lines')).toContainText('replicas: 7');
    await manifests.getByText('From the start').click();
    await expect(manifests.locator('.view-lines')).toContainText('replicas: 3');
  });

  for (const theme of ['light', 'dark']) {
    test(`menus, dialogs and details have no accessibility violation in the ${theme} theme`, async ({ page }) => {
      const playground = new Playground(page);
      await playground.open(`?scenario=cluster-ip&theme=${theme}`);
      await playground.pause();
      await playground.seek(20);
      await pods(playground).first().click({ button: 'right' });
      await expect(page.getByRole('menu')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('group', { name: 'Deployment web' }).getByRole('menuitem', { name: 'Labels…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await pick(page, node(playground, 'node-2'), 'Cut the network');
      await node(playground, 'node-2').click();
      await expect(playground.inspector.getByRole('table', { name: 'Conditions' })).toBeVisible();
      await playground.manifests.getByText('At this moment').click();
      expect(await violations(page)).toEqual([]);
      await playground.timeline.getByRole('button', { name: /^Command log/ }).click();
      await expect(page.getByRole('dialog', { name: 'Command log' })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  }

  test('speaks Korean', async ({ page }) => {
    await page.goto('./?scenario=cluster-ip&lang=ko');
    const cluster = page.getByRole('region', { name: '클러스터', exact: true });
    await cluster.getByRole('button', { name: 'node-1에 할 수 있는 일' }).click();
    await page.getByRole('menuitem', { name: 'cordon: 새 파드 받지 않기' }).click();
    await expect(cluster).toContainText('스케줄 중단');
    await page.getByRole('button', { name: '명령 기록, 1개' }).click();
    await expect(page.getByRole('dialog', { name: '명령 기록' })).toContainText('kubectl cordon node-1');
  });
});

test.describe('by a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a long press opens the menu, which fits into 390 px', async ({ page }) => {
    const playground = new Playground(page);
    await playground.openAt('cluster-ip', 4);
    const { cluster } = playground;
    await cluster.getByRole('button', { name: 'See all of it' }).click();
    await playground.still();
    const box = cluster.getByRole('button', { name: /^node-2/ });
    const place = await box.boundingBox();
    expect(place).not.toBeNull();
    const x = (place?.x ?? 0) + 10;
    const y = (place?.y ?? 0) + 5;
    const session = await page.context().newCDPSession(page);
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    const menu = page.getByRole('menu', { name: 'Actions for node-2' });
    await expect(menu).toBeVisible();
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(menu).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await menu.getByRole('menuitem', { name: 'Cordon: no new pods' }).tap();
    await expect(box).toContainText('cordoned');
  });
});
