/** Session <-> the hash of a link: JSON, deflated, base64url. Nothing in a link is believed before it is checked. */
import type { Session } from '../../simulation/session.ts';
import { checkedSession } from './checked-session.ts';

/** The most characters that the compressed session of a link may have. */
export const MAX_COMPRESSED_CHARACTERS = 64 * 1024;
/** The most bytes that it may inflate to. */
export const MAX_INFLATED_BYTES = 1_200_000;
const PREFIX = '#s=';
const VERSION = 1;

/** Why a link was not opened. */
export type LinkError = 'damaged' | 'tooLarge' | 'unknownVersion';

/** A session out of a link, or why there is none. */
export type DecodedLink =
  { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly error: LinkError };

/** Whether the hash of a location (with its `#`) means to hold a session. */
export function isShareHash(hash: string): boolean {
  return hash.startsWith(PREFIX);
}

/** The hash (with its `#`) that holds `session`; undefined when the session is too large for a link. */
export async function encodeSession(session: Session): Promise<string | undefined> {
  const { manifests: text, seed, commands } = session;
  const bytes = new TextEncoder().encode(JSON.stringify({ v: VERSION, text, seed, commands }));
  if (bytes.byteLength > MAX_INFLATED_BYTES) return undefined;
  const compressed = await read(
    new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw')),
    MAX_COMPRESSED_CHARACTERS,
  );
  if (compressed === undefined) return undefined;
  const encoded = toBase64url(compressed);
  return encoded.length > MAX_COMPRESSED_CHARACTERS ? undefined : PREFIX + encoded;
}

/** The session that a hash (with its `#`) holds. Never rejects; inflating stops at the limit. */
export async function decodeSession(hash: string): Promise<DecodedLink> {
  const encoded = hash.slice(PREFIX.length);
  if (!isShareHash(hash)) return failure('damaged');
  if (encoded.length > MAX_COMPRESSED_CHARACTERS) return failure('tooLarge');
  try {
    const inflated = await read(
      new Blob([fromBase64url(encoded)]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
      MAX_INFLATED_BYTES,
    );
    if (inflated === undefined) return failure('tooLarge');
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(inflated));
    if (versionOf(value) !== VERSION) return failure(isLaterVersion(versionOf(value)) ? 'unknownVersion' : 'damaged');
    const session = checkedSession(value);
    return session === undefined ? failure('damaged') : { ok: true, session };
  } catch {
    // The decoders throw on every kind of damage; which one it was helps nobody.
    return failure('damaged');
  }
}

function failure(error: LinkError): DecodedLink {
  return { ok: false, error };
}

function versionOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'v' in value ? value.v : undefined;
}

function isLaterVersion(version: unknown): boolean {
  return typeof version === 'number' && Number.isInteger(version) && version > VERSION;
}

/** All bytes of the stream; undefined, and no more is read, as soon as there are more than `limit`. */
async function read(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    length += next.value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(next.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws on characters outside of the alphabet. */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
