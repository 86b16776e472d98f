/** A painter for a canvas: in a worker where the browser can, on this thread where it cannot. */
import type { ToPainter } from './messages.ts';
import { Painter } from './painter.ts';

/** Somebody who paints on one canvas. */
export interface OpenPainter {
  /** Tells the painter; the arrays of a batch are its own from then on. */
  send(message: Exclude<ToPainter, { type: 'canvas' }>): void;
  close(): void;
}

/** Opens a painter for a canvas that nobody has drawn on yet. */
export function openPainter(canvas: HTMLCanvasElement): OpenPainter {
  if (typeof OffscreenCanvas === 'undefined' || !('transferControlToOffscreen' in canvas)) return paintHere(canvas);
  const worker = new Worker(new URL('./paint.worker.ts', import.meta.url), { type: 'module', name: 'painter' });
  const offscreen = canvas.transferControlToOffscreen();
  worker.postMessage({ type: 'canvas', canvas: offscreen } satisfies ToPainter, [offscreen]);
  return {
    send(message) {
      const owned =
        message.type === 'batch'
          ? [message.batch.flights.buffer, message.batch.stops.buffer, message.batch.points.buffer]
          : [];
      worker.postMessage(message, owned);
    },
    close() {
      worker.terminate();
    },
  };
}

function paintHere(canvas: HTMLCanvasElement): OpenPainter {
  const painter = new Painter((size) => {
    const stamp = document.createElement('canvas');
    stamp.width = size;
    stamp.height = size;
    return stamp;
  });
  painter.receive({ type: 'canvas', canvas });
  return {
    send(message) {
      painter.receive(message);
    },
    close() {
      // Nothing runs on its own.
    },
  };
}
