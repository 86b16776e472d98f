/** The words of YAML's grammar. */
import type { Mark } from './cursor.ts';

/** Upstream: go.yaml.in/yaml/v2 yaml_token_type_t. */
export type TokenType =
  | 'streamEnd'
  | 'directive'
  | 'documentStart'
  | 'documentEnd'
  | 'blockSequenceStart'
  | 'blockMappingStart'
  | 'blockEnd'
  | 'flowSequenceStart'
  | 'flowSequenceEnd'
  | 'flowMappingStart'
  | 'flowMappingEnd'
  | 'blockEntry'
  | 'flowEntry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

/** One word of the text. */
export interface Token {
  readonly type: TokenType;
  readonly start: Mark;
  readonly end: Mark;
  /** The name of an anchor, alias or tag, or a scalar's text. */
  readonly value: string;
  /** A scalar without quotes, whose text decides its type. */
  readonly plain: boolean;
}

/** Builds a token without text. */
export function token(type: TokenType, start: Mark, end: Mark): Token {
  return { type, start, end, value: '', plain: false };
}
