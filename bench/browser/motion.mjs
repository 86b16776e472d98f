// Motion on the stage against React Flow's edges with one animateMotion circle for each dot.

const RUNS = 5;
const SECONDS = 12;
const MEASURED_MS = 3000;

/** The middle of some numbers. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Figures of motion as it is displayed, both ways in turn. No display shows more than its 60 frames a second. */
export async function measureMotion(browser, address) {
  const figures = [];
  for (const dots of [1000, 5000]) {
    const { canvas, edges } = await measureBoth(browser, address, dots);
    figures.push(
      { name: `${dots} dots: main thread for each frame`, value: canvas.workMs, unit: 'ms' },
      { name: `${dots} dots: the same with animateMotion edges`, value: edges.workMs, unit: 'ms' },
      {
        name: `${dots} dots: ratio of main-thread time`,
        value: edges.workMs / canvas.workMs,
        unit: 'x',
        ...(dots === 1000 && { bound: 'at least 8' }),
      },
      { name: `${dots} dots: all processes for each frame`, value: canvas.cpuMs, unit: 'ms' },
      { name: `${dots} dots: the same with animateMotion edges`, value: edges.cpuMs, unit: 'ms' },
      { name: `${dots} dots: ratio of all processes' time`, value: edges.cpuMs / canvas.cpuMs, unit: 'x' },
      ...framesOf(`${dots} dots`, canvas, edges, dots === 1000 ? { frames: '60' } : {}),
    );
  }
  return figures;
}

/** Frames of 5,000 dots; `where` says on what. Only the ratio has a bound. */
export async function measureFrames(browser, address, where) {
  const { canvas, edges } = await measureBoth(browser, address, 5000);
  return framesOf(`5000 dots ${where}`, canvas, edges, { ratio: 'at least 3' });
}

function framesOf(what, canvas, edges, { frames, ratio }) {
  return [
    { name: `${what}: frames`, value: canvas.fps, unit: '/s', ...(frames && { bound: frames }) },
    { name: `${what}: frames with animateMotion edges`, value: edges.fps, unit: '/s' },
    { name: `${what}: ratio of frames`, value: canvas.fps / edges.fps, unit: 'x', ...(ratio && { bound: ratio }) },
  ];
}

/** Both ways in turn, so that whatever else the machine does meets both; the medians. */
async function measureBoth(browser, address, dots) {
  const runs = { canvas: [], edges: [] };
  for (let run = 0; run < RUNS; run++) {
    for (const way of ['canvas', 'edges']) runs[way].push(await measureOnce(browser, address, way, dots));
  }
  const middle = (list) => {
    const of = (field) => median(list.map((each) => each[field]));
    return { workMs: of('workMs'), cpuMs: of('cpuMs'), fps: of('fps') };
  };
  return { canvas: middle(runs.canvas), edges: middle(runs.edges) };
}

/** Milliseconds of work for each frame, of the page's thread and of all processes, and frames a second, while `dots` are in flight. */
async function measureOnce(browser, address, way, dots) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${address}?way=${way}&dots=${dots}&seconds=${SECONDS}`);
  await page
    .locator(way === 'canvas' ? 'canvas' : 'circle')
    .first()
    .waitFor({ state: 'attached' });
  await page.waitForTimeout(3000); // past the start: as many in flight as asked for
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const whole = await browser.newBrowserCDPSession();
  const before = { thread: await threadTime(session), all: await allTime(whole) };
  // A painter that falls behind the page must show: what is seen are the frames of the slower of the two.
  const counts = await Promise.all([page, ...page.workers()].map((each) => each.evaluate(countFrames, MEASURED_MS)));
  const work = (await threadTime(session)) - before.thread;
  const cpu = (await allTime(whole)) - before.all;
  await whole.detach();
  await context.close();
  const frames = Math.min(...counts.map((each) => each.frames));
  return {
    workMs: (work * 1000) / (counts[0]?.frames ?? Number.NaN),
    cpuMs: (cpu * 1000) / frames,
    fps: Math.min(...counts.map((each) => each.frames / each.seconds)),
  };
}

/** Runs in the page and in its painter's worker. */
function countFrames(ms) {
  return new Promise((done) => {
    let frames = 0;
    const start = performance.now();
    const tick = () => {
      frames += 1;
      const passed = performance.now() - start;
      if (passed < ms) requestAnimationFrame(tick);
      else done({ frames, seconds: passed / 1000 });
    };
    requestAnimationFrame(tick);
  });
}

/** Seconds that the page's own thread has worked so far: its own time, whatever else the machine does. */
async function threadTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN;
}

/** Seconds that all of the browser's processes have worked so far, on whatever cores. */
async function allTime(session) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
