/** The selected request's whole way: under the boxes so that every word stays readable, each stretch in its layer's hue. */
import { ViewportPortal } from '@xyflow/react';
import { memo, type ReactElement } from 'react';
import type { Diagram, DiagramBox, Point } from '../../diagram/diagram.ts';
import { flightPath } from '../../diagram/flight-path.ts';
import { DEFAULT_LENS, flightOf, type Waypoint } from '../../diagram/flight.ts';
import { reachedAt } from '../../diagram/stops.ts';
import type { RequestTrace } from '../../simulation/trace.ts';
import styles from './stage.module.css';
import { toSvgPath } from './to-svg-path.ts';

interface WayLineProps {
  readonly diagram: Diagram;
  readonly request: RequestTrace;
}

/** The way there over the way back: where both go the same way, the hue of the way there is seen. */
export const WayLine = memo(function WayLine({ diagram, request }: WayLineProps): ReactElement {
  const flight = flightOf(request, DEFAULT_LENS);
  const { segments, boxes } = flightPath(diagram, flight);
  const stretches = segments.map((points, index) => ({
    d: toSvgPath(upTo(diagram.byId.get(boxes[index + 1] ?? ''), points)),
    layer: flight.waypoints[index + 1]?.layer,
    isWayBack: isWayBack(flight.waypoints[index + 1]),
  }));
  const inOrder = stretches.toSorted((a, b) => Number(b.isWayBack) - Number(a.isWayBack));
  return (
    <ViewportPortal>
      <svg className={styles.way} aria-hidden="true">
        {inOrder.map(({ d, layer, isWayBack: isBack }, place) => (
          // A stretch has no other identity than its place on the way.
          <path key={`${String(place)} ${d}`} d={d} data-layer={layer} data-back={isBack} fill="none" />
        ))}
      </svg>
    </ViewportPortal>
  );
});

/** The way on to the box itself, where packets rest before it. */
function upTo(box: DiagramBox | undefined, points: readonly Point[]): readonly Point[] {
  const rest = points.at(-1);
  if (box === undefined || rest === undefined) return points;
  const end = reachedAt({ box, rest });
  return end.x > rest.x ? [...points, end] : points;
}

/** What comes back, from the DNS too. */
function isWayBack(waypoint: Waypoint | undefined): boolean {
  return waypoint?.leg === 'reply' || (waypoint?.leg === 'dns' && waypoint.place.type === 'client');
}
