/** How an applied object is called, for people and for telling it from others. */
import type { AppliedDocument } from '../../../simulation/applied.ts';

/** `Service shop/web`: without the namespace where the text has none; undefined where there is not even a kind. */
export function nameOf({ kind, namespace, name }: AppliedDocument): string | undefined {
  if (kind === undefined) return undefined;
  if (name === undefined) return kind;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The same for the same object of an edited text. */
export function identityOf({ kind = '', namespace = '', name = '' }: AppliedDocument): string {
  return `${kind} ${namespace}/${name}`;
}
