import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros, seconds } from '../../base/sim-time.ts';
import type { Action, Command, ObjectReference } from '../session.ts';
import { parseCommand, printCommand } from './command-text.ts';

const FILES: Readonly<Record<string, string>> = { 'new.yaml': 'kind: Service' };

function parsed(text: string): Command | string {
  const result = parseCommand(text, (name) => FILES[name]);
  return result.ok ? result.command : result.error;
}

const web: ObjectReference = { kind: 'Deployment', namespace: 'default', name: 'web' };

const TABLE: readonly (readonly [string, Action])[] = [
  ['apply new.yaml', { type: 'apply', manifests: 'kind: Service' }],
  ['delete deployment/web', { type: 'delete', object: web }],
  ['delete svc/web -n shop', { type: 'delete', object: { kind: 'Service', namespace: 'shop', name: 'web' } }],
  ['delete node/node-2', { type: 'delete', object: { kind: 'Node', name: 'node-2' } }],
  ['delete pod/web-*', { type: 'delete', object: { kind: 'Pod', namespace: 'default', name: 'web-*' } }],
  ['scale deploy/web 5', { type: 'scale', object: web, replicas: 5 }],
  [
    'scale sts/db -n shop 0',
    { type: 'scale', object: { kind: 'StatefulSet', namespace: 'shop', name: 'db' }, replicas: 0 },
  ],
  ['rollout-restart deployment/web', { type: 'rolloutRestart', object: web }],
  ['rollout-undo deployments/web', { type: 'rolloutUndo', object: web }],
  ['label deploy/web tier=front old-', { type: 'label', object: web, labels: { tier: 'front', old: null } }],
  ['label deploy/web empty=', { type: 'label', object: web, labels: { empty: '' } }],
  ['cordon node-1', { type: 'cordon', node: 'node-1' }],
  ['uncordon node-1', { type: 'uncordon', node: 'node-1' }],
  ['drain node-1', { type: 'drain', node: 'node-1' }],
  ['power-off node-1', { type: 'powerOff', node: 'node-1' }],
  ['power-on node-1', { type: 'powerOn', node: 'node-1' }],
  ['shut-down node-1', { type: 'shutDown', node: 'node-1' }],
  ['cut-network node-1', { type: 'cutNetwork', node: 'node-1' }],
  ['restore-network node-1', { type: 'restoreNetwork', node: 'node-1' }],
  ['crash pod/web-*', { type: 'crash', pod: 'default/web-*' }],
  ['ready pod/db-0 -n shop', { type: 'setReady', pod: 'shop/db-0', isReady: true }],
  ['unready po/db-0', { type: 'setReady', pod: 'default/db-0', isReady: false }],
  ['load-balancer off', { type: 'setLoadBalancerProvider', isOn: false }],
  ['firewall closed', { type: 'setFirewall', isOpen: false }],
  ['firewall open', { type: 'setFirewall', isOpen: true }],
];

const name = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
const object = fc.oneof(
  fc.record({ kind: fc.constantFrom('Pod', 'Deployment', 'StatefulSet', 'Service'), namespace: name, name }),
  fc.record({ kind: fc.constantFrom('Node', 'Namespace'), name }),
);
const pod = fc.tuple(name, name).map(([namespace, own]) => `${namespace}/${own}`);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('apply' as const), manifests: fc.string() }),
  fc.record({ type: fc.constantFrom('delete', 'rolloutRestart', 'rolloutUndo'), object }),
  fc.record({ type: fc.constant('scale' as const), object, replicas: fc.nat(1_000) }),
  fc.record({
    type: fc.constant('label' as const),
    object,
    labels: fc.dictionary(name, fc.option(fc.stringMatching(/^[A-Za-z0-9_.-]{0,6}$/)), { minKeys: 1, maxKeys: 4 }),
  }),
  fc.record({
    type: fc.constantFrom(
      'cordon',
      'uncordon',
      'drain',
      'powerOff',
      'powerOn',
      'shutDown',
      'cutNetwork',
      'restoreNetwork',
    ),
    node: name,
  }),
  fc.record({ type: fc.constant('crash' as const), pod }),
  fc.record({ type: fc.constant('setReady' as const), pod, isReady: fc.boolean() }),
  fc.record({ type: fc.constant('setLoadBalancerProvider' as const), isOn: fc.boolean() }),
  fc.record({ type: fc.constant('setFirewall' as const), isOpen: fc.boolean() }),
);

describe('the text of a command', () => {
  it.each(TABLE)('reads %s', (text, expected) => {
    expect(parsed(`40s: ${text}`)).toEqual({ ...expected, at: seconds(40) });
  });

  it('takes any duration, and space around it', () => {
    expect(parsed('  1m30.5s:   drain   node-1 ')).toEqual({ type: 'drain', node: 'node-1', at: seconds(90.5) });
  });

  it('reads what it prints', () => {
    fc.assert(
      fc.property(action, fc.nat(86_400_000_000), (given, at) => {
        const command: Command = { ...given, at: micros(at) };
        const text = printCommand(command, 'f.yaml');
        const read = parseCommand(text, () => (given.type === 'apply' ? given.manifests : undefined));
        expect(read).toEqual({ ok: true, command });
      }),
    );
  });

  it.each([
    ['drain node-1', 'a time, a colon and what to do'],
    ['soon: drain node-1', 'a time is a duration such as 40s or 5m, not soon'],
    ['40s:', 'a time, a colon and what to do'],
    ['40s: explode node-1', 'there is no command explode'],
    ['40s: drain', 'drain: something is missing; the form is drain NODE'],
    ['40s: drain node-1 node-2', 'drain: node-2 is too much'],
    ['40s: apply gone.yaml', 'there is no file gone.yaml'],
    ['40s: delete web', 'delete: of what?'],
    ['40s: delete shoe/web', 'there is no kind shoe'],
    ['40s: delete pod/web -n', '-n is to be followed by a namespace'],
    ['40s: scale deploy/web', 'A whole number is needed, not ""'],
    ['40s: scale deploy/web many', 'A whole number is needed, not "many"'],
    ['40s: label deploy/web', 'label: which label?'],
    ['40s: label deploy/web tier', 'tier is no label'],
    ['40s: crash deploy/web', 'crash is for a pod'],
    ['40s: load-balancer maybe', 'on or off, not maybe'],
  ])('says what is wrong with %s', (text, error) => {
    expect(parsed(text)).toContain(error);
  });
});
