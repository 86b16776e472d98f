/** Quantities of cpu and memory: `100m`, `1Gi`, `1e3`. Upstream: apimachinery/pkg/api/resource quantity.go (v1.36). */

/** A quantity as whole nano-units, and whether it is written in powers of two. */
export interface Quantity {
  readonly nano: bigint;
  readonly format: 'decimal' | 'binary' | 'exponent';
}

/** What the API says of text that is none. */
const QUANTITY_ERROR = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** What the API says of text whose letters are a unit that does not exist, as `64K` or `1gi`. */
const SUFFIX_ERROR = "unable to parse quantity's suffix";

/** Why the text is no quantity, in the API's words. Upstream: ParseQuantity. */
export function quantityProblem(text: string): string {
  return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)[eEinumkKMGTP]+[-+]?[0-9]*$/.test(text) ? SUFFIX_ERROR : QUANTITY_ERROR;
}

const DECIMAL: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Reads a quantity; undefined when the text is none. What is smaller than a nano-unit is rounded up. */
export function parseQuantity(text: string): Quantity | undefined {
  const [, sign = '', number = '', suffix = ''] =
    /^([+-]?)([0-9]{0,40}\.?[0-9]{0,40})([A-Za-z]{0,2}|[eE][+-]?[0-9]{1,3})$/.exec(text) ?? [];
  if (!/[0-9]/.test(number)) return undefined;
  const [whole = '', fraction = ''] = number.split('.');
  const digits = BigInt(whole + fraction);
  const sized = scale(digits, fraction.length, suffix);
  if (sized === undefined) return undefined;
  return { nano: sign === '-' ? -sized.nano : sized.nano, format: sized.format };
}

function scale(digits: bigint, places: number, suffix: string): Quantity | undefined {
  const binary = BINARY.indexOf(suffix);
  if (binary > 0) return { nano: shift(digits * 1024n ** BigInt(binary), 9 - places), format: 'binary' };
  const decimal = DECIMAL.get(suffix);
  if (decimal !== undefined) return { nano: shift(digits, 9 + decimal - places), format: 'decimal' };
  if (!/^[eE][+-]?[0-9]+$/.test(suffix)) return undefined;
  const exponent = Math.max(-99, Math.min(99, Number(suffix.slice(1))));
  return { nano: shift(digits, 9 + exponent - places), format: 'exponent' };
}

function shift(digits: bigint, places: number): bigint {
  if (places >= 0) return digits * 10n ** BigInt(places);
  const divisor = 10n ** BigInt(-places);
  return (digits + divisor - 1n) / divisor;
}

/** The quantity as the API writes it: the largest unit that leaves a whole number. */
export function formatQuantity(quantity: Quantity): string {
  const { nano } = quantity;
  if (nano === 0n) return '0';
  const unit = 1_000_000_000n;
  const magnitude = nano < 0n ? -nano : nano;
  if (quantity.format === 'binary' && magnitude >= 1024n * unit && nano % unit === 0n) {
    let value = nano / unit;
    let power = 0;
    while (value % 1024n === 0n && power < BINARY.length - 1) {
      value /= 1024n;
      power++;
    }
    return `${value}${BINARY[power] ?? ''}`;
  }
  let value = nano;
  let exponent = -9;
  while (value % 1000n === 0n && exponent < 18) {
    value /= 1000n;
    exponent += 3;
  }
  if (quantity.format === 'exponent') return exponent === 0 ? String(value) : `${value}e${exponent}`;
  const suffix = [...DECIMAL].find(([, power]) => power === exponent)?.[0] ?? '';
  return `${value}${suffix}`;
}
