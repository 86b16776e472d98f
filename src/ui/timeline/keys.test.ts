import { describe, expect, it } from 'vitest';
import { timeAction } from './keys.ts';

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

describe('timeAction', () => {
  it.each([
    [' ', 'toggle'],
    ['k', 'toggle'],
    ['ArrowRight', 'forward'],
    ['ArrowLeft', 'back'],
    ['PageDown', 'forward'],
    ['PageUp', 'back'],
    ['n', 'nextEvent'],
    ['.', 'forward'],
    [',', 'back'],
    ['l', 'nextRequest'],
    ['j', 'previousRequest'],
    ['>', 'faster'],
    ['<', 'slower'],
    ['Home', 'start'],
    ['[', 'loopFrom'],
    [']', 'loopTo'],
    ['x', undefined],
  ])('takes the key %j for %s', (key, action) => {
    expect(timeAction({ ...plain, key })).toBe(action);
  });

  it('goes from request to request with Shift', () => {
    expect(timeAction({ ...plain, shiftKey: true, key: 'ArrowRight' })).toBe('nextRequest');
  });

  it('leaves the shortcuts of the browser alone', () => {
    expect(timeAction({ ...plain, altKey: true, key: 'ArrowLeft' })).toBeUndefined();
    expect(timeAction({ ...plain, ctrlKey: true, key: 'n' })).toBeUndefined();
  });
});
