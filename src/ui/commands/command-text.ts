/** A command as a line of text: kubectl's own where it is one of kubectl's, else the page's words. */
import type { Action, ObjectReference } from '../../simulation/session.ts';
import type { CommandMessages } from '../i18n/en/commands.ts';

/** The line, without `kubectl` before it: `drain node-2`, `scale deployment/web --replicas=5`, `power off node-2`. */
export function commandText(action: Action, words: CommandMessages['said']): string {
  switch (action.type) {
    case 'apply':
      return 'apply -f -';
    case 'delete':
      return `delete ${shortName(action.object)}${inNamespace(action.object)}`;
    case 'scale':
      return `scale ${shortName(action.object)} --replicas=${String(action.replicas)}${inNamespace(action.object)}`;
    case 'rolloutRestart':
      return `rollout restart ${shortName(action.object)}${inNamespace(action.object)}`;
    case 'rolloutUndo':
      return `rollout undo ${shortName(action.object)}${inNamespace(action.object)}`;
    case 'label': {
      const labels = Object.entries(action.labels).map(([key, value]) =>
        value === null ? `${key}-` : `${key}=${value}`,
      );
      return `label ${shortName(action.object)} ${labels.join(' ')}${inNamespace(action.object)}`;
    }
    case 'cordon':
    case 'uncordon':
    case 'drain':
      return `${action.type} ${action.node}`;
    case 'powerOff':
    case 'powerOn':
    case 'shutDown':
    case 'cutNetwork':
    case 'restoreNetwork':
      return words[action.type](action.node);
    case 'crash':
      return words.crash(withoutDefault(action.pod));
    case 'setReady':
      return action.isReady
        ? words.makeReady(withoutDefault(action.pod))
        : words.makeUnready(withoutDefault(action.pod));
    case 'setLoadBalancerProvider':
      return action.isOn ? words.providerOn : words.providerOff;
    case 'setFirewall':
      return action.isOpen ? words.openFirewall : words.closeFirewall;
  }
}

/** Whether the command is one of kubectl's. */
export function isKubectl({ type }: Action): boolean {
  return KUBECTL.has(type);
}

const KUBECTL: ReadonlySet<Action['type']> = new Set<Action['type']>([
  'apply',
  'delete',
  'scale',
  'rolloutRestart',
  'rolloutUndo',
  'label',
  'cordon',
  'uncordon',
  'drain',
]);

/** `deployment/web`, as kubectl takes it. */
function shortName({ kind, name }: ObjectReference): string {
  return `${kind.toLowerCase()}/${name}`;
}

function inNamespace({ namespace }: ObjectReference): string {
  return namespace === undefined || namespace === 'default' ? '' : ` -n ${namespace}`;
}

function withoutDefault(pod: string): string {
  return pod.replace(/^default\//, '');
}
