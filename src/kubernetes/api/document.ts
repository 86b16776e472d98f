/** A manifest's documents as plain data: what the text said, before anything judged it. */
import type { JsonValue } from '../../base/json.ts';

/** A stretch of the manifest text; lines and columns count from 1, the end is exclusive. */
export interface TextRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A replacement of a stretch of the manifest text; an empty range inserts. */
export interface TextEdit {
  readonly range: TextRange;
  readonly text: string;
}

/**
 * One YAML document. Either `value` holds what `kubectl` would send as JSON, or `error` says why the text could not be
 * read. Empty and comment-only documents are not listed.
 */
export interface ManifestDocument {
  /** Position among the listed documents, from 0. */
  readonly index: number;
  /** The whole document in the text. */
  readonly range: TextRange;
  readonly value?: JsonValue;
  readonly error?: {
    readonly message: string;
    readonly range: TextRange;
    /** What would most probably make the text readable. */
    readonly mend?: TextEdit;
  };
  /**
   * Where each key and value stands, by field path as Kubernetes writes it (`spec.ports[0].nodePort`). Paths of mapping
   * keys lead to the value's range; `keys` has the key's own.
   */
  readonly values: Readonly<Record<string, TextRange>>;
  readonly keys: Readonly<Record<string, TextRange>>;
}
