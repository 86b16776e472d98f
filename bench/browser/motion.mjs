// Motion on the stage against React Flow's edges with one animateMotion circle for each dot.

const RUNS = 5;
const SECONDS = 8;

/** The middle of some numbers. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Seconds that the page's own thread has worked so far: its own time, whatever else the machine does. */
async function threadTime(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN;
}

/** Milliseconds of main-thread work for each frame, and frames a second, while `dots` are in flight. */
async function measureOnce(browser, address, way, dots) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${address}?way=${way}&dots=${dots}&seconds=${SECONDS}`);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.waitForTimeout(3000); // past the start: as many in flight as asked for
  const before = await threadTime(session);
  const { frames, seconds } = await page.evaluate(
    (ms) =>
      new Promise((done) => {
        let frames = 0;
        const start = performance.now();
        const tick = (now) => {
          frames += 1;
          if (now - start < ms) requestAnimationFrame(tick);
          else done({ frames, seconds: (now - start) / 1000 });
        };
        requestAnimationFrame(tick);
      }),
    3000,
  );
  const work = (await threadTime(session)) - before;
  await context.close();
  return { workMs: (work * 1000) / frames, fps: frames / seconds };
}

/** The figures of motion, both ways in turn. */
export async function measureMotion(browser, address) {
  const figures = [];
  for (const dots of [1000, 5000]) {
    const canvas = [];
    const edges = [];
    for (let run = 0; run < RUNS; run++) {
      canvas.push(await measureOnce(browser, address, 'canvas', dots));
      edges.push(await measureOnce(browser, address, 'edges', dots));
    }
    const of = (list, field) => median(list.map((each) => each[field]));
    figures.push(
      { name: `${dots} dots: main thread for each frame`, value: of(canvas, 'workMs'), unit: 'ms' },
      { name: `${dots} dots: the same with animateMotion edges`, value: of(edges, 'workMs'), unit: 'ms' },
      {
        name: `${dots} dots: ratio of main-thread time`,
        value: of(edges, 'workMs') / of(canvas, 'workMs'),
        unit: 'x',
        ...(dots === 1000 && { bound: 'at least 8' }),
      },
      { name: `${dots} dots: frames`, value: of(canvas, 'fps'), unit: '/s', ...(dots === 1000 && { bound: '60' }) },
      { name: `${dots} dots: frames with animateMotion edges`, value: of(edges, 'fps'), unit: '/s' },
      {
        name: `${dots} dots: ratio of frames`,
        value: of(canvas, 'fps') / of(edges, 'fps'),
        unit: 'x',
        ...(dots === 5000 && { bound: 'at least 3' }),
      },
    );
  }
  return figures;
}
