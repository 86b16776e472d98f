// The built page itself: what an edit costs, what standing still costs, and whether memory grows while it plays.
import { median } from './motion.mjs';

const EDITS = 20;
/** The editor waits so long after the last key before the session runs. */
const DEBOUNCE_MS = 300;
const IDLE_SECONDS = 10;
/** Ten minutes of virtual time at ten times the speed of the clock on the wall; KUBEHOPS_LONG=1 plays ten minutes at 1x. */
const PLAY = process.env.KUBEHOPS_LONG === '1' ? { speed: '1', seconds: 600 } : { speed: '10', seconds: 60 };

/** The figures of the page. */
export async function measurePage(browser, address) {
  return [
    ...(await measureEdits(browser, address)),
    ...(await measureIdle(browser, address)),
    ...(await measurePlaying(browser, address)),
  ];
}

async function open(browser, address, query = '') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${address}${query}`);
  await page.locator('.react-flow__node').first().waitFor();
  return { context, page };
}

/** From the last key to a changed picture, without the time that the editor waits on purpose. */
async function measureEdits(browser, address) {
  const { context, page } = await open(browser, address, '?scenario=cluster-ip');
  await page.getByRole('button', { name: 'Pause' }).click();
  const line = page.locator('.view-line', { hasText: 'replicas:' });
  await line.waitFor();
  await line.click();
  await page.keyboard.press('End');
  const times = [];
  for (let edit = 0; edit < EDITS; edit++) {
    // In place before the key is: on a busy machine the two may overtake each other.
    await page.evaluate(() => {
      window.changed = new Promise((done) => {
        let start = Number.NaN;
        addEventListener('keydown', ({ timeStamp }) => (start = timeStamp), { capture: true });
        const observer = new MutationObserver((records) => {
          if (Number.isNaN(start) || !records.some(({ type }) => type === 'childList')) return;
          observer.disconnect();
          done(performance.now() - start);
        });
        observer.observe(document.querySelector('.react-flow__nodes'), { childList: true });
      });
    });
    await page.keyboard.press('Backspace');
    await page.keyboard.type(String(3 + ((edit + 1) % 4)));
    times.push((await page.evaluate(() => window.changed)) - DEBOUNCE_MS);
    await page.waitForTimeout(600);
  }
  await context.close();
  const sorted = times.toSorted((a, b) => a - b);
  return [
    { name: 'key to changed stage, median', value: median(times), unit: 'ms' },
    { name: 'key to changed stage, p95', value: sorted[Math.ceil(EDITS * 0.95) - 1], unit: 'ms', bound: 'below 100' },
  ];
}

/** All of the browser's processes, paused and idle, as a part of one core. */
async function measureIdle(browser, address) {
  const { context, page } = await open(browser, address);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.waitForTimeout(3000);
  const session = await browser.newBrowserCDPSession();
  const cpu = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const before = await cpu();
  await page.waitForTimeout(IDLE_SECONDS * 1000);
  const used = ((await cpu()) - before) / IDLE_SECONDS;
  await context.close();
  return [{ name: 'paused and idle, of one core', value: used * 100, unit: '%', bound: 'below 1' }];
}

/** Memory after playing, and the longest task meanwhile. */
async function measurePlaying(browser, address) {
  const { context, page } = await open(browser, address, '?scenario=cluster-ip');
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('Performance.enable');
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1_048_576;
  };
  await page.getByRole('combobox', { name: 'Speed' }).selectOption(PLAY.speed);
  await page.waitForTimeout(5000);
  const before = await heap();
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
    }).observe({ type: 'longtask' });
  });
  await page.waitForTimeout(PLAY.seconds * 1000);
  const longest = await page.evaluate(() => window.longest);
  const grown = (await heap()) - before;
  await context.close();
  return [
    { name: `ten minutes of playing at ${PLAY.speed}x: heap grown by`, value: grown, unit: 'MB', bound: 'below 10' },
    { name: 'longest task while playing (0: none over 50)', value: longest, unit: 'ms', bound: 'below 50' },
  ];
}
