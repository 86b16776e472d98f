/**
 * npm run bench [SUBJECT...]: what it costs, in Node: `name value unit (bound)`, and beside it what an independent
 * simulator needs in the same run. Without a subject all are measured. The exit code is 1 when a bound is broken.
 */
import { spawnSync } from 'node:child_process';
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

/** The word by which this program tells itself to measure one subject: each has a process that holds nothing else. */
const SUBJECT_ARGUMENT = '--subject';

/** Prints a subject's figures; returns how many bounds are broken. */
async function measure(name: string): Promise<number> {
  let broken = 0;
  console.log(`== ${name}`);
  for (const figure of (await SUBJECTS[name]?.()) ?? []) {
    console.log(printed(figure));
    if (isBroken(figure)) broken += 1;
  }
  return broken;
}

/** Measures each subject in a process of its own; returns how many bounds are broken. */
function measureAll(names: readonly string[]): number {
  let broken = 0;
  for (const name of names) {
    if (SUBJECTS[name] === undefined) {
      throw new Error(`no such subject: ${name} (${Object.keys(SUBJECTS).join(', ')})`);
    }
    const options = [process.env['KUBEHOPS_BUNDLE'] ?? '', SUBJECT_ARGUMENT, name];
    const { status } = spawnSync(process.execPath, options, { stdio: 'inherit' });
    if (status === null) throw new Error(`${name} was killed`);
    broken += status;
  }
  return broken;
}

const given = process.argv.slice(2);
const [word, subject = ''] = given;
if (word === SCALE_ARGUMENT) {
  const [nodes = 0, services = 0, pods = 0] = given.slice(1).map(Number);
  console.log(JSON.stringify(runScale(nodes, services, pods)));
} else if (word === SUBJECT_ARGUMENT) {
  process.exit(await measure(subject)); // the peer leaves timers behind
} else {
  const broken = measureAll(given.length > 0 ? given : Object.keys(SUBJECTS));
  console.log(`${broken} bounds broken`);
  process.exitCode = broken > 0 ? 1 : 0;
}
