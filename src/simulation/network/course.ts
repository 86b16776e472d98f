/**
 * What a request's way leaves to chance, to memory, or to what nobody tells of: each a question, asked at its place on the
 * way. All else about a request stays as it is for as long as nothing in the cluster changes.
 */
import { assert, assertNever } from '../../base/assert.ts';
import type { IngressUpstream } from '../../kubernetes/ingress/upstreams.ts';
import type { PacketFate } from '../../kubernetes/proxy/packet.ts';
import type { Socket } from '../kubelet/listening.ts';
import { askNames, type Lookup } from './look-up.ts';
import type { NameQuestion } from './name-question.ts';
import type { Inquiry } from './node-fate.ts';
import type { World } from './world.ts';

/** The questions by their kinds. */
interface Questions {
  /** What DNS says, where that is not the same each time. */
  readonly names: { readonly question: NameQuestion };
  /** Which of so many nodes a load balancer picks. */
  readonly pick: { readonly count: number };
  /** What a node's rules do with a packet, from whatever port of its source. */
  readonly rules: { readonly inquiry: Inquiry };
  /** Whether a program accepts connections. */
  readonly listens: { readonly socket: Socket };
  /** To which pod the Ingress controller passes the request. */
  readonly choose: {
    readonly backend: string;
    readonly upstreams: readonly IngressUpstream[];
    readonly cookie: string | undefined;
  };
}

interface Answers {
  readonly names: Lookup;
  readonly pick: number;
  readonly rules: PacketFate;
  readonly listens: boolean;
  readonly choose: IngressUpstream | undefined;
}

/** A question of one kind. */
type QuestionOf<T extends keyof Questions> = { readonly type: T } & Questions[T];

/** Anything that may be asked on a way. */
export type Question = { [T in keyof Questions]: QuestionOf<T> }[keyof Questions];

/** Whatever is the answer to some question. */
export type Answer = Answers[keyof Answers];

/** A question as it was answered. */
export interface Decision {
  readonly question: Question;
  readonly answer: Answer;
}

/** The answer to the question as it is now. What chance and memory are asked for, they have given. */
export function answerTo(world: World, question: Question): Answer {
  switch (question.type) {
    case 'names':
      return askNames(world, question.question);
    case 'pick':
      return world.machine.random('load balancer').below(question.count);
    case 'rules':
      return question.inquiry.answer();
    case 'listens':
      return world.kubelet.isOpen(question.socket);
    case 'choose':
      return world.ingress.choose(question.backend, question.upstreams, question.cookie);
    default:
      return assertNever(question);
  }
}

/** The decisions of the request that is on its way, in their order. */
export class Course {
  /** Undefined when nobody wants to know. */
  private made: Decision[] | undefined;
  /** How many of them had been made before the way was begun, and how many of these have been asked for again. */
  private given = 0;
  private taken = 0;

  /** From here on decisions are noted, behind those that have been made already: the first questions get their answers. */
  begin(made: Decision[]): void {
    this.made = made;
    this.given = made.length;
    this.taken = 0;
  }

  /** From here on nothing is noted any more. */
  end(): void {
    assert(this.taken === this.given, 'what was decided has not been asked for again');
    this.made = undefined;
    this.given = 0;
    this.taken = 0;
  }

  /** The answer that the question was given before the way was begun, or else the one that it gets now. */
  decide<T extends keyof Questions>(world: World, question: Question & QuestionOf<T>): Answers[T] {
    const { made } = this;
    const given = this.taken < this.given ? made?.[this.taken] : undefined;
    if (given !== undefined) {
      assert(given.question.type === question.type, `${question.type} is asked for out of turn`);
      this.taken += 1;
      return given.answer as Answers[T]; // the answer to a question of this kind
    }
    const answer = answerTo(world, question);
    made?.push({ question, answer });
    return answer as Answers[T]; // the answer to a question of this kind
  }
}
