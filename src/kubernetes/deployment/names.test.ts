import { describe, expect, it } from 'vitest';
import { createRandom } from '../../base/random.ts';
import type { PodTemplateSpec } from '../api/workloads.ts';
import { generateName, podTemplateHash } from './names.ts';

const template = (image: string): PodTemplateSpec => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image }] },
});

describe('podTemplateHash', () => {
  it('DEPLOY50: is the same for the same template, and another for another', () => {
    expect(podTemplateHash(template('nginx:1'))).toBe(podTemplateHash(template('nginx:1')));
    expect(podTemplateHash(template('nginx:1'))).not.toBe(podTemplateHash(template('nginx:2')));
  });

  it('DEPLOY51: has at most ten letters, none of them a vowel', () => {
    for (let version = 0; version < 200; version++) {
      expect(podTemplateHash(template(`nginx:${version}`))).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{1,10}$/);
    }
  });
});

describe('generateName', () => {
  it('RS10: adds five letters, none of them a vowel', () => {
    const random = createRandom(1, 'names');
    for (let i = 0; i < 100; i++)
      expect(generateName('web-abc-', random)).toMatch(/^web-abc-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  it('RS11: cuts a long base to 58 letters, so that the name is a label', () => {
    const name = generateName('x'.repeat(80), createRandom(1, 'names'));
    expect(name).toHaveLength(63);
    expect(name.slice(0, 58)).toBe('x'.repeat(58));
  });

  it('follows the stream of chance', () => {
    expect(generateName('web-', createRandom(1, 'names'))).toBe(generateName('web-', createRandom(1, 'names')));
    expect(generateName('web-', createRandom(1, 'names'))).not.toBe(generateName('web-', createRandom(2, 'names')));
  });
});
