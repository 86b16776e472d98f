/**
 * What rules do with the packets to one place, by what they ask on the way: packets for which chance, memory and sender
 * give the same answers end alike. Only a packet that has been answered as none before it walks the rules.
 */
import { assertDefined, assertNever } from '../../base/assert.ts';
import { choose, pick, rotate, type Decisions } from './decisions.ts';
import { isLocalAddress } from './node-addresses.ts';
import type { Packet, PacketContext, PacketFate } from './packet.ts';
import type { SenderQuestion } from './sender.ts';
import { sharedFate } from './shared-fates.ts';

/** What rules ask. The answer is an index: of what was chosen, or 1 for yes and 0 for no. */
type Question =
  | SenderQuestion
  | { readonly type: 'choose'; readonly chances: readonly number[] }
  | { readonly type: 'pick'; readonly count: number }
  | { readonly type: 'rotate'; readonly virtualServer: string; readonly servers: readonly string[] }
  | { readonly type: 'recentlySeen'; readonly list: string; readonly seconds: number };

/**
 * A question and what comes after each of its answers, once a packet has been given it; or a packet's fate. There may be
 * very many, and each memory access counts: the commonest question, whether the sender is in a range, stands in the step
 * itself, as signed 32-bit numbers.
 */
type Step = RangeStep | OtherStep | FateStep;

interface RangeStep {
  readonly type: 'range';
  readonly network: number;
  readonly mask: number;
  no: Step | undefined;
  yes: Step | undefined;
}

interface OtherStep {
  readonly type: 'other';
  readonly question: Exclude<Question, { readonly type: 'isFrom' }>;
  readonly next: (Step | undefined)[];
}

interface FateStep {
  readonly type: 'fate';
  readonly fate: PacketFate;
}

/** The first step, when there is one. The tree grows with the packets, but what it has said once it will always say. */
export interface DecisionTree {
  first: Step | undefined;
}

/** Who asks: a packet before the rules of a node. */
export interface Asker {
  readonly packet: Packet;
  /** Its sender as an unsigned 32-bit number; undefined when not of IPv4. */
  readonly source: number | undefined;
  /** Its chance and memory. */
  readonly context: PacketContext;
  /** What has been decided so far about packets that go where this one does: the same tree for all of them. */
  readonly tree: DecisionTree;
  /** Walks the rules. */
  follow(decisions: Decisions): PacketFate;
}

/** The answers to the packet under way: one list for all packets, since each has done with it before the next one comes. */
const ANSWERS: number[] = [];

/** What becomes of the packet. */
export function decide(asker: Asker): PacketFate {
  const { source, tree } = asker;
  let answered = 0;
  let step = tree.first;
  while (step !== undefined) {
    if (step.type === 'fate') return step.fate;
    let answer: number;
    if (step.type === 'range') {
      answer = source !== undefined && (source & step.mask) === step.network ? 1 : 0;
      step = answer === 1 ? step.yes : step.no;
    } else {
      answer = answerTo(step.question, asker);
      step = step.next[answer];
    }
    ANSWERS[answered++] = answer;
  }
  const recorder = new Recorder(asker, ANSWERS.slice(0, answered));
  const fate = sharedFate(asker.follow(recorder));
  recorder.add({ type: 'fate', fate });
  return fate;
}

/** Gives the answers that the packet has had, then asks for more and adds the questions to the tree. */
class Recorder implements Decisions {
  private readonly asker: Asker;
  /** The answers that the packet has had before. */
  private readonly given: readonly number[];
  private used = 0;
  /** The last step, and the answer to it. */
  private last: Step | undefined;
  private answer = 0;

  constructor(asker: Asker, given: readonly number[]) {
    this.asker = asker;
    this.given = given;
    for (const answer of given) {
      this.last = this.next();
      this.answer = answer;
    }
  }

  choose(chances: readonly number[]): number {
    return this.repeated() ?? this.ask({ type: 'choose', chances });
  }

  pick(count: number): number {
    return this.repeated() ?? this.ask(pickAmong(count));
  }

  rotate(virtualServer: string, servers: readonly string[]): number {
    return this.repeated() ?? this.ask({ type: 'rotate', virtualServer, servers });
  }

  recentlySeen(list: string, _source: string, seconds: number): boolean {
    return (this.repeated() ?? this.ask({ type: 'recentlySeen', list, seconds })) === 1;
  }

  senderAsked(question: SenderQuestion, isSo: boolean): void {
    if (this.repeated() !== undefined) return;
    this.add(
      question.type === 'isFrom'
        ? {
            type: 'range',
            network: question.range.network | 0,
            mask: question.range.mask | 0,
            no: undefined,
            yes: undefined,
          }
        : createStep(question),
    );
    this.answer = isSo ? 1 : 0;
  }

  /** The next step, or the end. */
  add(step: Step): void {
    const { last } = this;
    if (last === undefined) this.asker.tree.first = step;
    else if (last.type === 'other') last.next[this.answer] = step;
    else if (last.type === 'range') last[this.answer === 1 ? 'yes' : 'no'] = step;
    this.last = step;
  }

  private repeated(): number | undefined {
    const answer = this.given[this.used];
    this.used += 1;
    return answer;
  }

  private ask(question: OtherStep['question']): number {
    this.add(createStep(question));
    this.answer = answerTo(question, this.asker);
    return this.answer;
  }

  /** The step that the last answer leads to. */
  private next(): Step {
    const { last, answer } = this;
    if (last === undefined) return assertDefined(this.asker.tree.first, 'who was answered has met a step');
    const next =
      last.type === 'other' ? last.next[answer] : last.type === 'range' && (answer === 1 ? last.yes : last.no);
    return assertDefined(next || undefined, 'who was answered again has met another step');
  }
}

function answerTo(question: OtherStep['question'], { packet, source, context }: Asker): number {
  switch (question.type) {
    case 'pick':
      return pick(context, question.count);
    case 'rotate':
      return rotate(context, question.virtualServer, question.servers);
    case 'recentlySeen':
      return context.recentlySeen(question.list, packet.sourceAddress, question.seconds) ? 1 : 0;
    case 'isFromOwn':
      return isLocalAddress(question.addresses, source) ? 1 : 0;
    case 'choose':
      return choose(context, question.chances);
    default:
      return assertNever(question);
  }
}

function createStep(question: OtherStep['question']): OtherStep {
  return { type: 'other', question, next: Array.from({ length: answersTo(question) }, () => undefined) };
}

function answersTo(question: OtherStep['question']): number {
  switch (question.type) {
    case 'choose':
      return question.chances.length;
    case 'pick':
      return question.count;
    case 'rotate':
      return question.servers.length;
    case 'recentlySeen':
    case 'isFromOwn':
      return 2;
    default:
      return assertNever(question);
  }
}

const PICKS: OtherStep['question'][] = [];

/** The same object for all steps. */
function pickAmong(count: number): OtherStep['question'] {
  PICKS[count] ??= { type: 'pick', count };
  return PICKS[count];
}
