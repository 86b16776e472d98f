/** The pools of cluster IPs and node ports. */
import { assertDefined } from '../../base/assert.ts';
import type { Random } from '../../base/random.ts';
import { formatIPv4, parseIPv4 } from '../../kubernetes/net/address.ts';
import { parseIPv4CIDR } from '../../kubernetes/net/range.ts';

/** A pool of numbers in a row, of which the lower band is left to those who ask for a number by name. */
class NumberPool {
  private readonly taken = new Set<number>();
  private readonly first: number;
  private readonly size: number;
  private readonly offset: number;
  private readonly random: Random;

  constructor(first: number, size: number, offset: number, random: Random) {
    this.first = first;
    this.size = size;
    this.offset = offset;
    this.random = random;
  }

  has(value: number): boolean {
    return value >= this.first && value < this.first + this.size;
  }

  take(value: number): boolean {
    if (this.taken.has(value)) return false;
    this.taken.add(value);
    return true;
  }

  /** A free number: from a random start onward in the upper band, else in the lower; undefined when all are taken. */
  takeNext(): number | undefined {
    return this.scan(this.offset, this.size) ?? this.scan(0, this.offset);
  }

  private scan(from: number, to: number): number | undefined {
    const start = this.random.below(to - from);
    for (let step = 0; step < to - from; step++) {
      const value = this.first + from + ((start + step) % (to - from));
      if (this.take(value)) return value;
    }
    return undefined;
  }

  release(value: number): void {
    this.taken.delete(value);
  }
}

/** How many addresses are left to those who ask for one: size/16, at least 16, at most 256. Upstream: calculateRangeOffset (v1.36). */
function lowerBand(size: number): number {
  return size <= 16 ? 0 : Math.min(256, Math.max(16, Math.trunc(size / 16)));
}

/** Upstream: pkg/registry/core/service/portallocator/allocator.go (v1.36), range 30000-32767. */
export class PortAllocator {
  private readonly pool: NumberPool;

  constructor(random: Random) {
    // Upstream: calculateRangeOffset: size/32, at least 16, at most 128.
    this.pool = new NumberPool(30_000, 2_768, 86, random);
  }

  /** Takes the port; otherwise the words why not. */
  allocate(port: number): string | undefined {
    if (!this.pool.has(port)) {
      return 'provided port is not in the valid range. The range of valid ports is 30000-32767';
    }
    return this.pool.take(port) ? undefined : 'provided port is already allocated';
  }

  /** Takes any free port; undefined when there is none. */
  allocateNext(): number | undefined {
    return this.pool.takeNext();
  }

  release(port: number): void {
    this.pool.release(port);
  }
}

/** Upstream: pkg/registry/core/service/ipallocator/ipallocator.go (v1.36). */
export class IPAllocator {
  private readonly pool: NumberPool;

  /** `cidr` is the cluster's range of Service addresses, such as 10.96.0.0/16. */
  constructor(random: Random, cidr: string) {
    const range = assertDefined(parseIPv4CIDR(cidr), `no IPv4 range: ${cidr}`);
    // The network's own address and the broadcast address are left out.
    const size = (~range.mask >>> 0) + 1;
    this.pool = new NumberPool(range.network + 1, size - 2, lowerBand(size), random);
  }

  /** Takes the address; otherwise the words why not. */
  allocate(ip: string): string | undefined {
    const number = parseIPv4(ip);
    if (number === undefined || !this.pool.has(number)) return 'the provided network does not match the current range';
    return this.pool.take(number) ? undefined : 'provided IP is already allocated';
  }

  /** Takes any free address; undefined when there is none. */
  allocateNext(): string | undefined {
    const number = this.pool.takeNext();
    return number === undefined ? undefined : formatIPv4(number);
  }

  release(ip: string): void {
    const number = parseIPv4(ip);
    if (number !== undefined) this.pool.release(number);
  }
}
