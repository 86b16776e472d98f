/** Image references, as far as defaults ask: the tag. */

const NAME = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const DOMAIN =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?';
const REFERENCE = new RegExp(
  `^${DOMAIN}${NAME}(?:/${NAME})*(?::([\\w][\\w.-]{0,127}))?(@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/**
 * `latest` when the reference says so or names neither tag nor digest; empty for a digest alone; undefined when the text
 * is no image reference. Upstream: pkg/util/parsers ParseImageName (v1.36).
 */
export function imageTag(image: string): string | undefined {
  // Longer names than this are refused; the limit also keeps the expression quick.
  const match = image.length > 512 ? null : REFERENCE.exec(image);
  if (match === null) return undefined;
  const [, tag, digest] = match;
  if (tag !== undefined) return tag;
  return digest === undefined ? 'latest' : '';
}
