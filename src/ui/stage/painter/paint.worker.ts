/** The painter in a worker of its own: frames that come faster than they can be painted are left out. */
import type { Frame, ToPainter } from './messages.ts';
import { Painter } from './painter.ts';

const painter = new Painter((size) => new OffscreenCanvas(size, size));
let next: Frame | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToPainter>) => {
  if (data.type !== 'frame') {
    painter.receive(data);
    return;
  }
  if (next === undefined) {
    requestAnimationFrame(() => {
      const frame = next;
      next = undefined;
      if (frame !== undefined) painter.receive({ type: 'frame', frame });
    });
  }
  next = data.frame;
});
