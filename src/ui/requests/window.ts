/** Which rows of a long list need to be in the page. */

/** A stretch of rows: from `first` up to, not including, `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Rows beyond the edges, so that a scroll does not show bare ground and a reader hears more than the glimpse that is seen. */
const OVERSCAN = 30;

/** The rows to render of `count` rows of `rowHeight` pixels in a view of `height` pixels scrolled to `scrollTop`. */
export function rowWindow(count: number, rowHeight: number, height: number, scrollTop: number): RowWindow {
  const top = Math.min(Math.max(scrollTop, 0), Math.max(count * rowHeight - height, 0));
  const first = Math.max(Math.floor(top / rowHeight) - OVERSCAN, 0);
  const end = Math.min(Math.ceil((top + height) / rowHeight) + OVERSCAN, count);
  return { first, end };
}

/** Where to scroll so that row `place` is wholly seen; the same place when it already is. */
export function scrollToRow(place: number, rowHeight: number, height: number, scrollTop: number): number {
  const top = place * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + height) return top + rowHeight - height;
  return scrollTop;
}
