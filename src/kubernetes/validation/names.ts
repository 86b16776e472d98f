/**
 * What names, labels and ports may look like; each function gives the messages for what is wrong, none when all is well.
 * Upstream: apimachinery/pkg/util/validation/validation.go, k8s.io/apimachinery/pkg/api/validate/content (v1.36).
 */

const LABEL_FORMAT = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN_FORMAT = String.raw`[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*`;
const UNDERSCORED_FORMAT = String.raw`_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*`;
const NAME_FORMAT = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const UNDERSCORED = /^_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*$/;
const WILDCARD = /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

/** A message with examples and the expression behind it. Upstream: RegexError. */
export function regexMessage(message: string, format: string, ...examples: readonly string[]): string {
  const quoted = examples.map((example) => `'${example}', `);
  return `${message} (e.g. ${quoted.join(' or ')}regex used for validation is '${format}')`;
}

const LABEL_MESSAGE = regexMessage(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  LABEL_FORMAT,
  'my-name',
  '123-abc',
);
const SUBDOMAIN_MESSAGE = regexMessage(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  SUBDOMAIN_FORMAT,
  'example.com',
);
const UNDERSCORED_MESSAGE = regexMessage(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  UNDERSCORED_FORMAT,
  'example.com',
);
const NAME_PART_MESSAGE = regexMessage(
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  NAME_FORMAT,
  'MyName',
  'my.name',
  '123-abc',
);
const LABEL_VALUE_MESSAGE = regexMessage(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  `(${NAME_FORMAT})?`,
  'MyValue',
  'my_value',
  '12345',
);
const WILDCARD_MESSAGE = regexMessage(
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
  String.raw`\*\.${SUBDOMAIN_FORMAT}`,
  '*.example.com',
);

/** Length as Go counts it: bytes of UTF-8. */
function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return length;
}

/** Upstream: IsDNS1123Label. */
export function dns1123LabelProblems(text: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(text) > 63) problems.push('must be no more than 63 characters');
  if (!LABEL.test(text)) problems.push(SUBDOMAIN.test(text) ? 'must not contain dots' : LABEL_MESSAGE);
  return problems;
}

/** Upstream: IsDNS1123Subdomain. */
export function dns1123SubdomainProblems(text: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(text) > 253) problems.push('must be no more than 253 characters');
  if (!SUBDOMAIN.test(text)) problems.push(SUBDOMAIN_MESSAGE);
  return problems;
}

/** Upstream: IsDNS1123SubdomainWithUnderscore. */
export function underscoredSubdomainProblems(text: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(text) > 253) problems.push('must be no more than 253 characters');
  if (!UNDERSCORED.test(text)) problems.push(UNDERSCORED_MESSAGE);
  return problems;
}

/** Upstream: IsWildcardDNS1123Subdomain. */
export function wildcardSubdomainProblems(text: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(text) > 253) problems.push('must be no more than 253 characters');
  if (!WILDCARD.test(text)) problems.push(WILDCARD_MESSAGE);
  return problems;
}

/** A label's or annotation's key: an optional DNS prefix and a name. Upstream: IsQualifiedName. */
export function qualifiedNameProblems(text: string): readonly string[] {
  const parts = text.split('/');
  const problems: string[] = [];
  if (parts.length > 2) {
    return [
      `a qualified name ${NAME_PART_MESSAGE.slice('name part '.length)} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? parts[0] : undefined;
  if (prefix === '') {
    problems.push('prefix part must be non-empty');
  } else if (prefix !== undefined) {
    problems.push(...dns1123SubdomainProblems(prefix).map((problem) => `prefix part ${problem}`));
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (byteLength(name) > 63) problems.push('name part must be no more than 63 bytes');
  if (!QUALIFIED_NAME.test(name)) problems.push(NAME_PART_MESSAGE);
  return problems;
}

/** Upstream: IsValidLabelValue. */
export function labelValueProblems(text: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(text) > 63) problems.push('must be no more than 63 bytes');
  if (!LABEL_VALUE.test(text)) problems.push(LABEL_VALUE_MESSAGE);
  return problems;
}

/** Upstream: IsValidPortNum. */
export function portNumberProblems(port: number): readonly string[] {
  return port >= 1 && port <= 65_535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/** A container port's name. Upstream: IsValidPortName. */
export function portNameProblems(name: string): readonly string[] {
  const problems: string[] = [];
  if (byteLength(name) > 15) problems.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) problems.push('must contain at least one letter (a-z)');
  if (name.includes('--')) problems.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) problems.push('must not begin or end with a hyphen');
  return problems;
}

/** An environment variable's name. Upstream: IsRelaxedEnvVarName. */
export function environmentNameProblems(name: string): readonly string[] {
  return /^[ -<>-~]+$/.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}
