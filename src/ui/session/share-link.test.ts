import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros } from '../../base/sim-time.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import type { Action, Command, Session } from '../../simulation/session.ts';
import { decodeSession, encodeSession, isShareHash, MAX_COMPRESSED_CHARACTERS } from './share-link.ts';

const SESSION: Session = {
  manifests: 'kind: Service # 서비스 🚢\r\n\tname: __proto__\n',
  seed: 7,
  commands: [{ type: 'powerOff', at: micros(20_000_000), node: 'node-1' }],
};

/** A link of any JSON, made as the page makes its own. */
async function linkOf(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return `#s=${Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url')}`;
}

/** The text of a session with one command of these fields. */
function command(fields: string): string {
  return `{"v":1,"text":"","seed":1,"commands":[{"at":1,${fields}}]}`;
}

async function errorOf(hash: string): Promise<string> {
  const decoded = await decodeSession(hash);
  return decoded.ok ? 'opened' : decoded.error;
}

describe('a share link', () => {
  it('gives back the very session that it was made of, whatever the text', { timeout: 30_000 }, async () => {
    const name = fc.string({ minLength: 1, maxLength: 63 });
    const object = fc.record({ kind: name, namespace: name, name }, { requiredKeys: ['kind', 'name'] });
    const pod = fc
      .tuple(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z]{1,9}$/))
      .map((all) => all.join('/'));
    const action: fc.Arbitrary<Action> = fc.oneof(
      fc.record({ type: fc.constantFrom('cordon', 'uncordon', 'drain', 'powerOff', 'powerOn'), node: name }),
      fc.record({ type: fc.constantFrom('shutDown', 'cutNetwork', 'restoreNetwork'), node: name }),
      fc.record({ type: fc.constant('apply' as const), manifests: fc.string({ unit: 'grapheme' }) }),
      fc.record({ type: fc.constantFrom('delete', 'rolloutRestart', 'rolloutUndo'), object }),
      fc.record({ type: fc.constant('scale' as const), object, replicas: fc.nat(1_000_000) }),
      fc.record({
        type: fc.constant('label' as const),
        object,
        labels: fc.dictionary(name, fc.option(fc.string({ maxLength: 63 })), { maxKeys: 3 }),
      }),
      fc.record({ type: fc.constant('crash' as const), pod }),
      fc.record({ type: fc.constant('setReady' as const), pod, isReady: fc.boolean() }),
      fc.record({ type: fc.constant('setLoadBalancerProvider' as const), isOn: fc.boolean() }),
      fc.record({ type: fc.constant('setFirewall' as const), isOpen: fc.boolean() }),
    );
    const command = fc
      .tuple(action, fc.nat(86_400_000_000))
      .map(([made, at]): Command => ({ ...made, at: micros(at) }));
    const session = fc.record({
      manifests: fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 2_000 })),
      seed: fc.nat(0xffff_ffff),
      commands: fc.array(command, { maxLength: 20 }).map((all) => all.toSorted((a, b) => a.at - b.at)),
    });
    await fc.assert(
      fc.asyncProperty(session, async (made) => {
        const hash = await encodeSession(made);
        expect(hash).toMatch(/^#s=[\w-]+$/);
        expect(await decodeSession(hash ?? '')).toEqual({ ok: true, session: made });
      }),
    );
  });

  it('is short: two small manifests take fewer than 500 characters', async () => {
    const manifests = `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n  - port: 80\n`;
    expect((await encodeSession({ manifests: manifests + manifests, seed: 1, commands: [] }))?.length).toBeLessThan(
      500,
    );
  });

  it('stays short when the same text is applied again and again with small changes', async () => {
    const manifests = SCENARIOS[0]?.manifests ?? '';
    const commands = Array.from({ length: 5 }, (_, index) => ({
      type: 'apply' as const,
      manifests: manifests.replace('replicas: 3', `replicas: ${index}`),
      at: micros(index * 10_000_000),
    }));
    const plain = await encodeSession({ manifests, seed: 1, commands: [] });
    const withCommands = await encodeSession({ manifests, seed: 1, commands });
    expect((withCommands?.length ?? Infinity) - (plain?.length ?? 0)).toBeLessThan(400);
  });

  it('survives a browser that opens it cut short or changed in one place, with an error and never an exception', async () => {
    const hash = (await encodeSession(SESSION)) ?? '';
    for (let length = 3; length < hash.length; length++) {
      expect(await errorOf(hash.slice(0, length))).toBe('damaged');
    }
    for (let at = 3; at < hash.length; at++) {
      // A changed character may by chance give another valid session, but it never throws.
      await decodeSession(`${hash.slice(0, at)}${hash[at] === 'A' ? 'B' : 'A'}${hash.slice(at + 1)}`);
    }
  });

  it('is told from other hashes', () => {
    expect(isShareHash('#s=abc')).toBe(true);
    expect(isShareHash('#section')).toBe(false);
    expect(isShareHash('')).toBe(false);
  });

  it.each([
    ['nothing in it', '#s='],
    ['no base64', '#s=%%%'],
    ['base64 that is not deflated', '#s=aGVsbG8'],
    ['another hash', '#somewhere'],
  ])('is damaged with %s', async (_, hash) => {
    expect(await errorOf(hash)).toBe('damaged');
  });

  it.each([
    ['no JSON', 'kind: Service'],
    ['null', 'null'],
    ['an array', '[]'],
    ['no version', '{"text":"","seed":1,"commands":[]}'],
    ['a version that never was', '{"v":"1","text":"","seed":1,"commands":[]}'],
    ['no text', '{"v":1,"seed":1,"commands":[]}'],
    ['a text that is none', '{"v":1,"text":{"length":1},"seed":1,"commands":[]}'],
    ['a seed that is no whole number', '{"v":1,"text":"","seed":0.5,"commands":[]}'],
    ['a negative seed', '{"v":1,"text":"","seed":-1,"commands":[]}'],
    ['commands that are no list', '{"v":1,"text":"","seed":1,"commands":{}}'],
    ['an unknown command', '{"v":1,"text":"","seed":1,"commands":[{"type":"explode","at":1,"node":"node-1"}]}'],
    ['a command before the start', '{"v":1,"text":"","seed":1,"commands":[{"type":"powerOff","at":-1,"node":"n"}]}'],
    ['a command a year ahead', '{"v":1,"text":"","seed":1,"commands":[{"type":"powerOff","at":3e13,"node":"n"}]}'],
    ['a command for no node', '{"v":1,"text":"","seed":1,"commands":[{"type":"powerOff","at":1,"node":""}]}'],
    [
      'commands out of order',
      '{"v":1,"text":"","seed":1,"commands":[{"type":"powerOff","at":2,"node":"n"},{"type":"powerOn","at":1,"node":"n"}]}',
    ],
    ['no object to delete', command('"type":"delete"')],
    ['an object without a name', command('"type":"delete","object":{"kind":"Pod"}')],
    ['an object of a kind that is no text', command('"type":"delete","object":{"kind":1,"name":"a"}')],
    ['a namespace that is no text', command('"type":"delete","object":{"kind":"Pod","name":"a","namespace":null}')],
    ['no number of replicas', command('"type":"scale","object":{"kind":"Deployment","name":"a"}')],
    ['half a replica', command('"type":"scale","object":{"kind":"Deployment","name":"a"},"replicas":0.5')],
    [
      'a negative number of replicas',
      command('"type":"scale","object":{"kind":"Deployment","name":"a"},"replicas":-1'),
    ],
    ['a label that is a number', command('"type":"label","object":{"kind":"Pod","name":"a"},"labels":{"a":1}')],
    ['labels that are a list', command('"type":"label","object":{"kind":"Pod","name":"a"},"labels":["a"]')],
    ['a pod without a namespace', command('"type":"crash","pod":"web"')],
    ['a readiness that is no yes or no', command('"type":"setReady","pod":"default/web","isReady":"yes"')],
    ['a provider that is neither on nor off', command('"type":"setLoadBalancerProvider"')],
    ['a firewall that is neither open nor closed', command('"type":"setFirewall","isOpen":"no"')],
    ['manifests that are no text', command('"type":"apply","manifests":{}')],
  ])('is damaged when it holds %s', async (_, text) => {
    expect(await errorOf(await linkOf(text))).toBe('damaged');
  });

  it('says so when a newer version made it', async () => {
    expect(await errorOf(await linkOf('{"v":2,"anything":true}'))).toBe('unknownVersion');
  });

  it('leaves keys such as __proto__ without effect', async () => {
    const decoded = await decodeSession(
      await linkOf('{"v":1,"text":"a","seed":1,"commands":[],"__proto__":{"text":"b"},"constructor":1}'),
    );
    expect(decoded).toEqual({ ok: true, session: { manifests: 'a', seed: 1, commands: [] } });
  });

  it('is too large with more than 64 KiB of characters, which are not even decoded', async () => {
    expect(await errorOf(`#s=${'A'.repeat(MAX_COMPRESSED_CHARACTERS + 1)}`)).toBe('tooLarge');
  });

  it('stops inflating a bomb at the limit', async () => {
    const bomb = await linkOf(`{"v":1,"text":"${'a'.repeat(40_000_000)}"}`);
    expect(bomb.length).toBeLessThan(MAX_COMPRESSED_CHARACTERS);
    expect(await errorOf(bomb)).toBe('tooLarge');
  });
});

describe('a session for a link', () => {
  it('fits with a megabyte of text that repeats itself', async () => {
    const manifests = 'apiVersion: v1\n'.repeat(70_000);
    const hash = await encodeSession({ manifests, seed: 1, commands: [] });
    expect(await decodeSession(hash ?? '')).toEqual({ ok: true, session: { manifests, seed: 1, commands: [] } });
  });

  it('is too large when its text is longer than a link may inflate to', async () => {
    expect(await encodeSession({ manifests: 'a'.repeat(1_200_001), seed: 1, commands: [] })).toBeUndefined();
  });

  it('is too large when it does not compress', async () => {
    let state = 1;
    const noise = Array.from({ length: 200_000 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return String.fromCharCode(33 + ((state >>> 16) % 90));
    });
    expect(await encodeSession({ manifests: noise.join(''), seed: 1, commands: [] })).toBeUndefined();
  });
});
