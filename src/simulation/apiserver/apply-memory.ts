/** What an object's text alone decides, kept from one run to the next: the state of the cluster has no part in it. */
import type { JsonObject } from '../../base/json.ts';
import type { Decoded } from '../../kubernetes/decode/decode.ts';
import type { FieldError } from '../../kubernetes/field/field-error.ts';
import type { Response } from './response.ts';

/** Results by the object that they were made of. The very same object has the very same result, so it must not change. */
export class Memo<Result> {
  private readonly entries = new WeakMap<JsonObject, { readonly key: string; readonly result: Result }>();

  /** The result for `object`, made now unless it is known. `key` is whatever else it depends on. */
  get(object: JsonObject, key: string, make: () => Result): Result {
    const known = this.entries.get(object);
    if (known?.key === key) return known.result;
    const result = make();
    this.entries.set(object, { key, result });
    return result;
  }
}

/**
 * Shared by the servers of several runs, it saves decoding, defaulting and judging again what has not been edited: reading
 * the text again has to give the same objects (see ManifestMemory). Without a shared one the results are the same.
 */
export class ApplyMemory {
  /** What kubectl finds wrong with an object's metadata. */
  readonly metadataErrors = new Memo<Decoded['typeError']>();
  /** What kubectl sends: the object with the annotation that remembers it. */
  readonly sent = new Memo<JsonObject>();
  /** What the server makes of what was sent before it asks the cluster: decoded, with defaults, ready to be stored. */
  readonly prepared = new Memo<Response>();
  /** What is wrong with such an object, and what is odd. */
  readonly errors = new Memo<readonly FieldError[]>();
  readonly warnings = new Memo<readonly string[]>();

  constructor() {
    // Copies of a simulation share it.
    Object.freeze(this);
  }
}
