/** What `kubectl apply` did with each object of the manifest, and what the API server made of it. */
import type { JsonObject } from '../base/json.ts';
import type { TextRange } from '../kubernetes/api/document.ts';

/**
 * What became of an object: `unreadable` text is no object at all, and what stands behind it is `notReached`, since
 * kubectl stops reading there.
 */
export type AppliedVerdict = 'created' | 'configured' | 'unchanged' | 'rejected' | 'unreadable' | 'notReached';

/** One object of the manifest; the items of a List count one by one. */
export interface AppliedDocument {
  /** Where it stands in the text. */
  readonly range: TextRange;
  readonly verdict: AppliedVerdict;
  /** As the text has them; undefined where it does not. */
  readonly kind: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** What kubectl printed for it word for word: warnings, then its line or its error; empty when nothing. */
  readonly printed: string;
  /** The object as it is written and as it was stored right then; only for the first `READ_BACK_LIMIT` ones. */
  readonly readBack?: { readonly written: JsonObject; readonly stored: JsonObject };
}

/** So many objects are read back: nobody looks at more, and a huge manifest shall not cross to the page twice. */
export const READ_BACK_LIMIT = 200;
