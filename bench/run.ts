/**
 * npm run bench [SUBJECT...]: what it costs, in Node: `name value unit (bound)`, and beside it what an independent
 * simulator needs in the same run. Without a subject all are measured. The exit code is 1 when a bound is broken.
 */
import { type Figure, isBroken, printed } from './figure.ts';
import { checkpointFigures } from './checkpoints.ts';
import { kernelFigures } from './kernel.ts';
import { manifestFigures } from './manifests.ts';
import { proxyFigures } from './proxy.ts';
import { readyClusterFigures } from './ready-cluster.ts';
import { requestFigures } from './request.ts';
import { runScale } from './scale-run.ts';
import { SCALE_ARGUMENT, scaleFigures } from './scale.ts';

const SUBJECTS: Readonly<Record<string, () => Iterable<Figure> | Promise<Iterable<Figure>>>> = {
  kernel: kernelFigures,
  manifests: manifestFigures,
  checkpoints: checkpointFigures,
  proxy: proxyFigures,
  request: requestFigures,
  'ready-cluster': readyClusterFigures,
  scale: scaleFigures,
};

async function measure(names: readonly string[]): Promise<void> {
  let broken = 0;
  for (const name of names) {
    const subject = SUBJECTS[name];
    if (subject === undefined) throw new Error(`no such subject: ${name} (${Object.keys(SUBJECTS).join(', ')})`);
    console.log(`== ${name}`);
    for (const figure of await subject()) {
      console.log(printed(figure));
      if (isBroken(figure)) broken += 1;
    }
  }
  console.log(`${broken} bounds broken`);
  process.exitCode = broken > 0 ? 1 : 0;
}

const given = process.argv.slice(2);
if (given[0] === SCALE_ARGUMENT) {
  const [nodes = 0, services = 0, pods = 0] = given.slice(1).map(Number);
  console.log(JSON.stringify(runScale(nodes, services, pods)));
} else {
  await measure(given.length > 0 ? given : Object.keys(SUBJECTS));
  process.exit(); // the peer leaves timers behind
}
