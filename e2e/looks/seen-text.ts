/** The texts in sight, measured in the page. Everything that `seenText` needs is inside of it: it is sent there whole. */

/** A text on the screen. */
export interface SeenText {
  readonly words: string;
  /** What cuts it off, where anything does and nothing tells the whole of it. */
  readonly cut: string | undefined;
  readonly contrast: number;
  /** The contrast that AA asks of its size. */
  readonly wanted: number;
  /** Whether it is a name, a piece of code, or what Kubernetes says itself. */
  readonly isQuoted: boolean;
}

/** Runs in the page. */
export function seenText(): readonly SeenText[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  interface Sides {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }
  const styles = new Map<Element, CSSStyleDeclaration>();
  const styleOf = (element: Element): CSSStyleDeclaration => {
    const known = styles.get(element) ?? getComputedStyle(element);
    styles.set(element, known);
    return known;
  };
  const ancestors = (element: Element): readonly Element[] => {
    const all: Element[] = [];
    for (let each: Element | null = element; each !== null; each = each.parentElement) all.push(each);
    return all;
  };

  const colours = new Map<string, Colour>();
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const toColour = (css: string): Colour => {
    const known = colours.get(css);
    if (known !== undefined || pen === null) return known ?? [0, 0, 0, 0];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
    const colour = [red, green, blue, alpha / 255] as const;
    colours.set(css, colour);
    return colour;
  };
  const over = ([r, g, b, alpha]: Colour, [r2, g2, b2]: Colour): Colour => [
    r * alpha + r2 * (1 - alpha),
    g * alpha + g2 * (1 - alpha),
    b * alpha + b2 * (1 - alpha),
    1,
  ];
  const groundOf = (element: Element): Colour =>
    ancestors(element)
      .toReversed()
      .reduce<Colour>((below, each) => over(toColour(styleOf(each).backgroundColor), below), [255, 255, 255, 1]);
  const luminance = (colour: Colour): number => {
    const [r = 0, g = 0, b = 0] = colour.slice(0, 3).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrastOf = (element: Element): number => {
    if (element.closest(':disabled, [aria-disabled="true"]') !== null) return 21;
    const ground = groundOf(element);
    const opacity = ancestors(element).reduce((product, each) => product * Number(styleOf(each).opacity), 1);
    const [r, g, b, alpha] = toColour(styleOf(element).color);
    const [a, z] = [luminance(over([r, g, b, alpha * opacity], ground)), luminance(ground)];
    return (Math.max(a, z) + 0.05) / (Math.min(a, z) + 0.05);
  };
  const wantedOf = (element: Element): number => {
    const { fontSize, fontWeight } = styleOf(element);
    const size = Number.parseFloat(fontSize);
    return size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;
  };

  const isForReadersAlone = (element: Element): boolean =>
    ancestors(element).some((each) => {
      const { clipPath, overflow, position } = styleOf(each);
      return position === 'absolute' && overflow === 'hidden' && (clipPath !== 'none' || each.clientWidth <= 1);
    });
  /** Whose edge cuts the text off, 'nothing in sight' when it is scrolled away, undefined when all of it is seen. */
  const cutterOf = (element: Element, text: Sides): Element | 'away' | undefined => {
    const slack = Number.parseFloat(styleOf(element).fontSize) * 0.35;
    let seen = text;
    for (const each of ancestors(element)) {
      const { overflowX, overflowY } = styleOf(each);
      if (overflowX === 'visible' && overflowY === 'visible') continue;
      const edge = each.getBoundingClientRect();
      // What can be scrolled, or moved as the picture can, is only out of sight.
      const isMovable = each.classList.contains('react-flow') || /auto|scroll/.test(overflowX + overflowY);
      if (isMovable) {
        seen = {
          left: Math.max(seen.left, edge.left),
          right: Math.min(seen.right, edge.right),
          top: Math.max(seen.top, edge.top),
          bottom: Math.min(seen.bottom, edge.bottom),
        };
        if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1) return 'away';
        continue;
      }
      const isWide = overflowX !== 'visible' && (seen.left < edge.left - 1.5 || seen.right > edge.right + 1.5);
      const isHigh = overflowY !== 'visible' && (seen.top < edge.top - slack || seen.bottom > edge.bottom + slack);
      if (isWide || isHigh) return each;
    }
    const isOut = seen.right > innerWidth + 1 || seen.left < -1 || seen.bottom > innerHeight + 1 || seen.top < -1;
    return isOut ? document.documentElement : undefined;
  };
  /** Whether a tip tells the whole of it. */
  const isTold = (element: Element, words: string): boolean =>
    ancestors(element).some((each) => (each.getAttribute('title') ?? '').includes(words));

  const isQuoted = (element: Element): boolean =>
    element.closest('code, pre, kbd, [lang="en"], .react-flow__node') !== null;

  const found: SeenText[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const words = (node.textContent ?? '').trim();
    const element = node.parentElement;
    if (words === '' || element === null) continue;
    if (element.closest('script, style, option, textarea, .monaco-editor') !== null) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (isForReadersAlone(element)) {
      found.push({ words, cut: undefined, contrast: 21, wanted: 4.5, isQuoted: isQuoted(element) });
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const cutters = Array.from(range.getClientRects(), (text) => cutterOf(element, text));
    if (cutters.length === 0 || cutters.every((cutter) => cutter === 'away')) continue;
    const cutter = cutters.find((each) => each instanceof Element);
    const cut =
      cutter instanceof Element && !isTold(element, words)
        ? `${cutter.localName}.${Array.from(cutter.classList).join('.')}`
        : undefined;
    found.push({ words, cut, contrast: contrastOf(element), wanted: wantedOf(element), isQuoted: isQuoted(element) });
  }
  for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (element.closest('.monaco-editor, [aria-hidden="true"]') !== null || !element.checkVisibility()) continue;
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const words = element.getAttribute(name)?.trim() ?? '';
      if (words === '') continue;
      found.push({ words, cut: undefined, contrast: 21, wanted: 4.5, isQuoted: isQuoted(element) });
    }
  }
  return found;
}
