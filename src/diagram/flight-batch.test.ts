import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { micros, seconds } from '../base/sim-time.ts';
import { answeredRequest, refusedRequest, SAMPLE_TRACE } from '../testing/sample-trace.ts';
import { DEFAULT_OPTIONS } from './diagram.ts';
import { packFlights, visitFlights, type FlightBatch } from './flight-batch.ts';
import { flightsAt, flightsFrom } from './flight-schedule.ts';
import { DEFAULT_LENS } from './flight.ts';
import { diagramAt } from './project-diagram.ts';

const END = 40_000_000;
const diagram = diagramAt(SAMPLE_TRACE, seconds(5), DEFAULT_OPTIONS);
const starts = fc.array(fc.tuple(fc.nat(END), fc.boolean()), { minLength: 1, maxLength: 60 });
const requestsOf = (list: readonly (readonly [number, boolean])[]): ReturnType<typeof answeredRequest>[] =>
  list.map(([at, isAnswered], index) =>
    isAnswered ? answeredRequest(`r${index}`, micros(at), 'shop-a') : refusedRequest(`r${index}`, micros(at)),
  );

function seen(batch: FlightBatch, time: number): readonly string[] {
  const lines: string[] = [];
  visitFlights(batch, micros(time), 'smooth', (_flight, x, y, leg, outcome, state) => {
    lines.push([x.toFixed(1), y.toFixed(1), leg, outcome, state].join(' '));
  });
  return lines;
}

describe('a batch of flights', () => {
  it('packed for a stretch of time shows at each moment of it what one packed for that moment shows', () => {
    const isSame = (
      list: readonly (readonly [number, boolean])[],
      from: number,
      later: number,
      most: number,
    ): boolean => {
      const requests = requestsOf(list);
      const { flights, until } = flightsFrom(requests, micros(from), DEFAULT_LENS, most);
      const time = Math.min(from + later, until - 1);
      const now = packFlights(flightsAt(requests, micros(time), DEFAULT_LENS), diagram);
      return seen(packFlights(flights, diagram), time).join('\n') === seen(now, time).join('\n');
    };
    fc.assert(fc.property(starts, fc.nat(END), fc.nat(5_000_000), fc.integer({ min: 1, max: 20 }), isSame));
    expect(seen(packFlights([], diagram), 0)).toEqual([]);
  });
});
