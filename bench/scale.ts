/**
 * Large clusters: thousands of nodes and Services, tens of thousands of pods. Each is measured in a process of its own,
 * so that what the runs before have left behind neither helps nor hinders, and its memory is its own.
 */
import { spawnSync } from 'node:child_process';
import { type Figure, median } from './figure.ts';
import type { ScaleResult } from './scale-run.ts';

/** The word by which this program tells itself to run one size and print what came of it. */
export const SCALE_ARGUMENT = '--scale';

interface Size {
  readonly nodes: number;
  readonly services: number;
  readonly pods: number;
}

const LARGEST: Size = { nodes: 5_000, services: 10_000, pods: 50_000 };
/** Few Deployments, of a hundred each. */
const WIDE: Size = { nodes: 1_000, services: 300, pods: 30_000 };
/** A fifth and a half of the largest. */
const SMALLER: readonly Size[] = [
  { nodes: 1_000, services: 2_000, pods: 10_000 },
  { nodes: 2_500, services: 5_000, pods: 25_000 },
];

/** From the text of the manifest to every pod Ready and in its EndpointSlice. */
export function* scaleFigures(): Generator<Figure> {
  const perPod: number[] = [];
  for (const size of [...SMALLER, LARGEST]) {
    const result = inOwnProcess(size);
    perPod.push((result.seconds * 1e6) / size.pods);
    yield* figuresOf(size, result, size === LARGEST ? 20 : undefined);
  }
  const [small = 1, , large = Number.NaN] = perPod;
  yield {
    name: 'time per pod, the largest against a fifth of it',
    value: large / small,
    unit: 'times',
    bound: { atMost: 1.5 },
  };
  yield* figuresOf(WIDE, inOwnProcess(WIDE), 4);
}

function* figuresOf(size: Size, result: ScaleResult, bound: number | undefined): Generator<Figure> {
  const of = `${size.nodes} nodes, ${size.services} Services, ${size.pods} pods`;
  const isLargest = size === LARGEST;
  yield {
    name: `${of}: converged`,
    value: result.seconds,
    unit: 's',
    ...(bound === undefined ? {} : { bound: { atMost: bound } }),
  };
  yield { name: `${of}: processor time of all threads`, value: result.processor, unit: 's' };
  yield { name: `${of}: per pod`, value: (result.seconds * 1e6) / size.pods, unit: 'µs' };
  yield {
    name: `${of}: memory`,
    value: result.memory / 1e9,
    unit: 'GB',
    ...(isLargest ? { bound: { atMost: 1.5 } } : {}),
  };
  yield {
    name: `${of}: one pod's readiness flips, until its EndpointSlice says so`,
    value: median(result.flips),
    unit: 'ms',
    ...(isLargest ? { bound: { atMost: 5 } } : {}),
  };
}

function inOwnProcess({ nodes, services, pods }: Size): ScaleResult {
  const bundle = process.env['KUBEHOPS_BUNDLE'] ?? '';
  const options = [bundle, SCALE_ARGUMENT, nodes, services, pods].map(String);
  const child = spawnSync(process.execPath, options, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.status !== 0) throw new Error(`the run of ${pods} pods failed`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as ScaleResult; // what scale-run.ts has printed
}
