import { describe, expect, it } from 'vitest';
import { message } from '../../simulation/message.ts';
import { simulation as en } from './en/simulation.ts';
import { simulation as ko } from './ko/simulation.ts';
import { renderMessage } from './render-message.ts';

const refused = message('cause.noEndpoints', { service: 'default/shop' });

describe('renderMessage', () => {
  it('says the message with its parameters in the language of the catalogue', () => {
    expect(renderMessage(refused, en)).toContain('No pod answers for default/shop (no ready endpoints)');
    expect(renderMessage(refused, ko)).toContain('default/shop 서비스에 응답할 파드가 없어');
  });

  it('counts one endpoint and several in words that fit', () => {
    const pick = (count: number): string =>
      renderMessage(message('hop.node.clusterIP', { service: 'a/b', endpoint: '10.244.0.2:80', count }), en);
    expect(pick(1)).toContain('the only ready endpoint');
    expect(pick(3)).toContain('one of 3 ready endpoints');
  });
});

describe('the catalogues', () => {
  it('say the same ids in both languages', () => {
    expect(Object.keys(ko)).toEqual(Object.keys(en));
  });

  it('never hang a Korean particle with two readings on a name', () => {
    for (const say of Object.values(ko))
      expect(String(say)).not.toMatch(/\$\{\w+\}[^가-힣]*(은\(는\)|이\(가\)|을\(를\))/);
  });
});
