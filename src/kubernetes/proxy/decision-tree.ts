/**
 * What rules do with the packets to one place, by what they ask on the way: packets for which chance, memory and sender
 * give the same answers end alike. Only a packet that has been answered as none before it walks the rules.
 */
import { assertNever } from '../../base/assert.ts';
import { rangeContains } from '../net/range.ts';
import { choose, pick, rotate, type Decisions } from './decisions.ts';
import { isLocalAddress } from './node-addresses.ts';
import type { Packet, PacketContext, PacketFate } from './packet.ts';
import type { SenderQuestion } from './sender.ts';

/** What rules ask. The answer is an index: of what was chosen, or 1 for yes and 0 for no. */
type Question =
  /** Before the first of them; answered by 0. */
  | { readonly type: 'start' }
  | SenderQuestion
  | { readonly type: 'choose'; readonly chances: readonly number[] }
  | { readonly type: 'pick'; readonly count: number }
  | { readonly type: 'rotate'; readonly virtualServer: string; readonly servers: readonly string[] }
  | { readonly type: 'recentlySeen'; readonly list: string; readonly seconds: number };

/** A question and what comes after each of its answers, where a packet has been given it; or the end, `fate`. */
interface Step {
  readonly question: Question;
  readonly fate: PacketFate | undefined;
  /** The step before this one, and the answer that led here. */
  readonly before: Step | undefined;
  readonly answer: number;
  readonly next: (Step | undefined)[];
}

/** Its first step. It grows with the packets, but what it has said of one it says of all that are answered alike. */
export type DecisionTree = Step;

const START: Question = { type: 'start' };

/** A tree that no packet has met. */
export function createDecisionTree(): DecisionTree {
  return createStep(START, undefined, undefined, 0);
}

/** Who asks: a packet, its sender as an unsigned 32-bit number, undefined when not of IPv4, and its chance and memory. */
interface Asker {
  readonly packet: Packet;
  readonly source: number | undefined;
  readonly context: PacketContext;
}

/** What becomes of the packet. `follow` walks the rules; they are the same for all packets that meet the tree. */
export function decide(tree: DecisionTree, asker: Asker, follow: (decisions: Decisions) => PacketFate): PacketFate {
  let step = tree;
  while (step.fate === undefined) {
    const answer = answerTo(step.question, asker);
    const next = step.next[answer];
    if (next === undefined) return grow(step, answer, asker, follow);
    step = next;
  }
  return step.fate;
}

/** Walks the rules for a packet that is the first to be given this answer here. */
function grow(from: Step, answer: number, asker: Asker, follow: (decisions: Decisions) => PacketFate): PacketFate {
  const recorder = new Recorder(from, answer, asker);
  const fate = Object.freeze(follow(recorder));
  recorder.add(START, fate);
  return fate;
}

/** Gives the answers that the packet has had, then asks for more and adds the questions to the tree. */
class Recorder implements Decisions {
  private readonly asker: Asker;
  /** The last of the steps, and the answer to its question. */
  private last: Step;
  private answer: number;
  /** The answers that the packet has had, in reverse. */
  private readonly given: number[] = [];

  constructor(last: Step, answer: number, asker: Asker) {
    this.asker = asker;
    this.last = last;
    this.answer = answer;
    let given = answer;
    for (let step = last; step.before !== undefined; step = step.before) {
      this.given.push(given);
      given = step.answer;
    }
  }

  choose(chances: readonly number[]): number {
    return this.given.pop() ?? this.ask({ type: 'choose', chances });
  }

  pick(count: number): number {
    return this.given.pop() ?? this.ask({ type: 'pick', count });
  }

  rotate(virtualServer: string, servers: readonly string[]): number {
    return this.given.pop() ?? this.ask({ type: 'rotate', virtualServer, servers });
  }

  recentlySeen(list: string, _source: string, seconds: number): boolean {
    return (this.given.pop() ?? this.ask({ type: 'recentlySeen', list, seconds })) === 1;
  }

  senderAsked(question: SenderQuestion, isSo: boolean): void {
    if (this.given.pop() !== undefined) return;
    this.add(question, undefined);
    this.answer = isSo ? 1 : 0;
  }

  /** The next step, which may be the end. */
  add(question: Question, fate: PacketFate | undefined): void {
    const step = createStep(question, fate, this.last, this.answer);
    this.last.next[this.answer] = step;
    this.last = step;
  }

  private ask(question: Question): number {
    this.add(question, undefined);
    this.answer = answerTo(question, this.asker);
    return this.answer;
  }
}

function answerTo(question: Question, { packet, source, context }: Asker): number {
  switch (question.type) {
    case 'start':
      return 0;
    case 'isFrom':
      return source !== undefined && rangeContains(question.range, source) ? 1 : 0;
    case 'pick':
      return pick(context, question.count);
    case 'rotate':
      return rotate(context, question.virtualServer, question.servers);
    case 'isFromOwn':
      return isLocalAddress(question.addresses, source) ? 1 : 0;
    case 'recentlySeen':
      return context.recentlySeen(question.list, packet.sourceAddress, question.seconds) ? 1 : 0;
    case 'choose':
      return choose(context, question.chances);
    default:
      return assertNever(question);
  }
}

function createStep(question: Question, fate: PacketFate | undefined, before: Step | undefined, answer: number): Step {
  const answers = fate === undefined ? answersTo(question) : 0;
  return { question, fate, before, answer, next: Array.from({ length: answers }, () => undefined) };
}

function answersTo(question: Question): number {
  switch (question.type) {
    case 'start':
      return 1;
    case 'choose':
      return question.chances.length;
    case 'pick':
      return question.count;
    case 'rotate':
      return question.servers.length;
    default:
      return 2;
  }
}
