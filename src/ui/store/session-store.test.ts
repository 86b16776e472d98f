import { beforeEach, describe, expect, it } from 'vitest';
import { seconds } from '../../base/sim-time.ts';
import {
  applyModePicked,
  commandIssued,
  commandRemoved,
  currentSession,
  currentWork,
  droppingUndone,
  manifestEdited,
  sessionOpened,
  shownText,
  textApplied,
  useSession,
  workRestored,
} from './session-store.ts';

const state = useSession.getState;
const cordon = (at: number) => ({ type: 'cordon', at: seconds(at), node: 'node-1' }) as const;
const drain = (at: number) => ({ type: 'drain', at: seconds(at), node: 'node-1' }) as const;

beforeEach(() => sessionOpened({ manifests: 'base', seed: 1, commands: [] }));

describe('a text that is applied at a moment', () => {
  it('waits beside the text of the start until it is applied, and neither overwrites the other', () => {
    applyModePicked('moment');
    expect(shownText(state())).toBe('base');
    manifestEdited('later');
    expect([shownText(state()), currentSession(state()).manifests, state().commands]).toEqual(['later', 'base', []]);
    textApplied(seconds(40));
    expect(state().commands).toEqual([{ type: 'apply', at: seconds(40), manifests: 'later' }]);
    applyModePicked('start');
    expect(shownText(state())).toBe('base');
    manifestEdited('other base');
    applyModePicked('moment');
    expect(shownText(state())).toBe('later');
  });

  it('is still in the editor when its command is dropped or removed', () => {
    applyModePicked('moment');
    manifestEdited('later');
    textApplied(seconds(40));
    commandIssued(cordon(10));
    expect([state().commands, shownText(state())]).toEqual([[cordon(10)], 'later']);
  });

  it('is shown when a session that has one is opened', () => {
    const apply = { type: 'apply', at: seconds(40), manifests: 'later' } as const;
    sessionOpened({ manifests: 'base', seed: 1, commands: [apply, cordon(50)] });
    expect([state().applyMode, shownText(state())]).toEqual(['moment', 'later']);
  });

  it('goes with the work that is set aside, and comes back with it', () => {
    applyModePicked('moment');
    manifestEdited('later');
    const work = currentWork(state());
    sessionOpened({ manifests: 'foreign', seed: 1, commands: [] });
    expect([shownText(state()), state().setAside]).toEqual(['foreign', work]);
    workRestored();
    expect([shownText(state()), state().text]).toEqual(['later', 'base']);
  });
});

describe('the log of commands', () => {
  it('drops what was to come after a command in the past, and brings it back when asked', () => {
    commandIssued(cordon(10));
    commandIssued(drain(20));
    expect(state().formerCommands).toBeUndefined();
    commandIssued(drain(5));
    expect(state().commands).toEqual([drain(5)]);
    droppingUndone();
    expect([state().commands, state().formerCommands]).toEqual([[cordon(10), drain(20)], undefined]);
  });

  it('loses one command alone when that is removed, and brings it back when asked', () => {
    commandIssued(cordon(10));
    commandIssued(drain(20));
    const [first] = state().commands;
    if (first !== undefined) commandRemoved(first);
    expect([state().commands, state().isEdited]).toEqual([[drain(20)], true]);
    droppingUndone();
    expect(state().commands).toEqual([cordon(10), drain(20)]);
  });
});
