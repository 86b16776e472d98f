import { expect, it } from 'vitest';
import { message } from '../../simulation/message.ts';
import { simulation as en } from '../i18n/en/simulation.ts';
import { simulation as ko } from '../i18n/ko/simulation.ts';
import { renderMessage } from '../i18n/render-message.ts';
import { tellOf } from './tell-of.ts';

const SENDS = message('hop.client.sends', { client: 'alice', destination: '10.96.0.7:80' });
const RETRIES = message('hop.client.retries', { client: 'alice', destination: '10.96.0.7:80', count: 1 });
const DOWN = message('hop.node.down', { node: 'alice' });

it.each([
  ['goes on behind its own subject', SENDS, ' sends the request to 10.96.0.7:80.'],
  ['stands whole where it names the client later', RETRIES, ` ${renderMessage(RETRIES, en)}`],
  [
    'stands whole where it begins with a node of that name',
    DOWN,
    ' alice is switched off: nothing there takes the packet.',
  ],
])('a sentence %s', (_, told, expected) => {
  expect(tellOf('alice', told, renderMessage(told, en))).toBe(expected);
});

it('a Korean sentence goes on behind its own subject too', () => {
  expect(`alice${tellOf('alice', SENDS, renderMessage(SENDS, ko))}`).toBe(renderMessage(SENDS, ko));
});
