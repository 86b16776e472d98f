/**
 * What has been found out about the requests of each stream: as long as nothing changes, those for which chance and memory
 * decide alike are alike. A plan saves time and changes nothing.
 */
import type { Ingress } from '../../kubernetes/api/ingress.ts';
import { answerTo, type Answer, type Decision, type Question } from './course.ts';
import { askNames, type Lookup } from './look-up.ts';
import { beginRequest } from './request.ts';
import { SentRequest, type Stream } from './stream.ts';
import { fillIn, toTemplate, type Template } from './template.ts';
import { finishRequest } from './under-way.ts';
import type { World } from './world.ts';

/** What all requests ask that come here, and what comes after each answer; at the end of the way, how they end. */
interface Step {
  /** Undefined as long as no request has gone on from here. */
  question: Question | undefined;
  /** The first answer and what comes after it: most questions are answered alike by all. */
  answer: unknown;
  next: Step | undefined;
  /** What comes after the other answers. */
  others: Map<unknown, Step> | undefined;
  /** Whether a request has ended here. */
  isMet: boolean;
  /** Made for the second request that ends here: many ends are met only once. */
  template: Template | undefined;
}

/** It holds as long as the version is the same, and the Ingress controller goes by the same Ingresses. */
interface Plan {
  readonly version: number;
  readonly ingresses: readonly Ingress[];
  readonly start: Step;
}

/** So many steps are kept in all. */
const MOST_STEPS = 50_000;

/** They are no part of a simulation's state: a copy has a world of its own, and makes its own plans. */
const PLANS = new WeakMap<World, Plans>();

/** The plans that have been made in this world. */
export function plansOf(world: World): Plans {
  const known = PLANS.get(world);
  if (known !== undefined) return known;
  const made = new Plans(world);
  PLANS.set(world, made);
  return made;
}

/** The plans of all streams, which grow with the requests that are sent. */
class Plans {
  private readonly world: World;
  /** By the stream's number. */
  private plans: (Plan | undefined)[] = [];
  private steps = 0;
  /** The answers that the request at hand has had, in their order: so many of those on the list, which is never emptied. */
  private readonly answers: Answer[] = [];
  private answered = 0;

  constructor(world: World) {
    this.world = world;
  }

  /** Sends a request of the stream. `changes`: how often anything has changed that a request can meet. */
  send(stream: Stream, changes: number, id: string): SentRequest {
    const { world, answers } = this;
    const plan = this.planOf(stream, changes + world.loadBalancer.version);
    let step = plan.start;
    let lookup: Lookup | undefined;
    this.answered = 0;
    while (step.question !== undefined) {
      const { question } = step;
      const answer =
        question.type === 'names' ? (lookup = askNames(world, question.question)) : answerTo(world, question);
      answers[this.answered++] = answer;
      const next = after(step, keyOf(answer));
      if (next === undefined) return this.grow(plan, stream, changes, id);
      step = next;
    }
    const { template } = step;
    if (template === undefined || template.asked !== (lookup?.steps.length ?? 0))
      return this.grow(plan, stream, changes, id);
    const firstPort = world.ports.reserve(template.ports);
    const trace = fillIn(template, { id, startedAt: world.machine.now, firstPort, lookup });
    return new SentRequest(stream, trace, template.pod, changes, undefined);
  }

  private planOf({ number }: Stream, version: number): Plan {
    const { ingresses } = this.world.ingress;
    const known = this.plans[number];
    if (known !== undefined && known.version === version && known.ingresses === ingresses) return known;
    const plan: Plan = { version, ingresses, start: createStep() };
    this.plans[number] = plan;
    return plan;
  }

  /** Sends a request whose first questions have been answered, and adds to the plan what came of it. */
  private grow(plan: Plan, stream: Stream, changes: number, id: string): SentRequest {
    const { world } = this;
    const origin = { id, ...stream.source };
    const decisions = this.decisionsOf(plan);
    const { used: firstPort } = world.ports;
    world.course.begin(decisions);
    const begun = beginRequest(world, origin);
    world.course.end();
    const { trace, pod } = begun;
    const end = this.endOf(plan, decisions);
    const isSettled = finishRequest(world, origin.from, trace, pod) === trace;
    if (end.isMet && isSettled) {
      const [first] = decisions;
      const lookup = first?.question.type === 'names' ? (first.answer as Lookup) : undefined; // DNS answers with lookups
      const own = { id, startedAt: world.machine.now, firstPort, lookup };
      end.template = toTemplate(begun, own, world.ports.used - firstPort);
    }
    end.isMet = true;
    const settledAt = isSettled ? changes : -1;
    return new SentRequest(stream, trace, pod, settledAt, begun.retryAt === undefined ? undefined : begun);
  }

  /** The questions that the request has been asked so far, with its answers. */
  private decisionsOf({ start }: Plan): Decision[] {
    const decisions: Decision[] = [];
    let step: Step | undefined = start;
    for (const answer of this.answers.slice(0, this.answered)) {
      if (step?.question === undefined) break;
      decisions.push({ question: step.question, answer });
      step = after(step, keyOf(answer));
    }
    return decisions;
  }

  /** The step to which the decisions lead. */
  private endOf({ start }: Plan, decisions: readonly Decision[]): Step {
    if (this.steps > MOST_STEPS) {
      this.plans = [];
      this.steps = 0;
    }
    let step = start;
    for (const { question, answer } of decisions) {
      step.question ??= question;
      const key = keyOf(answer);
      const known = after(step, key);
      if (known === undefined) this.steps += 1;
      step = known ?? addStep(step, key);
    }
    return step;
  }
}

function createStep(): Step {
  return {
    question: undefined,
    answer: undefined,
    next: undefined,
    others: undefined,
    isMet: false,
    template: undefined,
  };
}

/** What comes after the answer, where a request has gone on from there. */
function after({ answer, next, others }: Step, key: unknown): Step | undefined {
  return next !== undefined && answer === key ? next : others?.get(key);
}

function addStep(step: Step, key: unknown): Step {
  const made = createStep();
  if (step.next === undefined) {
    step.answer = key;
    step.next = made;
  } else (step.others ??= new Map<unknown, Step>()).set(key, made);
  return made;
}

/** Of what was said to a name only the address matters to what follows. */
function keyOf(answer: Answer): unknown {
  return typeof answer === 'object' && 'steps' in answer ? answer.address : answer;
}
