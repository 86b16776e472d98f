/** What is painted on the canvas of requests, read off its pixels. */
import type { Locator } from '@playwright/test';

/** What is painted in one hue. */
export interface Patch {
  readonly pixels: number;
  /** Its middle, on the page. */
  readonly x: number;
  readonly y: number;
  /** Its outline in nine lines of nine signs. */
  readonly shape: string;
  /** How it stands out from the ground of the picture. */
  readonly contrast: number;
  /** How far its middle is from the selected request's way, in pixels of the page. */
  readonly fromWay: number;
}

/** The canvas at one moment. */
export interface Painted {
  /** Alike for two moments that look alike. */
  readonly digest: number;
  /** By design token; what is not there at full strength is missing. */
  readonly patches: Readonly<Record<string, Patch>>;
}

/** Reads what is painted in the hues of these design tokens. */
export async function painted(cluster: Locator, tokens: readonly string[] = []): Promise<Painted> {
  return cluster.locator('canvas').evaluate(readCanvas, tokens);
}

/** Runs in the page. */
function readCanvas(element: Element, tokens: readonly string[]): Painted {
  type Rgb = readonly [red: number, green: number, blue: number];
  const canvas = element instanceof HTMLCanvasElement ? element : undefined;
  const [width, height] = [canvas?.width ?? 0, canvas?.height ?? 0];
  const pen = new OffscreenCanvas(Math.max(1, width), Math.max(1, height)).getContext('2d', {
    willReadFrequently: true,
  });
  if (canvas === undefined || pen === null) return { digest: 0, patches: {} };
  const toRgb = (css: string): Rgb => {
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    pen.clearRect(0, 0, 1, 1);
    return [red, green, blue];
  };
  const style = getComputedStyle(document.documentElement);
  const hues = tokens.map((token) => toRgb(style.getPropertyValue(token).trim()));
  const ground = toRgb(style.getPropertyValue('--surface').trim());
  pen.drawImage(canvas, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  let digest = 0;
  const points: [x: number, y: number][][] = hues.map(() => []);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 0;
    if (alpha === 0) continue;
    const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    digest = (Math.imul(digest, 31) + (at >> 2) + r + 7 * g + 13 * b + 17 * alpha) | 0;
    if (alpha < 230) continue;
    for (const [place, [red, green, blue]] of hues.entries()) {
      if (Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) > 24) continue;
      points[place]?.push([(at >> 2) % width, Math.floor((at >> 2) / width)]);
    }
  }

  const luminance = (rgb: Rgb): number => {
    const [r = 0, g = 0, b = 0] = rgb.map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (rgb: Rgb): number => {
    const [a, b] = [luminance(rgb), luminance(ground)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const frame = canvas.getBoundingClientRect();
  const scale = frame.width / width;
  const ways = Array.from(canvas.closest('section')?.querySelectorAll('path') ?? []).filter(
    (path) => path.dataset['back'] !== undefined,
  );
  const fromWay = (x: number, y: number): number => {
    let nearest = Infinity;
    for (const way of ways) {
      const matrix = way.getScreenCTM();
      const length = way.getTotalLength();
      for (let along = 0; along <= length; along += 4) {
        const point = way.getPointAtLength(along).matrixTransform(matrix ?? undefined);
        nearest = Math.min(nearest, Math.hypot(point.x - x, point.y - y));
      }
    }
    return nearest;
  };

  const patches: Record<string, Patch> = {};
  for (const [place, token] of tokens.entries()) {
    const found = points[place] ?? [];
    const hue = hues[place];
    if (found.length === 0 || hue === undefined) continue;
    const xs = found.map(([x]) => x);
    const ys = found.map(([, y]) => y);
    const [left, right] = [Math.min(...xs), Math.max(...xs) + 1];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys) + 1];
    const cells = Array.from({ length: 81 }, () => ' ');
    for (const [x, y] of found) {
      const column = Math.floor(((x - left) / (right - left)) * 9);
      const row = Math.floor(((y - top) / (bottom - top)) * 9);
      cells[row * 9 + column] = '#';
    }
    const x = frame.left + ((left + right) / 2) * scale;
    const y = frame.top + ((top + bottom) / 2) * scale;
    patches[token] = {
      pixels: found.length,
      x,
      y,
      shape: cells.join(''),
      contrast: contrast(hue),
      fromWay: fromWay(x, y),
    };
  }
  return { digest, patches };
}
